package org.assemble.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Events as they were stored once, one a line in `stored-events.txt`. Lines are added and never
/// changed.
class EventJsonTest {

    record Stored(String type, String data) {
        @Override
        public String toString() {
            return type;
        }
    }

    static List<Stored> stored() throws IOException {
        try (var file = EventJsonTest.class.getResourceAsStream("/stored-events.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line ->
                            new Stored(
                                    line.substring(0, line.indexOf(' ')),
                                    line.substring(line.indexOf(' ') + 1)))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stored")
    void what_was_stored_once_stays_readable(Stored stored) {
        LedgerEvent event = EventJson.read(stored.type(), stored.data());
        assertThat(EventJson.typeOf(event)).isEqualTo(stored.type());
        assertThat(EventJson.write(event)).isEqualTo(stored.data());
    }

    @Test
    void every_event_has_an_example_of_how_it_is_stored() throws IOException {
        Set<String> examples = stored().stream().map(Stored::type).collect(Collectors.toSet());
        Set<String> types =
                records(LedgerEvent.class).map(Class::getSimpleName).collect(Collectors.toSet());
        assertThat(examples).isEqualTo(types);
    }

    @Test
    void what_a_later_version_added_is_ignored() {
        String data =
                "{\"electionId\":\"0198c0de-0000-7000-8000-000000000002\",\"pollingDay\":\"2027-05-06\","
                        + "\"occurredOn\":\"2026-09-01\",\"addedLater\":true}";
        assertThat(EventJson.read("PollingDaySet", data).occurredOn()).isEqualTo("2026-09-01");
    }

    private static Stream<Class<?>> records(Class<?> event) {
        return event.isRecord()
                ? Stream.of(event)
                : Arrays.stream(event.getPermittedSubclasses()).flatMap(EventJsonTest::records);
    }
}
