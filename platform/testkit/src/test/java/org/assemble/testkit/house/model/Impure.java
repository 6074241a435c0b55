package org.assemble.testkit.house.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/// What a model must not be: it knows a framework, the time and a source of ids.
record Impure(JsonNode data, Instant at, UUID id) {
    static Impure now(JsonNode data) {
        return new Impure(data, Instant.now(), UUID.randomUUID());
    }
}
