package org.assemble.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.Parts;
import org.assemble.gateway.world.Quick;
import org.assemble.gateway.world.World;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
@WithTestResource(Parts.class)
@TestProfile(Quick.class)
class EventLogTest {

    @Inject EventLog log;
    @Inject Database database;

    private final String source = "/test/" + UUID.randomUUID();

    @BeforeEach
    void a_database_that_is_there() {
        Soon.holds(() -> assertThat(database.answers()).isTrue());
    }

    /// The most repeated bug of event stores: a number that is taken before the commit lets a
    /// reader pass over what commits late.
    @Test
    void who_reads_on_from_a_position_misses_nothing_that_commits_late() throws Exception {
        try (Connection late = RealParts.connect("gateway")) {
            late.setAutoCommit(false);
            append(late, "late");
            CompletableFuture<Void> next = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(() -> {
                        try (Connection quick = RealParts.connect("gateway")) {
                            append(quick, "quick");
                            next.complete(null);
                        } catch (SQLException failure) {
                            next.completeExceptionally(failure);
                        }
                    });

            Soon.holds(() -> assertThat(waiting()).isPositive());
            assertThat(ids()).isEmpty();
            late.commit();
            next.join();
        }

        assertThat(ids()).containsExactly("late", "quick");
    }

    @Test
    void what_can_not_be_kept_is_told_from_a_database_that_is_away() {
        TakenEvent bad =
                new TakenEvent(0, source, "bad", "type", "subject", "\0", Instant.now(), "{}");

        assertThatThrownBy(() -> await(log.append(List.of(event("good"), bad))))
                .cause()
                .matches(Database::isOfTheData);
        assertThat(Database.isOfTheData(new IOException("away"))).isFalse();
    }

    @Test
    void what_can_not_be_read_is_counted_and_passed_over() {
        double before = passedOver();
        UUID key = UUID.randomUUID();
        Instant never = Instant.parse("+12026-11-22T10:00:00Z");

        Messages.of("campaign").send("Bad.v1", key, Map.of(), UUID.randomUUID(), never);
        Messages.of("campaign").send("Good.v1", key, Map.of());

        Soon.holds(() -> assertThat(takenOf(key)).isEqualTo(1));
        assertThat(passedOver()).isEqualTo(before + 1);
    }

    private static int takenOf(UUID key) {
        return count("select count(*) from event where key = '%s'".formatted(key));
    }

    private static double passedOver() {
        return Inside.metrics()
                .asString()
                .lines()
                .filter(line -> line.startsWith("gateway_events_passed_over_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void what_comes_twice_is_kept_once_in_one_batch_and_in_two() throws SQLException {
        TakenEvent event = event("same");

        await(log.append(List.of(event, event("other"), event)));
        await(log.append(List.of(event)));

        assertThat(ids()).containsExactly("same", "other");
    }

    /// What is known leaves its number unused, and so does a batch that is rolled back: the number
    /// before the oldest that is kept is nothing that anybody has missed.
    @Test
    void who_has_the_last_that_was_forgotten_has_missed_nothing() throws SQLException {
        await(log.append(List.of(event("old"), event("old"), event("kept"))));
        long old = position("old");
        try (Connection connection = RealParts.connect("gateway")) {
            connection
                    .createStatement()
                    .execute(
                            "update event set taken = now() - interval '31 days' where position = "
                                    + old);
        }

        await(log.forget());

        assertThat(ids()).containsExactly("kept");
        assertThat(await(log.tail())).isEqualTo(old).isLessThan(position("kept") - 1);
    }

    private long position(String id) throws SQLException {
        try (Connection connection = RealParts.connect("gateway");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select position from event where source = '%s' and id = '%s'"
                                                .formatted(source, id))) {
            rows.next();
            return rows.getLong("position");
        }
    }

    private TakenEvent event(String id) {
        return new TakenEvent(
                0,
                source,
                id,
                "org.assemble.campaign.CampaignLaunched.v1",
                "subject",
                "key",
                Instant.now(),
                "{}");
    }

    private void append(Connection connection, String id) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "select event_append('{%s}', '{%s}', '{t}', '{s}', '{k}', array[now()], '{1}')"
                            .formatted(source, id));
        }
    }

    /// The ids of this test's events, in the order of their positions.
    private List<String> ids() throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = RealParts.connect("gateway");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select id from event where source = '%s' order by position"
                                                .formatted(source))) {
            while (rows.next()) {
                ids.add(rows.getString("id"));
            }
        }
        return ids;
    }

    /// Sessions that wait for a row.
    private static int waiting() {
        return count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    private static int count(String query) {
        try (Connection connection = RealParts.connect("gateway");
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
