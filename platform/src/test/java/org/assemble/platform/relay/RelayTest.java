package org.assemble.platform.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// What was committed is published: all of it, in the order of commits, whatever is killed.
@QuarkusTest
@WithTestResource(RealParts.class)
class RelayTest {
    private static final String COUNTED = "Counted.v1";

    @Inject AgroalDataSource database;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private final Messages campaign = Messages.of("campaign");
    private final String sample = UUID.randomUUID().toString();

    @Test
    void state_and_message_commit_together() {
        count().statusCode(201).body("count", equalTo(1));
        given().post("/api/v1/samples/{id}/failure", sample).then().statusCode(500);
        count().statusCode(201).body("count", equalTo(2));
        Soon.holds(() -> assertThat(counts()).containsExactly(1, 2));
    }

    /// Two transactions write; the first to append commits last. A reader that remembers the last
    /// position must not pass over it: the second waits for its position until the first has
    /// committed.
    @Test
    void a_transaction_that_commits_late_is_not_skipped() throws Exception {
        try (Connection late = database.getConnection();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            late.setAutoCommit(false);
            append(late, 1);
            var early =
                    other.submit(() -> {
                        try (Connection connection = database.getConnection()) {
                            append(connection, 2);
                        }
                        return null;
                    });
            // The second can't overtake: it has no position while the first has not committed.
            assertThatThrownBy(() -> early.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(counts()).isEmpty();
            late.commit();
            early.get(10, TimeUnit.SECONDS);
        }
        Soon.holds(() -> assertThat(counts()).containsExactly(1, 2));
        assertThat(positionsAreDense()).isTrue();
    }

    @Test
    void a_transaction_that_is_rolled_back_leaves_no_gap() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            append(connection, 1);
            connection.rollback();
            append(connection, 2);
            connection.commit();
        }
        Soon.holds(() -> assertThat(counts()).containsExactly(2));
        assertThat(positionsAreDense()).isTrue();
    }

    /// The service's own relay and three others, one after the other killed in the middle of
    /// sending.
    @Test
    void two_relays_never_send_out_of_order_for_one_key() throws SQLException {
        List<Relay> relays = new ArrayList<>();
        try {
            for (int round = 0; round < 3; round++) {
                Relay relay = relay();
                relays.add(relay);
                relay.start();
                for (int count = 1; count <= 40; count++) {
                    try (Connection connection = database.getConnection()) {
                        append(connection, round * 40 + count);
                    }
                    if (count == 20) {
                        breakWhoeverSends();
                    }
                }
            }
            List<Integer> all = IntStream.rangeClosed(1, 120).boxed().toList();
            // Sent again is allowed, consumers take each message once; skipped or overtaken is not.
            Soon.holds(() -> assertThat(firstTimes(counts())).containsExactlyElementsOf(all));
        } finally {
            relays.forEach(Relay::close);
        }
    }

    @Test
    void a_broker_that_is_killed_between_commit_and_publishing_loses_nothing() throws SQLException {
        RealParts.broker().kill();
        for (int count = 1; count <= 10; count++) {
            try (Connection connection = database.getConnection()) {
                append(connection, count);
            }
        }
        RealParts.broker().start();
        List<Integer> all = IntStream.rangeClosed(1, 10).boxed().toList();
        Soon.holds(() -> assertThat(firstTimes(counts())).containsExactlyElementsOf(all));
    }

    private ValidatableResponse count() {
        return given().header(
                        "Authorization",
                        Tokens.person("olive").roles("campaign-organiser").bearer())
                .contentType("application/json")
                .body("{\"price\": {\"amount\": 1, \"currency\": \"GBP\"}}")
                .post("/api/v1/samples/{id}", sample)
                .then();
    }

    private void append(Connection connection, int count) throws SQLException {
        try (PreparedStatement call =
                connection.prepareStatement(
                        "select event_log_append(?, ?, ?, ?, array[now()], ?)")) {
            call.setArray(1, array(connection, "uuid", UUID.randomUUID()));
            call.setArray(2, array(connection, "text", "org.assemble.campaign." + COUNTED));
            call.setArray(3, array(connection, "text", sample));
            call.setArray(4, array(connection, "text", sample));
            call.setArray(
                    5,
                    array(
                            connection,
                            "text",
                            "{\"sampleId\":\"%s\",\"count\":%d}".formatted(sample, count)));
            call.execute();
        }
    }

    private static Array array(Connection connection, String type, Object value)
            throws SQLException {
        return connection.createArrayOf(type, new Object[] {value});
    }

    private List<Integer> counts() {
        return campaign.all(COUNTED).stream()
                .filter(message -> message.key().equals(sample))
                .map(message -> message.data().get("count").asInt())
                .toList();
    }

    private static List<Integer> firstTimes(List<Integer> counts) {
        return counts.stream().distinct().toList();
    }

    private boolean positionsAreDense() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select count(*) = max(position) and min(position) = 1 from event_log");
                ResultSet result = query.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }

    /// Ends the connection of the relay whose turn it is, as a broken network would.
    private static void breakWhoeverSends() throws SQLException {
        try (Connection connection = RealParts.connect("test");
                PreparedStatement kill =
                        connection.prepareStatement(
                                "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                                        + " and classid = 4155 and objid = 2 and granted")) {
            kill.execute();
        }
    }

    private Relay relay() {
        return new Relay(
                new Relay.Line("/assemble/campaign", ofItsOwn(), kafka()),
                new Settings(),
                new RelaySignal());
    }

    /// As another replica has them: the service's own pool is not there for four relays.
    private DataSource ofItsOwn() {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(url);
        connections.setUser(user);
        connections.setPassword(password);
        return connections;
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", RealParts.bootstrap());
    }

    private record Settings() implements RelaySettings {
        @Override
        public String topic() {
            return "assemble.campaign.v1";
        }

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public int batch() {
            return 7;
        }

        @Override
        public Duration between() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration soonest() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration latest() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration afterFailure() {
            return Duration.ofMillis(50);
        }
    }
}
