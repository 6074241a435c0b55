package org.assemble.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import java.util.stream.IntStream;
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

    private static final int ROUNDS = 6;
    private static final int WRITERS = 4;

    private final Random random = new Random(8);

    @Test
    void M8_old_reports_stay_as_they_were_while_facts_are_dated_back() throws Exception {
        List<UUID> campaigns = List.of(Neighbours.agreedCampaign(), Neighbours.agreedCampaign());
        give(campaigns, 0);
        Map<String, String> reports = new LinkedHashMap<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Future<?>> told = new ArrayList<>();
                for (int i = 0; i < WRITERS * 5; i++) {
                    int daysBack = random.nextInt(60);
                    told.add(writers.submit(() -> give(campaigns, daysBack)));
                }
                ask(campaigns, reports);
                for (Future<?> one : told) {
                    one.get();
                }
                reports.forEach(
                        (query, answer) -> assertThat(answer(query)).as(query).isEqualTo(answer));
            }
        }
        assertThat(reports).hasSize(ROUNDS * 8);
    }

    /// Every kind of report, at the head there is while others write.
    private void ask(List<UUID> campaigns, Map<String, String> reports) {
        long known = Balances.now().position();
        LocalDate day = LocalDate.now().minusDays(random.nextInt(60));
        String books = "knownAt=" + known + "&asOf=" + day;
        String campaign = campaigns.get(random.nextInt(2)).toString();
        for (String query :
                List.of(
                        "trial-balance?" + books,
                        "funds?" + books,
                        "due?" + books,
                        "accounts?limit=200&" + books,
                        "accounts/bank/statement?limit=20&" + books,
                        "donations?limit=20&campaignId=" + campaign + "&" + books,
                        "campaigns/" + campaign + "/statement?" + books,
                        "campaigns/" + campaign + "/summary?" + books)) {
            reports.put(query, answer(query));
        }
    }

    private static String answer(String query) {
        return Api.as(Api.FIN)
                .get("/api/v1/ledger/" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static void give(List<UUID> campaigns, int daysBack) {
        IntStream.range(0, campaigns.size())
                .forEach(i ->
                        Api.post(
                                        Api.MACHINE,
                                        "/api/v1/ledger/donations",
                                        Api.with(
                                                Api.with(
                                                        Api.donation(100 + daysBack),
                                                        "campaignId",
                                                        campaigns.get(i)),
                                                "receivedOn",
                                                LocalDate.now().minusDays(daysBack).toString()))
                                .statusCode(201));
    }
}
