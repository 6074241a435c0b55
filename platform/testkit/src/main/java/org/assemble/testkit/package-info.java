/// What tests of every service need: real PostgreSQL and Kafka, tokens, given/when/then for
/// deciders, golden examples.
package org.assemble.testkit;
