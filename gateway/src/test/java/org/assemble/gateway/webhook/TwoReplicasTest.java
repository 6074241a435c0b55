package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.event.Reach;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.token.Caller;
import org.assemble.gateway.world.Parts;
import org.assemble.gateway.world.World;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

    private static final Caller MAKER =
            new Caller("c", "s", Set.of(), Set.of(), Set.of(), Long.MAX_VALUE);

    private static Connection beside;

    @Inject Deliveries deliveries;
    @Inject Subscriptions subscriptions;
    @Inject Courier courier;
    @Inject SealingKey key;
    @Inject Secrets secrets;
    @Inject Database database;

    @BeforeAll
    static void somebody_who_looks_on() throws SQLException {
        beside = RealParts.connect(DATABASE);
    }

    @AfterAll
    static void nobody_looks_on() throws SQLException {
        beside.close();
    }

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
    void every_subscription_has_its_turn_though_there_are_fewer_places() {
        List<UUID> all = List.of(subscription(50), subscription(50), subscription(50));

        List<UUID> turns = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Job> jobs = await(deliveries.takeOn(10, List.of()));
            jobs.stream().map(Job::subscription).distinct().forEach(turns::add);
        }

        assertThat(turns.subList(0, 3)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(turns.subList(3, 6)).isEqualTo(turns.subList(0, 3));
    }

    @Test
    void that_it_is_on_already_makes_nothing_due_that_is_under_way() {
        UUID subscription = subscription(3);
        assertThat(await(deliveries.takeOn(10, List.of()))).hasSize(3);

        turnOn(subscription);
        assertThat(await(deliveries.takeOn(10, List.of()))).isEmpty();

        run("update subscription set state = 'off'");
        turnOn(subscription);
        assertThat(await(deliveries.takeOn(10, List.of()))).hasSize(3);
    }

    /// As all that is told again is: first the subscription, then its deliveries.
    @Test
    void an_attempt_that_ends_while_it_is_told_again_waits_for_that() throws SQLException {
        UUID subscription = subscription(1);
        Job job = await(deliveries.takeOn(1, List.of())).getFirst();

        Future<Void> ending;
        try (Connection again = RealParts.connect(DATABASE)) {
            again.setAutoCommit(false);
            execute(again, "select id from subscription where id = '%s' for no key update", job);
            ending = deliveries.finish(job, result("delivered"));
            Soon.holds(() -> assertThat(waiting()).isEqualTo(1));
            execute(again, "update delivery set attempts = 0 where subscription = '%s'", job);
            again.commit();
        }
        await(ending);

        assertThat(count("state = 'delivered' and attempts = 0", subscription)).isEqualTo(1);
    }

    @Test
    void what_is_taken_in_waits_for_no_change_of_a_subscription() {
        UUID subscription = subscription(1);
        run("delete from delivery");

        await(
                subscriptions.change(
                        MAKER,
                        subscription,
                        (_, before) ->
                                database.together(other -> courier.with(other, 0)).map(before)));

        assertThat(count("state = 'waiting'", subscription)).isPositive();
    }

    @Test
    void what_can_not_be_signed_is_tried_with_nobody_and_held_against_nobody() {
        UUID subscription = subscription(2); // its secret is nothing that was sealed here

        courier.somethingIsDue();

        Soon.holds(() ->
                assertThat(count("attempts = 0 and next_try > now()", subscription)).isEqualTo(2));
        assertThat(count("id in (select delivery from attempt)", subscription)).isZero();
        assertThat(text("select state from subscription where failing_since is null"))
                .isEqualTo("on");
    }

    @Test
    void another_key_than_secrets_are_sealed_under_is_noticed_and_seals_nothing() {
        subscription(1);
        assertThat(await(key.fits())).isTrue();
        SealingKey another = anotherKey();

        assertThat(await(another.fits())).isFalse();
        assertThat(another.known()).contains(false);
        assertThatThrownBy(() -> await(another.mustFit())).hasCauseInstanceOf(Rejection.class);
        await(key.mustFit());
    }

    @Test
    void as_long_as_nothing_is_sealed_any_key_will_do() {
        assertThat(await(anotherKey().fits())).isTrue();
        assertThat(await(new SealingKey(database, secrets).fits())).isTrue();
    }

    private SealingKey anotherKey() {
        return new SealingKey(
                database, new Secrets(Base64.getEncoder().encodeToString(new byte[32])));
    }

    private void turnOn(UUID subscription) {
        await(
                subscriptions.change(
                        MAKER,
                        subscription,
                        (connection, before) ->
                                subscriptions.update(
                                        connection,
                                        MAKER,
                                        before,
                                        new WebhookOperations.Change(null, null, null, "on"),
                                        new Reach(Set.of("t"), Optional.empty()))));
    }

    private static void execute(Connection connection, String sql, Job job) throws SQLException {
        connection.createStatement().execute(sql.formatted(job.subscription()));
    }

    /// Sessions that wait for a row.
    private static int waiting() {
        return Integer.parseInt(
                text(
                        "select count(*)::text from pg_stat_activity"
                                + " where wait_event_type = 'Lock' and datname = '"
                                + DATABASE
                                + "'"));
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

        await(deliveries.sweep(false));
        assertThat(text("select state from subscription where id = '%s'".formatted(subscription)))
                .as("where nothing is told to anybody, nobody is to blame")
                .isEqualTo("on");

        await(deliveries.sweep(true));

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
        try (var rows = beside.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void run(String sql) {
        try {
            beside.createStatement().execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
