/// The agreement's story, played against a running platform.
package org.assemble.local.demo;
