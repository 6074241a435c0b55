/// The agreement's story, played through the gateway by the people of the local realm.
package org.assemble.local.demo;
