package org.assemble.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The limits that every installation begins with.
class ShippedTableTest {

    private final RoutingTable table = read();

    private static RoutingTable read() {
        try (InputStream file = RoutingTable.class.getResourceAsStream("/routes.yaml")) {
            Duration usual = Duration.ofSeconds(2);
            return new TableReader(
                            new Bounds(1, 1, usual, usual, Duration.ofMinutes(1), "/ready"),
                            Duration.ofSeconds(90),
                            _ -> Optional.empty())
                    .read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/trainings/certificates/ASM-1234, guessing, 30",
        "/api/v1/team-invitations/acceptances, guessing, 30",
        "/api/v1/assemblies/7/check-ins, door, 300",
        "/api/v1/trainings/door/check-ins, door, 300",
        "/api/v1/trainings/door/check-outs, door, 300",
        "/api/v1/trainings/my-calendar.ics, door, 300"
    })
    void where_codes_could_be_guessed_an_address_may_ask_a_few_times_a_minute(
            String path, String name, int quota) {
        assertThat(table.routeFor(path).orElseThrow().limit())
                .contains(new Rate(name, quota, Duration.ofMinutes(1)));
    }

    @Test
    void addresses_clients_and_persons_have_limits_of_their_own() {
        assertThat(table.addressLimit()).isEqualTo(new Rate("address", 6_000, minute()));
        assertThat(table.personLimit()).isEqualTo(new Rate("person", 6_000, minute()));
        assertThat(table.limitOf("anybody")).isEqualTo(new Rate("client", 60_000, minute()));
        assertThat(table.limitOf("assemble-web")).isEqualTo(table.limitOf("anybody"));
    }

    private static Duration minute() {
        return Duration.ofMinutes(1);
    }
}
