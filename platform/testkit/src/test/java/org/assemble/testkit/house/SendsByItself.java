package org.assemble.testkit.house;

import org.apache.kafka.clients.producer.Producer;

/// What a feature must not do: publish past the event log.
record SendsByItself(Producer<String, String> producer) {}
