package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;

/// What the ledger does while a part is away.
@QuarkusTest
@WithTestResource(RealParts.class)
class OutageTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";

    @Test
    void without_its_database_it_refuses_at_once_and_goes_on_when_it_is_back() {
        Map<String, Object> donation = Api.donation(4_321);
        String key = UUID.randomUUID().toString();
        Api.post(Api.MACHINE, DONATIONS, Api.donation(1)).statusCode(201);
        RealParts.database().kill();
        try {
            Api.post(Api.MACHINE, key, DONATIONS, donation)
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .contentType("application/problem+json")
                    .body("code", equalTo("not-available"));
            Api.as(Api.FIN)
                    .get("/api/v1/ledger/trial-balance")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        } finally {
            RealParts.database().start();
        }
        Soon.holds(() -> Api.post(Api.MACHINE, key, DONATIONS, donation).statusCode(201));
        Balances before = Balances.now();
        Api.post(Api.MACHINE, key, DONATIONS, donation)
                .statusCode(201)
                .header("Idempotency-Replayed", "true");
        assertThat(Balances.now()).isEqualTo(before);
    }

    @Test
    void a_database_that_dies_under_load_leaves_nothing_half_done() throws Exception {
        Balances before = Balances.now();
        Map<String, Map<String, Object>> asked = new ConcurrentHashMap<>();
        Set<String> answered = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(40);
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(callers.submit(() -> askUntilRefused(asked, answered, enough)));
            }
            enough.await();
            RealParts.database().kill();
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            RealParts.database().start();
        }
        assertThat(asked.size()).as("some were refused").isGreaterThan(answered.size());
        asked.forEach((key, donation) ->
                Soon.holds(() -> Api.post(Api.MACHINE, key, DONATIONS, donation).statusCode(201)));
        assertThat(Balances.now().since(before, "bank")).isEqualTo(asked.size() * 100L);
        for (String key : answered) {
            Api.post(Api.MACHINE, key, DONATIONS, asked.get(key))
                    .statusCode(201)
                    .header("Idempotency-Replayed", "true");
        }
    }

    private static void askUntilRefused(
            Map<String, Map<String, Object>> asked, Set<String> answered, CountDownLatch enough) {
        while (true) {
            String key = UUID.randomUUID().toString();
            Map<String, Object> donation = Api.donation(100);
            asked.put(key, donation);
            Response answer =
                    Api.as(Api.MACHINE)
                            .header("Idempotency-Key", key)
                            .body(donation)
                            .post(DONATIONS);
            if (answer.statusCode() != 201) {
                answer.then()
                        .statusCode(503)
                        .header("Retry-After", notNullValue())
                        .body("code", equalTo("not-available"));
                return;
            }
            answered.add(key);
            enough.countDown();
        }
    }

    @Test
    void without_the_broker_donations_are_still_taken_and_told_later() {
        RealParts.broker().stop();
        String donation;
        try {
            donation =
                    Api.post(Api.MACHINE, DONATIONS, Api.donation(1_111))
                            .statusCode(201)
                            .extract()
                            .path("id");
        } finally {
            RealParts.broker().start();
        }
        Messages.of("ledger")
                .await(
                        "DonationRecorded.v1",
                        data -> data.path("donationId").asText().equals(donation));
    }
}
