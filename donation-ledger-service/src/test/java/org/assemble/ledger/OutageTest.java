package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
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
