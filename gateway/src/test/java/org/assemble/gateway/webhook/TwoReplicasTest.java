package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.world.Parts;
import org.assemble.gateway.world.World;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Replicas take deliveries on from one table: several at once, as two replicas would. Nobody else
/// delivers here.
@QuarkusTest
@WithTestResource(World.class)
@WithTestResource(
        value = Parts.class,
        initArgs = @ResourceArg(name = "database", value = "gateway_replicas"))
@TestProfile(TwoReplicasTest.NobodyElse.class)
class TwoReplicasTest {

    public static class NobodyElse implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "assemble.gateway.webhooks.look-every", "1H",
                    "assemble.gateway.events.kafka", "127.0.0.1:1",
                    "assemble.gateway.webhooks.at-once-to-one", "10");
        }
    }

    private static final String DATABASE = "gateway_replicas";

    @Inject Deliveries deliveries;
    @Inject Database database;

    @BeforeEach
    void nothing_is_due_yet() {
        Soon.holds(() -> assertThat(database.answers()).isTrue());
        run("delete from subscription");
    }

    @Test
    void each_delivery_is_taken_on_by_one_of_them() {
        UUID subscription = subscription(200);

        List<Future<List<Job>>> taking = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            taking.add(deliveries.takeOn(10, List.of()));
        }
        List<UUID> taken =
                taking.stream().flatMap(some -> await(some).stream()).map(Job::delivery).toList();

        assertThat(taken).doesNotHaveDuplicates().hasSizeBetween(10, 200);
        assertThat(count("attempts = 1", subscription)).isEqualTo(taken.size());
    }

    @Test
    void what_one_took_on_and_did_not_finish_is_due_again_later() {
        UUID subscription = subscription(1);

        assertThat(await(deliveries.takeOn(10, List.of()))).hasSize(1);
        assertThat(await(deliveries.takeOn(10, List.of()))).isEmpty();

        run("update delivery set next_try = now()");
        assertThat(await(deliveries.takeOn(10, List.of())).getFirst().attempts()).isEqualTo(2);
        assertThat(count("state = 'waiting'", subscription)).isEqualTo(1);
    }

    @Test
    void a_busy_target_leaves_room_for_the_others() {
        UUID busy = subscription(50);
        UUID other = subscription(50);

        List<Job> first = await(deliveries.takeOn(100, List.of()));
        List<Job> second = await(deliveries.takeOn(100, List.of(busy)));

        assertThat(first.stream().filter(job -> job.subscription().equals(busy))).hasSize(10);
        assertThat(first.stream().filter(job -> job.subscription().equals(other))).hasSize(10);
        assertThat(second).hasSize(10).allMatch(job -> job.subscription().equals(other));
    }

    @Test
    void a_target_that_fails_is_tried_one_at_a_time() {
        UUID subscription = subscription(50);
        Job job = await(deliveries.takeOn(1, List.of())).getFirst();

        await(deliveries.finish(job, result("refused")));

        assertThat(await(deliveries.takeOn(100, List.of()))).hasSize(1);
        await(deliveries.finish(job, result("delivered")));
        assertThat(await(deliveries.takeOn(100, List.of()))).hasSize(10);
        assertThat(count("state = 'delivered'", subscription)).isEqualTo(1);
    }

    @Test
    void what_nobody_will_ever_catch_up_with_is_disabled() {
        UUID subscription = subscription(3);
        run(
                "insert into delivery (subscription, message, type, body)"
                        + " select id, 'm' || n, 't', '{}' from subscription, generate_series(1, 100001) n");

        await(deliveries.sweep());

        assertThat(
                        text(
                                "select state || ': ' || reason from subscription where id = '%s'"
                                        .formatted(subscription)))
                .isEqualTo("disabled: too much was waiting");
    }

    private static Result result(String outcome) {
        return new Result(Instant.now(), 1, 200, outcome, Optional.empty());
    }

    /// A subscription that is on, with so many events to be told.
    private static UUID subscription(int due) {
        UUID id = UUID.randomUUID();
        run(
                """
                insert into subscription (id, client, subject, url, types, state, secret, ends)
                    values ('%1$s', 'c', 's', 'https://example.org/', '{t}', 'on', '\\x00', now() + interval '1 day');
                select event_append(
                    array_agg('source'::text), array_agg('%1$s' || n), array_agg('t'::text),
                    array_agg('s'::text), array_agg('k'::text), array_agg(now()),
                    array_agg('{}'::text)) from generate_series(1, %2$d) n;
                insert into delivery (subscription, position, message, type)
                    select '%1$s', position, 'm', 't' from event where id like '%1$s%%'
                """
                        .formatted(id, due));
        return id;
    }

    private static long count(String condition, UUID subscription) {
        return Long.parseLong(
                text(
                        "select count(*)::text from delivery where %s and subscription = '%s'"
                                .formatted(condition, subscription)));
    }

    private static String text(String query) {
        try (Connection connection = RealParts.connect(DATABASE);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(String sql) {
        try (Connection connection = RealParts.connect(DATABASE)) {
            connection.createStatement().execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
