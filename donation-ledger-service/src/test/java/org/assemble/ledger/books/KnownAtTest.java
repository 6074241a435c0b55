package org.assemble.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.Test;

/// A report that was given once is given again, to the letter, whatever is told since and on
/// whichever day it counts.
@QuarkusTest
@WithTestResource(RealParts.class)
class KnownAtTest {

    private static final String MANDATES = "/api/v1/ledger/mandates";
    private static final int ROUNDS = 6;
    private static final int WRITERS = 4;

    private final Random random = new Random(8);

    @Test
    void M8_old_reports_stay_as_they_were_while_facts_are_dated_back() throws Exception {
        List<UUID> campaigns = List.of(Neighbours.agreedCampaign(), Neighbours.agreedCampaign());
        String mandate = pledge(campaigns.getFirst());
        tell(campaigns, mandate, 0);
        Map<String, String> reports = new LinkedHashMap<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<?>> told = new ArrayList<>();
                String ending = pledge(campaigns.get(round % 2));
                for (int i = 0; i < WRITERS * 5; i++) {
                    int daysBack = random.nextInt(60);
                    told.add(writers.submit(() -> tell(campaigns, mandate, daysBack)));
                }
                told.add(writers.submit(() -> end(ending)));
                ask(campaigns, reports);
                for (Future<?> one : told) {
                    one.get();
                }
                reports.forEach(
                        (query, answer) -> assertThat(answer(query)).as(query).isEqualTo(answer));
            }
        }
        assertThat(reports).hasSize(ROUNDS * (2 * 9 + 3 + 3));
    }

    /// Every kind of report, at the head there is while others write.
    private void ask(List<UUID> campaigns, Map<String, String> reports) {
        long known = Balances.now().position();
        LocalDate day = LocalDate.now().minusDays(random.nextInt(60));
        String campaign = campaigns.get(random.nextInt(2)).toString();
        for (String books : List.of("knownAt=" + known + "&asOf=" + day, "knownAt=" + known)) {
            everyKind(campaign).forEach(kind -> keep(reports, kind + books));
        }
        String moment = Instant.now().toString();
        ofADay(campaign).forEach(kind -> keep(reports, kind + "knownAt=" + moment));
        ofADay(campaign).forEach(kind -> keepByWhatItTells(reports, kind));
    }

    private static List<String> everyKind(String campaign) {
        return Stream.concat(
                        Stream.of(
                                "trial-balance?",
                                "funds?",
                                "accounts?limit=200&",
                                "accounts/bank/statement?limit=20&",
                                "donations?limit=20&campaignId=" + campaign + "&",
                                "campaigns/" + campaign + "/statement?"),
                        ofADay(campaign).stream())
                .toList();
    }

    /// What depends on the day, and so on the clock unless the day is known otherwise.
    private static List<String> ofADay(String campaign) {
        return List.of(
                "due?",
                "mandates?limit=20&campaignId=" + campaign + "&",
                "campaigns/" + campaign + "/summary?");
    }

    private static void keep(Map<String, String> reports, String query) {
        reports.put(query, answer(query));
    }

    /// Asked for now, without a word about which books: the answer says how to get it again.
    private static void keepByWhatItTells(Map<String, String> reports, String kind) {
        String answer = answer(kind.substring(0, kind.length() - 1));
        JsonPath told = JsonPath.from(answer);
        reports.put(
                kind + "asOf=" + told.getString("asOf") + "&knownAt=" + told.getLong("position"),
                answer);
    }

    private static String answer(String query) {
        return Api.as(Api.FIN)
                .get("/api/v1/ledger/" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /// Two donations, a payment of the first campaign's mandate, and another amount of it: each of
    /// a day in the past, or from one on.
    private static void tell(List<UUID> campaigns, String mandate, int daysBack) {
        String day = LocalDate.now().minusDays(daysBack).toString();
        for (UUID campaign : campaigns) {
            give(Api.with(Api.donation(100 + daysBack), "campaignId", campaign), day);
        }
        give(Api.payment(UUID.fromString(mandate), 1_000), day);
        Api.post(
                        Api.FIN,
                        MANDATES + "/" + mandate + "/amount-changes",
                        Map.of("monthly", Api.money(1_000 + daysBack), "validFrom", day))
                .statusCode(200);
    }

    private static void give(Map<String, Object> donation, String day) {
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.with(donation, "receivedOn", day))
                .statusCode(201);
    }

    /// So long ago that whatever is told of it is later.
    private static String pledge(UUID campaign) {
        return Api.post(
                        Api.FIN,
                        MANDATES,
                        Map.of(
                                "campaignId",
                                campaign,
                                "donorId",
                                UUID.randomUUID(),
                                "monthly",
                                Api.money(1_000),
                                "pledgedOn",
                                LocalDate.now().minusDays(60).toString()))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void end(String mandate) {
        Api.post(
                        Api.FIN,
                        MANDATES + "/" + mandate + "/end",
                        Map.of(
                                "reason",
                                "DONOR_ASKED",
                                "endedOn",
                                LocalDate.now().minusDays(20).toString()))
                .statusCode(200);
    }
}
