package org.assemble.ledger.bank;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class BankDetailsResourceTest {

    private static String path(UUID campaign) {
        return "/api/v1/ledger/campaigns/" + campaign + "/bank-details";
    }

    private static Map<String, String> account(String number) {
        return Map.of("accountName", "Campaign", "sortCode", "10-79-99", "accountNumber", number);
    }

    @Test
    void M3_bank_details_wait_for_a_second_person_and_a_change_waits_again() {
        UUID campaign = Neighbours.agreedCampaign();
        Tokens olive = Api.organiserOf(campaign);
        Api.as(olive).get(path(campaign)).then().statusCode(200).body("state", equalTo("none"));
        Api.as(olive)
                .body(account("88837491"))
                .put(path(campaign))
                .then()
                .statusCode(200)
                .body("state", equalTo("waiting"));
        Tokens oliveToo = Tokens.person("olive").roles("finance");
        Api.post(oliveToo, path(campaign) + "/confirmation", null)
                .statusCode(409)
                .body("code", equalTo("confirmer-is-submitter"));
        Api.post(Api.FIN, path(campaign) + "/confirmation", null)
                .statusCode(200)
                .body("state", equalTo("confirmed"))
                .body("payable", equalTo(true));
        Api.as(olive)
                .body(account("88837492"))
                .put(path(campaign))
                .then()
                .statusCode(200)
                .body("state", equalTo("waiting"))
                .body("payable", equalTo(true));
    }

    @Test
    void bad_input_gets_its_code() {
        UUID campaign = Neighbours.agreedCampaign();
        Tokens olive = Api.organiserOf(campaign);
        Api.as(olive)
                .body(account("1"))
                .put(path(campaign))
                .then()
                .statusCode(422)
                .body("code", equalTo("bank-account-malformed"));
        Api.as(Api.organiserOf(UUID.randomUUID()))
                .body(account("88837491"))
                .put(path(campaign))
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
        Api.post(Api.FIN, path(campaign) + "/confirmation", null)
                .statusCode(409)
                .body("code", equalTo("no-bank-details-waiting"));
        UUID unknown = UUID.randomUUID();
        Api.as(Api.organiserOf(unknown))
                .body(account("88837491"))
                .put(path(unknown))
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-campaign"));
    }
}
