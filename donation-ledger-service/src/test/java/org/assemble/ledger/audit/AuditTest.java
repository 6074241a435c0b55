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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.assemble.testkit.Soon;
import org.assertj.core.api.SoftAssertions;
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

    private static Victim.Campaign campaign;
    private static long position;
    private static long size;

    @BeforeEach
    void a_journal_with_everything_in_it() throws SQLException {
        if (campaign == null) {
            campaign = Victim.Campaign.launched();
            donationsToldInEveryWay();
            position =
                    number(
                            "select position from event where stream = 'donation:%s'"
                                    .formatted(Donations.paid(campaign.mandate(), 1_000)));
            Donations.sealed(DATABASE);
            size = Donations.checkpoint();
            Donations.given(1);
        }
    }

    /// What a reference stands for is known by what was told, and not by what it came to: donor and
    /// campaign of a payment may have been named or not.
    private static void donationsToldInEveryWay() {
        String donor =
                Api.as(Api.FIN)
                        .get("/api/v1/ledger/mandates/" + campaign.mandate())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("donorId");
        Map<String, Object> payment = Api.payment(campaign.mandate(), 1_000);
        Map<String, Object> gift = Api.with(Api.donation(7), "donorId", UUID.randomUUID());
        UUID left = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(left, 500).getFirst();
        Neighbours.withdraw(left, Instant.now().minus(Duration.ofDays(2)));
        Soon.holds(() ->
                assertThat(given(Api.with(Api.donation(9), "campaignId", left)))
                        .isEqualTo("national"));
        for (Map<String, Object> told :
                List.of(
                        Api.with(payment, "donorId", donor),
                        Api.with(Api.payment(campaign.mandate(), 5), "campaignId", campaign.id()),
                        Api.with(
                                Api.with(Api.payment(campaign.mandate(), 5), "donorId", donor),
                                "campaignId",
                                campaign.id()),
                        gift,
                        Api.with(Api.with(gift, "reference", "REF 8"), "fund", "unit"),
                        Api.with(Api.with(gift, "reference", "REF 7"), "campaignId", campaign.id()),
                        Api.payment(mandate, 500))) {
            given(told);
        }
    }

    private static String given(Map<String, Object> donation) {
        return Api.post(Api.MACHINE, "/api/v1/ledger/donations", donation)
                .statusCode(201)
                .extract()
                .path("fund");
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
                .hasSize(13)
                .allMatch(check -> check.getValue().asLong() == 0);
        assertThat(number("select count(*) from merkle_node where level = 9")).isPositive();
    }

    /// What stands one audit together: no change of one group makes what another one is about look
    /// wrong.
    static final List<List<Tampering>> GROUPS =
            List.of(
                    Tampering.OF_EVENTS,
                    Tampering.OF_THE_BEGINNING,
                    Tampering.OF_BOOKS,
                    Tampering.OF_DOCUMENTS,
                    Tampering.OF_KEYS,
                    Tampering.OF_NAMES,
                    Tampering.OF_PROOFS);

    @ParameterizedTest
    @FieldSource("GROUPS")
    void M12_what_a_superuser_changes_is_found_and_named(List<Tampering> tamperings)
            throws SQLException {
        try (Connection superuser = RealParts.connect(DATABASE);
                Statement sql = superuser.createStatement()) {
            List<Victim> victims = new ArrayList<>();
            for (Tampering tampering : tamperings) {
                victims.add(Victim.of(tampering, campaign, superuser));
            }
            assertThat(victims.stream().flatMap(victim -> victim.said().stream()))
                    .as("each can be told from the others")
                    .doesNotHaveDuplicates();
            int suffered = 0;
            List<String> differences;
            try {
                for (Victim victim : victims) {
                    victim.suffer(sql, suffered++);
                }
                differences = differences(audited());
            } finally {
                while (suffered > 0) {
                    suffered--;
                    victims.get(suffered).recover(sql, suffered);
                }
            }
            assertEachIsNamed(victims, differences);
        }
        assertThat(differences(audited())).as("all is as it was").isEmpty();
    }

    private static void assertEachIsNamed(List<Victim> victims, List<String> differences) {
        SoftAssertions each = new SoftAssertions();
        for (Victim victim : victims) {
            for (String said : victim.said()) {
                each.assertThat(differences)
                        .as("%s of %s", said, victim.tampering())
                        .anyMatch(what -> isAbout(what, said));
            }
        }
        each.assertAll();
    }

    /// The row and column to the letter; an explanation or the rest of a key may follow.
    private static boolean isAbout(String what, String said) {
        return what.equals(said) || what.startsWith(said + " ") || what.startsWith(said + "/");
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
                Victim.restore(sql, "event", "position >= " + position, "saved");
            }
        }
        assertThat(differences(audited())).as("all is as it was").isEmpty();
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
                Victim.restore(sql, "event", tail, "saved");
            }
        }
        assertThat(differences(audited())).as("all is as it was").isEmpty();
    }

    @Test
    void while_donations_come_in_nothing_differs() {
        CompletableFuture<Void> donations =
                CompletableFuture.runAsync(() -> Donations.oneByOne(200));
        do {
            assertThat(differences(audited())).isEmpty();
        } while (!donations.isDone());
        donations.join();
    }

    @Test
    void only_finance_audits() {
        Api.as(Api.MACHINE).get("/api/v1/ledger/audit").then().statusCode(403);
        Api.as(Api.MACHINE).get("/api/v1/ledger/journal").then().statusCode(403);
        Api.as(Api.organiserOf(campaign.id()))
                .get("/api/v1/ledger/audit")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }
}
