package org.assemble.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What every chapter of the story needs: the API, who plays, how it is told, and when.
///
/// @param telling names what must be named once and for ever, such as an election
record Scene(Api api, SignIn signIn, Told told, String telling, LocalDate today) {
    static final ZoneId LONDON = ZoneId.of("Europe/London");

    static Scene now(Api api, SignIn signIn, Told told) {
        ZonedDateTime now = ZonedDateTime.now(LONDON);
        String telling = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").format(now);
        return new Scene(api, signIn, told, telling, now.toLocalDate());
    }

    void tell(String sentence, Object... about) {
        told.sentence(sentence.formatted(about));
    }

    static String campaign(String campaignId, String rest) {
        return "/api/v1/campaigns/" + campaignId + rest;
    }

    static String ledger(String campaignId, String rest) {
        return "/api/v1/ledger/campaigns/" + campaignId + rest;
    }

    static String id(JsonNode thing) {
        return thing.path("id").asText();
    }

    static long pence(JsonNode thing, String field) {
        return thing.path(field).path("amount").asLong(Long.MIN_VALUE);
    }

    /// The things of a list, in whichever of the two ways it comes.
    static Stream<JsonNode> items(JsonNode list) {
        JsonNode items = list.isArray() ? list : list.path("items");
        return StreamSupport.stream(items.spliterator(), false);
    }

    static void expect(String what, Object expected, Object actual) {
        if (!expected.toString().equals(actual.toString())) {
            throw new StoryStopped("%s should be %s, but is %s".formatted(what, expected, actual));
        }
    }
}
