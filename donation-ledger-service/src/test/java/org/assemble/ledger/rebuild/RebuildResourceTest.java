package org.assemble.ledger.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.checkpoint.Donations;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        initArgs = @ResourceArg(name = "database", value = "proofs"))
class RebuildResourceTest {

    private static final String REBUILDS = "/api/v1/ledger/rebuilds";
    private static final String DATABASE = "proofs";
    private static boolean filled;

    @BeforeEach
    void a_journal() {
        if (!filled) {
            UUID campaign = Neighbours.agreedCampaign();
            Donations.paid(Neighbours.pledges(campaign, 1_000).getFirst(), 1_000);
            Donations.given(600);
            Donations.checkpoint();
            filled = true;
        }
    }

    private static void begin(String projection) {
        Api.post(Api.AMAL, REBUILDS, Map.of("projection", projection))
                .statusCode(202)
                .header("Location", org.hamcrest.Matchers.endsWith(REBUILDS + "/" + projection));
    }

    private static void rebuilt(String projection) {
        begin(projection);
        finished(projection);
    }

    private static void finished(String projection) {
        Soon.holds(() ->
                Api.as(Api.AMAL)
                        .get(REBUILDS + "/" + projection)
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("finished")));
    }

    private static long differences() {
        String lines =
                Api.as(Api.FIN)
                        .get("/api/v1/ledger/audit")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        String report = lines.lines().toList().getLast();
        assertThat(report).contains("\"report\"");
        return io.restassured.path.json.JsonPath.from(report).getLong("report.differences");
    }

    private static void asSuperuser(String... statements) throws SQLException {
        try (Connection superuser = RealParts.connect(DATABASE);
                Statement sql = superuser.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    private static List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection superuser = RealParts.connect(DATABASE);
                ResultSet rows = superuser.createStatement().executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Test
    void M8_postings_and_accounts_that_were_lost_are_made_again_from_the_events()
            throws SQLException {
        Balances before = Balances.now();
        asSuperuser(
                "delete from posting where position % 3 = 0",
                "update posting set pence = pence + 1 where position % 3 = 1",
                "delete from account where id > 2");
        assertThat(differences()).isPositive();
        rebuilt("postings");
        assertThat(Balances.now()).isEqualTo(before);
        assertThat(differences()).isZero();
        Donations.given(3);
        assertThat(differences()).isZero();
    }

    @Test
    void an_appender_that_learned_wrong_accounts_forgets_them_with_the_exchange()
            throws SQLException {
        asSuperuser(
                "update account set name = 'x' where id = 1",
                "update account set name = (select name from account where id = 2) || 'y' where id = 2",
                // It connects again, and reads what stands there now.
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ledger-appender'");
        Donations.given(1);
        assertThat(differences()).isPositive();
        rebuilt("postings");
        Donations.given(5);
        assertThat(differences()).isZero();
    }

    @Test
    void M8_sealed_balances_that_were_lost_are_made_again_from_the_postings() throws SQLException {
        Donations.sealed(DATABASE);
        asSuperuser(
                "delete from sealed_total where account = 1",
                "update sealed_day set debit_pence = debit_pence + 1");
        assertThat(differences()).isPositive();
        rebuilt("balances");
        assertThat(differences()).isZero();
        Donations.given(3);
        assertThat(differences()).isZero();
    }

    @Test
    void M12_subtrees_that_were_lost_are_made_again_from_the_events() throws SQLException {
        asSuperuser(
                "delete from merkle_node where level = 8 and number = 0",
                "update merkle_node set hash = sha256(hash) where level = 9");
        assertThat(differences()).isPositive();
        rebuilt("subtrees");
        assertThat(differences()).isZero();
        Donations.given(300);
        Donations.checkpoint();
        assertThat(differences()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postings", "balances", "subtrees"})
    void the_new_tables_have_the_rights_indexes_and_constraints_of_the_old(String projection)
            throws SQLException {
        String shape =
                """
                select relname || ' ' || coalesce(relacl::text, '') from pg_class
                where relname in ('posting', 'account', 'merkle_node', 'sealed_block', 'sealed_total', 'sealed_prefix', 'sealed_day')
                union all
                select indexdef from pg_indexes where schemaname = 'public'
                union all
                select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
                where connamespace = 'public'::regnamespace
                order by 1\
                """;
        List<String> before = texts(shape);
        rebuilt(projection);
        assertThat(texts(shape)).isEqualTo(before);
        assertThat(texts("select nspname from pg_namespace where nspname like 'rebuild%'"))
                .isEmpty();
    }

    @Test
    void donations_and_reports_go_on_while_tables_are_exchanged_and_debits_equal_credits_in_each() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> reading =
                CompletableFuture.runAsync(() -> {
                    while (!enough.get()) {
                        Balances.now();
                        assertThat(differences()).isZero();
                    }
                });
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> {
                    while (!enough.get()) {
                        Donations.oneByOne(20);
                    }
                });
        try {
            for (int i = 0; i < 3; i++) {
                rebuilt("postings");
                rebuilt("balances");
                rebuilt("subtrees");
            }
        } finally {
            enough.set(true);
        }
        reading.join();
        writing.join();
        assertThat(differences()).isZero();
    }

    @Test
    void M8_what_was_sealed_over_wrong_postings_goes_with_them() throws SQLException {
        Donations.sealed(DATABASE);
        asSuperuser(
                "update posting set pence = pence + 1 where position = (select max(position) from posting where position <= sealed_size(0))",
                "select unseal(0, 0), seal(0, 0, 1)");
        assertThat(differences()).isPositive();
        rebuilt("postings");
        assertThat(differences()).isZero();
    }

    /// What a first run leaves when it is broken off: its tables, and how far they go. An amount
    /// that only it could have written shows later whether its rows were kept.
    private static void brokenOff() throws SQLException {
        Donations.sealed(DATABASE);
        String half = texts("select max(position) * 2 / 3 from event").getFirst();
        asSuperuser("create schema rebuild_postings authorization proofs_owner");
        for (String table :
                List.of(
                        "posting",
                        "account",
                        "sealed_block",
                        "sealed_total",
                        "sealed_prefix",
                        "sealed_day")) {
            asSuperuser(
                    "create table rebuild_postings.%s (like %s including all)"
                            .formatted(table, table),
                    "alter table rebuild_postings.%s owner to proofs_owner".formatted(table));
        }
        asSuperuser(
                "insert into rebuild_postings.posting select * from posting where position <= "
                        + half,
                "insert into rebuild_postings.account select * from account where id in "
                        + "(select debit from rebuild_postings.posting union select credit from rebuild_postings.posting)",
                "update rebuild_postings.posting set pence = 77 where position = (select min(position) from posting) and line = 1",
                "set search_path = rebuild_postings, public; select seal(0, 0, %s / sealed_size(0))"
                        .formatted(half),
                "insert into rebuild values ('postings', "
                        + half
                        + ", now(), null, 'it was broken off') "
                        + "on conflict (projection) do update set position = excluded.position, finished = null, failure = excluded.failure");
    }

    private static String firstPence() throws SQLException {
        return texts(
                        "select pence from posting where position = (select min(position) from posting) and line = 1")
                .getFirst();
    }

    @Test
    void one_that_was_broken_off_goes_on_where_it_stopped() throws SQLException {
        brokenOff();
        Api.as(Api.AMAL)
                .get(REBUILDS + "/postings")
                .then()
                .body("state", equalTo("stopped"))
                .body("failure", equalTo("it was broken off"));
        rebuilt("postings");
        assertThat(firstPence()).isEqualTo("77");
        assertThat(differences()).isPositive();
        rebuilt("postings");
        assertThat(differences()).isZero();
    }

    /// One change for each way in which the tables in use can have become others since.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table rebuild_postings.posting drop column effective",
                "alter table rebuild_postings.posting alter column effective drop not null",
                "alter table rebuild_postings.posting alter column pence type numeric",
                "alter table rebuild_postings.posting alter column pence set default 1",
                "alter table rebuild_postings.posting drop constraint posting_pence_check",
                "drop index rebuild_postings.posting_debit_effective_position_idx",
                "drop table rebuild_postings.sealed_day"
            })
    void one_that_was_broken_off_before_a_migration_begins_anew(String asItWasBefore)
            throws SQLException {
        String pence = firstPence();
        brokenOff();
        asSuperuser(asItWasBefore);
        rebuilt("postings");
        assertThat(firstPence()).isEqualTo(pence);
        assertThat(differences()).isZero();
    }

    @Test
    void balances_are_not_made_again_by_themselves_while_they_are_with_the_postings()
            throws SQLException {
        try (Connection reader = RealParts.connect(DATABASE)) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select count(*) from posting");
            begin("postings");
            Api.post(Api.AMAL, REBUILDS, Map.of("projection", "balances"))
                    .statusCode(409)
                    .body("code", equalTo("rebuild-under-way"));
            reader.rollback();
        }
        finished("postings");
    }

    @Test
    void a_long_reader_is_waited_for_and_stops_nobody_else() throws Exception {
        try (Connection reader = RealParts.connect(DATABASE)) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select count(*) from posting");
            begin("postings");
            Soon.holds(() ->
                    Api.as(Api.AMAL)
                            .get(REBUILDS + "/postings")
                            .then()
                            .body("state", equalTo("running"))
                            .body("position", org.hamcrest.Matchers.greaterThan(0)));
            Api.post(Api.AMAL, REBUILDS, Map.of("projection", "postings"))
                    .statusCode(409)
                    .body("code", equalTo("rebuild-under-way"));
            Donations.given(50);
            Balances.now();
            reader.rollback();
        }
        finished("postings");
        assertThat(differences()).isZero();
    }

    @Test
    void who_may_rebuild_and_what() {
        Api.post(Api.FIN, REBUILDS, Map.of("projection", "postings")).statusCode(403);
        Api.post(Api.AMAL, REBUILDS, Map.of("projection", "events"))
                .statusCode(404)
                .body("code", equalTo("unknown-projection"));
        Api.as(Api.AMAL).get(REBUILDS + "/events").then().statusCode(404);
        Api.post(Api.AMAL, REBUILDS, Map.of()).statusCode(400);
        Api.as(Api.AMAL)
                .get(REBUILDS)
                .then()
                .statusCode(200)
                .body("projection", hasItems("postings", "balances", "subtrees"));
    }
}
