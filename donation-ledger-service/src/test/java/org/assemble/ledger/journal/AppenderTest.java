package org.assemble.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.donation.model.Donations;
import org.assemble.ledger.donation.model.RecordDonation;
import org.assemble.ledger.donation.model.Reversals;
import org.assemble.ledger.donation.model.ReverseDonation;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.FundCommand;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.mandate.model.MandateCommand;
import org.assemble.ledger.policy.model.SetPolicy;
import org.assemble.platform.id.Ids;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.Outage;
import org.assemble.platform.problem.RefusalException;
import org.assemble.testkit.RealParts;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// The appender against a real PostgreSQL, beside the one of the service itself: every test here
/// has two replicas.
@QuarkusTest
@WithTestResource(RealParts.class)
class AppenderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private final List<Appender> appenders = new ArrayList<>();
    private final UUID campaign = Ids.next();

    @AfterEach
    void end() {
        appenders.forEach(Appender::close);
    }

    private Appender appender(DataSource database) {
        Appender appender = new Appender(database, () -> {});
        appenders.add(appender);
        return appender;
    }

    private Appender started() {
        Appender appender = appender(database());
        appender.start();
        return appender;
    }

    private PGSimpleDataSource database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        return database;
    }

    /// What happens to a connection at the moment of its commit.
    private interface AtCommit {
        void happen(Connection real, int commit) throws SQLException;
    }

    private DataSource disturbed(AtCommit disturbance) {
        AtomicInteger commits = new AtomicInteger();
        PGSimpleDataSource real = database();
        return proxy(
                DataSource.class,
                real,
                (method, result) -> {
                    Connection connection = (Connection) result;
                    return proxy(
                            Connection.class,
                            connection,
                            (called, answer) -> {
                                if (called.equals("commit")) {
                                    disturbance.happen(connection, commits.incrementAndGet());
                                }
                                return answer;
                            });
                });
    }

    private interface After {
        Object change(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Object real, After after) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            try {
                                return after.change(
                                        method.getName(), method.invoke(real, arguments));
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    private Order<String> register() {
        return order(
                ledger -> new FundCommand.RegisterCampaign(campaign, campaign, "E12000003", DAY));
    }

    private Order<String> agree() {
        return order(ledger -> new FundCommand.ConfirmAgreement(campaign, DAY));
    }

    private Order<String> launch() {
        return order(ledger -> new FundCommand.HoldLaunch(campaign, DAY));
    }

    private Order<String> payment(long pence) {
        UUID donation = Ids.next();
        Gift gift =
                new Gift(
                        donation,
                        "test",
                        donation.toString(),
                        pence,
                        DAY,
                        Ids.next(),
                        Ids.next(),
                        Ids.next(),
                        null);
        return order(ledger -> new FundCommand.TakeGift(campaign, gift));
    }

    private Order<String> order(Function<Ledger, FundCommand> command) {
        return Order.of(
                ledger ->
                        ledger.fund(campaign)
                                .decide(
                                        command.apply(ledger),
                                        ledger.termsOn(DAY, ledger.fund(campaign))),
                ledger -> "at " + ledger.now(),
                String.class);
    }

    private static Key key(String name, Object content) {
        return Key.of(name, content, CommonRefusal.IDEMPOTENCY_KEY_REUSED.because("reused"));
    }

    private long count(String sql, Object value) throws SQLException {
        try (Connection connection = database().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private long eventsOfCampaign() throws SQLException {
        return count("select count(*) from event where campaign_id = ?", campaign);
    }

    private long matchedPence() throws SQLException {
        return count(
                "select coalesce(sum(pence), 0) from posting join account on account.id = debit where name = ?",
                "match-cost:" + campaign);
    }

    @Test
    void a_commit_whose_answer_was_lost_is_known_by_its_key_and_happens_once() throws Exception {
        Appender appender =
                appender(
                        disturbed((connection, commit) -> {
                            if (commit == 1) {
                                connection.close(); // it has committed; nobody will hear of it
                                throw new SQLException("the connection broke", "08006");
                            }
                        }));
        appender.start();
        Answer<String> answer = appender.append(register()).get();
        assertThat(answer.replayed()).isFalse();
        assertThat(eventsOfCampaign()).isEqualTo(1);
    }

    @Test
    void a_connection_that_breaks_before_the_commit_leaves_nothing_half_done() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        Appender appender =
                appender(
                        proxy(
                                DataSource.class,
                                database(),
                                (_, result) -> {
                                    if (connections.incrementAndGet() == 1) {
                                        ((Connection) result).close();
                                    }
                                    return result;
                                }));
        appender.start();
        appender.append(register()).get();
        assertThat(eventsOfCampaign()).isEqualTo(1);
    }

    @Test
    void a_database_that_is_away_is_an_outage_and_changes_nothing() throws SQLException {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
        Appender appender = appender(nowhere);
        appender.start();
        assertThatThrownBy(() -> appender.append(register()).get())
                .isInstanceOf(ExecutionException.class)
                .satisfies(thrown -> assertThat(Outage.isBehind(thrown)).isTrue());
        assertThat(eventsOfCampaign()).isZero();
    }

    @Test
    void a_bug_in_one_order_harms_no_other_of_its_append() throws Exception {
        Appender appender = appender(database());
        Order<String> buggy =
                Order.of(
                        _ -> {
                            throw new IllegalStateException("a bug");
                        },
                        _ -> "never",
                        String.class);
        CompletableFuture<Answer<String>> before = appender.append(register());
        CompletableFuture<Answer<String>> bug = appender.append(buggy);
        CompletableFuture<Answer<String>> after = appender.append(agree());
        appender.start();
        before.get();
        after.get();
        assertThatThrownBy(bug::get).hasRootCauseMessage("a bug");
        assertThat(eventsOfCampaign()).isEqualTo(2);
    }

    @Test
    void orders_of_one_append_see_what_the_ones_before_them_came_to() throws Exception {
        Appender appender = appender(database());
        List<CompletableFuture<Answer<String>>> answers = new ArrayList<>();
        for (Order<String> order :
                List.of(register(), agree(), launch(), payment(150_000), payment(150_000))) {
            answers.add(appender.append(order));
        }
        appender.start();
        for (CompletableFuture<Answer<String>> answer : answers) {
            answer.get();
        }
        assertThat(matchedPence()).isEqualTo(200_000);
    }

    /// More orders than are written at once, so that a part is in the database while the next is
    /// decided.
    private static final int SEVERAL_PARTS = 600;

    @Test
    void what_is_read_in_the_middle_of_a_large_append_counts_its_own_events_once()
            throws Exception {
        Appender before = started();
        for (Order<String> order : List.of(register(), agree(), launch())) {
            before.append(order).get();
        }
        AtomicReference<Fund> inTheMiddle = new AtomicReference<>();
        AtomicReference<Fund> afterwards = new AtomicReference<>();
        Appender appender = appender(database());
        for (int i = 0; i < SEVERAL_PARTS; i++) {
            appender.append(givenWithoutALookAtTheFund());
        }
        CompletableFuture<Answer<String>> last = appender.append(lookAtTheFund(inTheMiddle));
        appender.start();
        last.get();
        started().append(lookAtTheFund(afterwards)).get();
        assertThat(eventsOfCampaign()).isEqualTo(3 + SEVERAL_PARTS);
        assertThat(inTheMiddle.get()).isEqualTo(afterwards.get());
    }

    private Order<String> givenWithoutALookAtTheFund() {
        UUID id = Ids.next();
        Gift gift = new Gift(id, "test", id.toString(), 1_000, DAY, id, null, null, null);
        return Order.of(
                _ ->
                        new Decision.Accepted(
                                List.of(
                                        new GivenToCampaign(
                                                gift, campaign, 8_000, 800, false, 0, 200_000))),
                ledger -> "at " + ledger.now(),
                String.class);
    }

    private Order<String> lookAtTheFund(AtomicReference<Fund> seen) {
        return Order.of(
                ledger -> {
                    seen.set(ledger.fund(campaign));
                    return new Decision.Accepted(List.of());
                },
                ledger -> "at " + ledger.now(),
                String.class);
    }

    @Test
    void a_bug_in_a_later_part_of_a_large_append_leaves_nothing_of_the_earlier_half_done()
            throws Exception {
        Appender appender = appender(database());
        appender.append(register());
        List<CompletableFuture<Answer<String>>> given = new ArrayList<>();
        for (int i = 0; i < SEVERAL_PARTS / 2; i++) {
            given.add(appender.append(givenWithoutALookAtTheFund()));
        }
        CompletableFuture<Answer<String>> bug =
                appender.append(
                        order(_ -> {
                            throw new IllegalStateException("a bug");
                        }));
        appender.start();
        assertThatThrownBy(bug::get).hasRootCauseMessage("a bug");
        for (CompletableFuture<Answer<String>> answer : given) {
            assertThat(answer.get().replayed()).isFalse();
        }
        assertThat(eventsOfCampaign()).isEqualTo(1 + given.size());
    }

    @Test
    void the_same_key_in_one_append_is_done_once() throws Exception {
        Appender appender = appender(database());
        appender.append(register());
        appender.append(agree());
        String name = "test:" + Ids.next();
        CompletableFuture<Answer<String>> first =
                appender.append(payment(100).named(key(name, 100)));
        CompletableFuture<Answer<String>> again =
                appender.append(payment(100).named(key(name, 100)));
        CompletableFuture<Answer<String>> other =
                appender.append(payment(200).named(key(name, 200)));
        appender.start();
        assertThat(first.get().replayed()).isFalse();
        assertThat(again.get()).isEqualTo(new Answer<>(first.get().body(), true));
        assertThatThrownBy(other::get).hasCauseInstanceOf(RefusalException.class);
        assertThat(eventsOfCampaign()).isEqualTo(3);
    }

    @Test
    void M5_replicas_that_take_turns_give_exactly_the_cap() throws Exception {
        Appender one = started();
        Appender other = started();
        one.append(register()).get();
        other.append(agree()).get();
        one.append(launch()).get();
        List<CompletableFuture<Answer<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add((i % 2 == 0 ? one : other).append(payment(500)));
        }
        for (CompletableFuture<Answer<String>> answer : answers) {
            answer.get();
        }
        assertThat(matchedPence()).isEqualTo(200_000);
        assertThat(eventsOfCampaign()).isEqualTo(503);
    }

    @Test
    void a_policy_that_one_replica_set_is_the_others_at_once() throws Exception {
        Appender one = started();
        Appender other = started();
        one.append(register()).get();
        other.append(agree()).get();
        one.append(launch()).get();
        one.append(matchCap(700)).get();
        other.append(paymentToday(1_000)).get();
        assertThat(matchedPence()).isEqualTo(700);
        other.append(matchCap(900)).get();
        one.append(paymentToday(1_000)).get();
        assertThat(matchedPence()).isEqualTo(900);
    }

    private Order<String> paymentToday(long pence) {
        UUID id = Ids.next();
        return Order.of(
                ledger ->
                        ledger.fund(campaign)
                                .decide(
                                        new FundCommand.TakeGift(
                                                campaign,
                                                new Gift(
                                                        id,
                                                        "test",
                                                        id.toString(),
                                                        pence,
                                                        ledger.today(),
                                                        id,
                                                        id,
                                                        id,
                                                        null)),
                                        ledger.termsOn(ledger.today(), ledger.fund(campaign))),
                ledger -> "at " + ledger.now(),
                String.class);
    }

    private Order<String> matchCap(long pence) {
        return Order.of(
                ledger ->
                        ledger.policies()
                                .decide(
                                        new SetPolicy(
                                                "match-cap-pence",
                                                campaign,
                                                ledger.today(),
                                                pence,
                                                campaign,
                                                ledger.today()),
                                        ledger.fund(campaign).life()),
                ledger -> "at " + ledger.now(),
                String.class);
    }

    /// M5: in one append nothing of it is stored yet when the next payment is looked for.
    @Test
    void M5_the_next_payment_is_found_among_the_stored_and_in_the_same_append() throws Exception {
        Appender appender = appender(database());
        UUID mandate = Ids.next();
        UUID first = Ids.next();
        UUID second = Ids.next();
        UUID third = Ids.next();
        for (Order<String> order :
                List.of(
                        register(),
                        agree(),
                        launch(),
                        pledge(mandate),
                        pay(mandate, first, 500),
                        pay(mandate, second, 300),
                        pay(mandate, third, 200))) {
            appender.append(order);
        }
        CompletableFuture<Answer<String>> sameAppend = appender.append(reverse(first, 500));
        appender.start();
        sameAppend.get();
        assertThat(matchedPence() - matchedBackPence()).isEqualTo(300);
        appender.append(reverse(second, 300)).get();
        assertThat(matchedPence() - matchedBackPence()).isEqualTo(200);
    }

    private long matchedBackPence() throws SQLException {
        return count(
                "select coalesce(sum(pence), 0) from posting join account on account.id = credit where name = ?",
                "match-cost:" + campaign);
    }

    private Order<String> pledge(UUID mandate) {
        return Order.of(
                ledger ->
                        ledger.mandate(mandate)
                                .decide(
                                        new MandateCommand.Pledge(
                                                mandate, campaign, mandate, mandate, 100, DAY),
                                        ledger.fund(campaign)),
                ledger -> "at " + ledger.now(),
                String.class);
    }

    private Order<String> pay(UUID mandate, UUID donation, long pence) {
        return Order.of(
                ledger ->
                        Donations.decide(
                                new RecordDonation(
                                        donation,
                                        "test",
                                        donation.toString(),
                                        pence,
                                        DAY,
                                        null,
                                        mandate,
                                        null,
                                        false),
                                ledger.mandate(mandate),
                                ledger.fund(campaign),
                                ledger.termsOn(DAY, ledger.fund(campaign)),
                                ledger.today()),
                ledger -> "at " + ledger.now(),
                String.class);
    }

    private Order<String> reverse(UUID donation, long pence) {
        return Order.of(
                ledger -> {
                    Donation.Recorded recorded = (Donation.Recorded) ledger.donation(donation);
                    UUID mandate = recorded.event().gift().mandateId();
                    return Reversals.decide(
                            new ReverseDonation(
                                    Ids.next(),
                                    donation,
                                    Kind.FAILURE,
                                    "test",
                                    donation.toString(),
                                    pence,
                                    DAY),
                            recorded,
                            ledger.mandate(mandate),
                            ledger.fund(campaign),
                            ledger.nextPayment(campaign, mandate, donation),
                            ledger.termsOn(DAY, ledger.fund(campaign)),
                            ledger.today());
                },
                ledger -> "at " + ledger.now(),
                String.class);
    }

    @Test
    void what_waits_when_it_ends_is_still_written() throws Exception {
        Appender appender = appender(database());
        CompletableFuture<Answer<String>> answer = appender.append(register());
        appender.start();
        appender.close();
        answer.get();
        assertThatThrownBy(() -> appender.append(agree()).get())
                .hasCauseInstanceOf(RefusalException.class);
    }

    @Test
    void a_refusal_names_its_rule() {
        Appender appender = started();
        assertThatThrownBy(() -> appender.append(agree()).get())
                .cause()
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(new LedgerRefusal(Refusal.UNKNOWN_CAMPAIGN)));
    }

    @Test
    void M12_every_stored_event_is_chained_to_the_one_before_and_positions_have_no_gap()
            throws SQLException {
        Chain chain = new Chain();
        byte[] link = Chain.genesis();
        long position = 0;
        try (Connection connection = database().getConnection();
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select *, data::text as text from event order by position")) {
            while (rows.next()) {
                position++;
                assertThat(rows.getLong("position")).isEqualTo(position);
                Entry entry =
                        new Entry(
                                position,
                                rows.getString("stream"),
                                rows.getInt("version"),
                                rows.getObject("campaign_id", UUID.class),
                                rows.getString("type"),
                                rows.getString("text"),
                                rows.getObject("occurred", LocalDate.class),
                                rows.getObject("effective", LocalDate.class),
                                rows.getObject("recorded", OffsetDateTime.class).toInstant());
                link = chain.link(link, rows.getBytes("salt"), entry);
                assertThat(rows.getBytes("hash")).as("the hash at %d", position).isEqualTo(link);
            }
        }
    }

    @Test
    void the_services_own_role_can_change_and_delete_nothing() throws SQLException {
        for (String table :
                List.of(
                        "event",
                        "posting",
                        "account",
                        "command_key",
                        "document",
                        "policy",
                        "merkle_node",
                        "checkpoint",
                        "event_log")) {
            for (String sql :
                    List.of(
                            "delete from " + table,
                            "truncate " + table,
                            "drop table " + table,
                            "update " + table + " set " + column(table) + " = " + column(table))) {
                try (Connection connection = DriverManager.getConnection(url, user, password)) {
                    assertThatThrownBy(() -> connection.createStatement().execute(sql))
                            .as(sql)
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("42501"));
                }
            }
        }
    }

    @Test
    void the_services_own_role_decides_no_policy_beside_the_journal() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            assertThatThrownBy(() ->
                            connection
                                    .createStatement()
                                    .execute(
                                            "insert into policy values ('match-cap-pence', '2025-01-01', 1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private static String column(String table) {
        return switch (table) {
            case "event", "posting", "event_log" -> "position";
            case "command_key" -> "key";
            case "policy" -> "value";
            case "merkle_node" -> "hash";
            case "checkpoint" -> "root";
            default -> "id";
        };
    }
}
