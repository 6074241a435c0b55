package org.assemble.ledger.invoice;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class InvoiceResourceTest {

    private static final String INVOICES = "/api/v1/ledger/invoices";

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    private static Map<String, Object> payment(LocalDate on) {
        return Map.of("paidOn", on.toString(), "bankReference", "FP-1");
    }

    @Test
    void M4_each_step_has_its_person_and_its_turn() {
        UUID campaign = Neighbours.agreedCampaign();
        Tokens olive = Api.organiserOf(campaign);
        String invoice =
                INVOICES
                        + "/"
                        + Api.post(olive, INVOICES, Api.invoice(campaign, 45_000))
                                .statusCode(201)
                                .extract()
                                .path("id");
        refused(
                Api.post(Api.FIN, invoice + "/payment", payment(LocalDate.now())),
                409,
                "invoice-not-approved");
        refused(Api.post(olive, invoice + "/approval", null), 403, "not-allowed");
        Tokens oliveToo = Tokens.person("olive").roles("finance-approver");
        refused(Api.post(oliveToo, invoice + "/approval", null), 409, "approver-is-submitter");
        Api.post(Api.AMAL, invoice + "/approval", null).statusCode(200);
        refused(Api.post(Api.AMAL, invoice + "/approval", null), 409, "invoice-not-submitted");
        refused(
                Api.post(Api.FIN, invoice + "/payment", payment(LocalDate.now().plusDays(2))),
                422,
                "date-in-future");
        Api.post(Api.FIN, invoice + "/payment", payment(LocalDate.now())).statusCode(200);
        refused(
                Api.post(Api.FIN, invoice + "/payment", payment(LocalDate.now())),
                409,
                "invoice-not-approved");
        Api.as(olive).get(invoice).then().statusCode(200).body("state", equalTo("paid"));
        Api.as(Api.organiserOf(UUID.randomUUID()))
                .get(invoice)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
    }

    @Test
    void an_invoice_is_paid_once_whoever_submits_it_again() {
        UUID campaign = Neighbours.agreedCampaign();
        Map<String, Object> invoice = Api.invoice(campaign, 1_000);
        Api.post(Api.organiserOf(campaign), INVOICES, invoice).statusCode(201);
        refused(Api.post(Api.organiserOf(campaign), INVOICES, invoice), 422, "invoice-duplicate");
    }

    @Test
    void bad_input_gets_its_code() {
        UUID campaign = Neighbours.agreedCampaign();
        Tokens olive = Api.organiserOf(campaign);
        refused(Api.post(olive, INVOICES, Api.invoice(campaign, 0)), 422, "amount-not-positive");
        refused(
                Api.post(olive, INVOICES, Api.invoice(campaign, 200_001)),
                422,
                "startup-cap-exceeded");
        Map<String, Object> wrong =
                Map.of("name", "The Hall", "sortCode", "08", "accountNumber", "1");
        refused(
                Api.post(olive, INVOICES, Api.with(Api.invoice(campaign, 100), "supplier", wrong)),
                422,
                "bank-account-malformed");
        refused(
                Api.post(olive, INVOICES, Api.with(Api.invoice(campaign, 100), "description", " ")),
                400,
                "malformed-request");
        refused(
                Api.post(Api.organiserOf(UUID.randomUUID()), INVOICES, Api.invoice(campaign, 100)),
                403,
                "not-your-campaign");
        UUID unknown = UUID.randomUUID();
        refused(
                Api.post(Api.organiserOf(unknown), INVOICES, Api.invoice(unknown, 100)),
                404,
                "unknown-campaign");
        UUID registered = Neighbours.registeredCampaign();
        refused(
                Api.post(Api.organiserOf(registered), INVOICES, Api.invoice(registered, 100)),
                409,
                "campaign-not-agreed");
        refused(
                Api.post(Api.AMAL, INVOICES + "/" + unknown + "/approval", null),
                404,
                "unknown-invoice");
        Api.as(Api.FIN)
                .get(INVOICES + "/" + unknown)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-invoice"));
    }

    @Test
    void M4_a_campaign_that_withdrew_submits_none() {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.withdraw(campaign);
        Soon.holds(() ->
                refused(
                        Api.post(Api.organiserOf(campaign), INVOICES, Api.invoice(campaign, 100)),
                        409,
                        "campaign-withdrawn"));
    }
}
