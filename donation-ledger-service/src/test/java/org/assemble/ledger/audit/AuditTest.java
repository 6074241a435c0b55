package org.assemble.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assemble.ledger.Api;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.checkpoint.Donations;
import org.assemble.ledger.journal.Chain;
import org.assemble.ledger.journal.Entry;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.LinkCursor;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every stored row is changed as only a superuser can, and the audit must name it.
@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        initArgs = @ResourceArg(name = "database", value = "proofs"))
class AuditTest {

    private static final String DATABASE = "proofs";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Which row, what is done to it, and what the audit must say about it. In all of them `$p` is
    /// the position of a payment, `$d` its donation, `$c` its campaign, `$i` an invoice's position,
    /// `$s` a checkpoint's size.
    record Tampering(String table, String row, String change, String... said) {
        @Override
        public String toString() {
            return change;
        }
    }

    static final List<Tampering> TAMPERINGS =
            List.of(
                    event(
                            "set data = replace(data::text, '\"pence\":1000', '\"pence\":1001')::json",
                            "event $p: hash",
                            "posting $p/2: pence"),
                    event("set data = '{}'", "event $p: hash", "event $p: data"),
                    event("set type = 'GivenToNobody'", "event $p: hash", "event $p: data"),
                    event("set type = 'GivenToMovement'", "event $p: hash", "posting $p/2"),
                    event(
                            "set stream = 'donation:00000000-0000-0000-0000-000000000000'",
                            "event $p: hash",
                            "event $p: stream"),
                    event("set version = 7", "event $p: hash", "event $p: version"),
                    event("set campaign_id = null", "event $p: hash", "event $p: campaign_id"),
                    event("set occurred = occurred - 1", "event $p: hash", "event $p: occurred"),
                    event(
                            "set effective = effective - 1",
                            "event $p: hash",
                            "posting $p/1: effective"),
                    event(
                            "set recorded = recorded - interval '1 year'",
                            "event $p: hash",
                            "event $p: recorded"),
                    event("set salt = sha256(salt)", "event $p: hash"),
                    event("set hash = sha256(hash)", "event $p: hash"),
                    new Tampering(
                            "event",
                            "position = $p",
                            "delete from event where position = $p",
                            "event $p",
                            "posting $p/1",
                            "command_key donation:"),
                    posting("set pence = pence + 1", "posting $p/1: pence"),
                    posting(
                            "set debit = credit, credit = debit",
                            "posting $p/1: debit",
                            "posting $p/1: credit"),
                    posting("set effective = effective + 1", "posting $p/1: effective"),
                    posting("set line = 9", "posting $p/1", "posting $p/9"),
                    posting("set position = 999999", "posting $p/1", "posting 999999/1"),
                    new Tampering(
                            "posting",
                            "position = $p",
                            "delete from posting where position = $p and line = 2",
                            "posting $p/2"),
                    new Tampering(
                            "posting",
                            "position = $p",
                            "insert into posting select position, 9, debit, credit, 5, effective from posting where position = $p and line = 1",
                            "posting $p/9"),
                    account(
                            "set name = 'campaign-payable:00000000-0000-0000-0000-000000000000'",
                            "name"),
                    account("set kind = 'bank'", "kind"),
                    account("set campaign_id = null", "campaign_id"),
                    new Tampering(
                            "account",
                            "name = 'campaign-payable:$c'",
                            "delete from account where name = 'campaign-payable:$c'",
                            "account "),
                    new Tampering(
                            "account",
                            "id = 99999",
                            "insert into account values (99999, 'slush', 'bank', null)",
                            "account 99999"),
                    new Tampering(
                            "command_key",
                            "key like 'donation:%' and position = $p",
                            "delete from command_key where key like 'donation:%' and position = $p",
                            "command_key donation:"),
                    new Tampering(
                            "command_key",
                            "key like 'donation:%' and position = $p",
                            "update command_key set position = 1 where key like 'donation:%' and position = $p",
                            "command_key donation:"),
                    new Tampering(
                            "command_key",
                            "key = 'donation:bank:planted'",
                            "insert into command_key values ('donation:bank:planted', '', null, $p)",
                            "command_key donation:bank:planted"),
                    new Tampering(
                            "command_key",
                            "key = 'donation:bank:made-up'",
                            "insert into command_key values ('donation:bank:made-up', '', '{\"id\":\"00000000-0000-0000-0000-000000000000\"}')",
                            "command_key donation:bank:made-up"),
                    new Tampering(
                            "document",
                            "id = (select (data->>'documentId')::uuid from event where position = $i)",
                            "delete from document where id = (select (data->>'documentId')::uuid from event where position = $i)",
                            "document "),
                    new Tampering(
                            "merkle_node",
                            "level = 8 and number = 0",
                            "update merkle_node set hash = sha256(hash) where level = 8 and number = 0",
                            "merkle_node 8/0"),
                    new Tampering(
                            "merkle_node",
                            "level = 9 and number = 0",
                            "delete from merkle_node where level = 9 and number = 0",
                            "merkle_node 9/0"),
                    new Tampering(
                            "merkle_node",
                            "level = 30",
                            "insert into merkle_node values (30, 0, '')",
                            "merkle_node 30/0"),
                    checkpoint("set root = sha256(root)", "checkpoint $s: root"),
                    checkpoint(
                            "set note = replace(note, 'ledger', 'lodger')", "checkpoint $s: note"),
                    checkpoint("set published = '2020-01-01'", "checkpoint $s: published"),
                    new Tampering(
                            "checkpoint",
                            "size in ($s, $s - 1)",
                            "update checkpoint set size = size - 1 where size = $s",
                            "checkpoint",
                            ": root"),
                    new Tampering(
                            "checkpoint",
                            "size = $s",
                            "delete from checkpoint where size = $s",
                            "event_log "),
                    new Tampering(
                            "event_log",
                            "type like '%CheckpointPublished.v1'",
                            "update event_log set data = replace(data::text, 'ledger', 'lodger')::json where type like '%CheckpointPublished.v1'",
                            "event_log "),
                    new Tampering(
                            "checkpoint",
                            "size = 999999",
                            "insert into checkpoint select 999999, root, note, published from checkpoint where size = $s",
                            "checkpoint 999999: size"),
                    sealed(
                            "sealed_day",
                            "set debit_pence = debit_pence + 1 where level = 0 and block = 0 and account = 1"),
                    sealed(
                            "sealed_total",
                            "set credit_pence = credit_pence + 1 where level = 0 and block = 0 and account = 1"),
                    sealed(
                            "sealed_block",
                            "set last_day = last_day + 1 where level = 0 and block = 0"),
                    new Tampering(
                            "sealed_prefix",
                            "block = 77",
                            "insert into sealed_prefix values (77, 1, 1, 1)",
                            "sealed_prefix 77/1"),
                    new Tampering(
                            "event_log",
                            "subject = '$d'",
                            "delete from event_log where subject = '$d'",
                            "event_log "),
                    new Tampering(
                            "event_log",
                            "subject = '$d'",
                            "update event_log set data = replace(data::text, '1000', '1001')::json where subject = '$d'",
                            "event_log "),
                    new Tampering(
                            "event_log",
                            "subject = '$d'",
                            "update event_log set key = 'national' where subject = '$d'",
                            "event_log "));

    private static Tampering event(String change, String... said) {
        return of("event", "position = $p", change, said);
    }

    private static Tampering posting(String change, String... said) {
        return new Tampering(
                "posting",
                "position in ($p, 999999)",
                "update posting " + change + " where position = $p and line = 1",
                said);
    }

    private static Tampering account(String change, String column) {
        return new Tampering(
                "account",
                "id = (select credit from posting where position = $p and line = 1)",
                "update account " + change + " where name = 'campaign-payable:$c'",
                ": " + column);
    }

    private static Tampering checkpoint(String change, String... said) {
        return of("checkpoint", "size = $s", change, said);
    }

    private static Tampering sealed(String table, String change) {
        return new Tampering(table, "block = 0", "update " + table + " " + change, table + " 0/0");
    }

    private static Tampering of(String table, String row, String change, String... said) {
        return new Tampering(
                table, row, "update %s %s where %s".formatted(table, change, row), said);
    }

    private static long position;
    private static String donation;
    private static UUID campaign;
    private static long invoice;
    private static long size;

    @BeforeEach
    void a_journal_with_everything_in_it() throws SQLException {
        if (donation == null) {
            campaign = Neighbours.agreedCampaign();
            Neighbours.launch(campaign);
            UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
            donation = Donations.paid(mandate, 1_000);
            Api.post(
                            Api.organiserOf(campaign),
                            "/api/v1/ledger/invoices",
                            Api.invoice(campaign, 45_000))
                    .statusCode(201);
            Donations.sealed(DATABASE);
            size = Donations.checkpoint();
            Donations.given(1);
            position =
                    number("select position from event where stream = 'donation:" + donation + "'");
            invoice = number("select max(position) from event where type = 'InvoiceSubmitted'");
        }
    }

    @AfterEach
    void everything_is_as_it_was() {
        assertThat(differences(audited())).isEmpty();
    }

    private static String filled(String text) {
        return text.replace("$p", Long.toString(position))
                .replace("$d", donation)
                .replace("$c", campaign.toString())
                .replace("$i", Long.toString(invoice))
                .replace("$s", Long.toString(size));
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = RealParts.connect(DATABASE);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static List<JsonNode> audited() {
        return Api.as(Api.FIN)
                .get("/api/v1/ledger/audit")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString()
                .lines()
                .map(AuditTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> differences(List<JsonNode> lines) {
        List<String> differences = new ArrayList<>();
        for (JsonNode line : lines) {
            if (line.has("difference")) {
                differences.add(line.path("difference").path("what").asText());
            }
        }
        long told = 0;
        for (var ofCheck : lines.getLast().at("/report/ofCheck").properties()) {
            told += Math.min(ofCheck.getValue().asLong(), Findings.MOST_TOLD);
        }
        assertThat((long) differences.size()).as("%s", lines.getLast()).isEqualTo(told);
        return differences;
    }

    @Test
    void M12_untouched_books_are_what_the_events_say() throws SQLException {
        JsonNode report = audited().getLast().path("report");
        assertThat(report.path("events").asLong()).isEqualTo(number("select count(*) from event"));
        assertThat(report.path("postings").asLong())
                .isEqualTo(number("select count(*) from posting"));
        assertThat(report.at("/moved/amount").asLong())
                .isEqualTo(number("select sum(pence) from posting"));
        assertThat(report.path("ofCheck").properties())
                .hasSize(12)
                .allMatch(check -> check.getValue().asLong() == 0);
        assertThat(number("select count(*) from merkle_node where level = 9")).isPositive();
    }

    @ParameterizedTest
    @FieldSource("TAMPERINGS")
    void M12_what_a_superuser_changes_is_found_and_named(Tampering tampering) throws SQLException {
        try (Connection superuser = RealParts.connect(DATABASE);
                Statement sql = superuser.createStatement()) {
            String row = filled(tampering.row());
            sql.execute(
                    "create temp table saved as select * from %s where %s"
                            .formatted(tampering.table(), row));
            List<String> differences;
            try {
                int changed = sql.executeUpdate(filled(tampering.change()));
                assertThat(changed).as("rows that the test has changed").isPositive();
                differences = differences(audited());
            } finally {
                restore(sql, tampering.table(), row);
            }
            for (String said : tampering.said()) {
                assertThat(differences).anyMatch(what -> what.contains(filled(said)));
            }
        }
    }

    /// By key where the change took the row out of what `row` finds.
    private static void restore(Statement sql, String table, String row) throws SQLException {
        sql.execute("delete from %s where %s".formatted(table, row));
        String key =
                switch (table) {
                    case "event" -> "position";
                    case "posting",
                            "merkle_node",
                            "sealed_day",
                            "sealed_total",
                            "sealed_block",
                            "sealed_prefix" ->
                            null;
                    case "checkpoint" -> "size";
                    case "command_key" -> "key";
                    case "event_log" -> "position";
                    default -> "id";
                };
        if (key != null) {
            sql.execute(
                    "delete from %s where %s in (select %s from saved)".formatted(table, key, key));
        }
        sql.execute("insert into %s select * from saved".formatted(table));
    }

    @Test
    void M12_who_changes_an_event_and_all_hashes_after_it_is_found_by_what_was_signed()
            throws SQLException {
        try (Connection superuser = RealParts.connect(DATABASE);
                Statement sql = superuser.createStatement()) {
            sql.execute(
                    "create temp table saved as select * from event where position >= " + position);
            try {
                sql.execute("update event set salt = sha256(salt) where position = " + position);
                chainAgain(superuser);
                assertThat(differences(audited()))
                        .anyMatch(what -> what.equals("checkpoint " + size + ": root"))
                        .anyMatch(what -> what.startsWith("merkle_node 8/"))
                        .noneMatch(what -> what.startsWith("event "));
            } finally {
                restore(sql, "event", "position >= " + position);
            }
        }
    }

    private static void chainAgain(Connection superuser) throws SQLException {
        superuser.setAutoCommit(false);
        try (LinkCursor links = new LinkCursor(superuser, 0, Long.MAX_VALUE);
                PreparedStatement update =
                        superuser.prepareStatement(
                                "update event set hash = ? where position = ?")) {
            Chain chain = new Chain();
            byte[] hash = Chain.genesis();
            for (Link link = links.next(); link != null; link = links.next()) {
                Entry entry = link.entry();
                hash = chain.link(hash, chain.leaf(link.salt(), entry));
                update.setBytes(1, hash);
                update.setLong(2, entry.position());
                update.addBatch();
            }
            update.executeBatch();
        }
        superuser.commit();
        superuser.setAutoCommit(true);
    }

    @Test
    void M12_a_history_that_was_cut_short_is_found_by_what_was_signed() throws SQLException {
        try (Connection superuser = RealParts.connect(DATABASE);
                Statement sql = superuser.createStatement()) {
            String tail = "position >= " + size;
            sql.execute("create temp table saved as select * from event where " + tail);
            try {
                sql.execute("delete from event where " + tail);
                assertThat(differences(audited())).contains("checkpoint " + size + ": size");
            } finally {
                restore(sql, "event", tail);
            }
        }
    }

    @Test
    void while_donations_come_in_nothing_differs() {
        CompletableFuture<Void> donations = CompletableFuture.runAsync(() -> Donations.given(200));
        do {
            assertThat(differences(audited())).isEmpty();
        } while (!donations.isDone());
        donations.join();
    }

    @Test
    void only_finance_audits() {
        Api.as(Api.MACHINE).get("/api/v1/ledger/audit").then().statusCode(403);
        Api.as(Api.MACHINE).get("/api/v1/ledger/journal").then().statusCode(403);
        Api.as(Api.organiserOf(campaign))
                .get("/api/v1/ledger/audit")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }
}
