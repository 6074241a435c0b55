package org.assemble.ledger;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.Tokens;

/// The ledger's HTTP, as people and machines of the platform call it.
public final class Api {

    public static final Tokens FIN = Tokens.person("fin").roles("finance");
    public static final Tokens FRANK = Tokens.person("frank").roles("finance");
    public static final Tokens AMAL = Tokens.person("amal").roles("finance-approver");
    public static final Tokens NORA = Tokens.person("nora").roles("national-admin");
    public static final Tokens MACHINE = Tokens.person("machine").roles("service");

    /// The tables whose statements are counted.
    public static final List<String> BOOKS = List.of("event", "account", "posting", "policy");

    private Api() {}

    public static Tokens organiserOf(UUID campaignId) {
        return Tokens.person("olive").roles("campaign-organiser").campaign(campaignId);
    }

    public static Tokens coordinatorOf(String region) {
        return Tokens.person("rosa").roles("regional-coordinator").region(region);
    }

    public static RequestSpecification as(Tokens who) {
        return given().header("Authorization", who.bearer()).contentType(ContentType.JSON);
    }

    /// Posts under a fresh key.
    public static ValidatableResponse post(Tokens who, String path, Object body) {
        return post(who, UUID.randomUUID().toString(), path, body);
    }

    public static ValidatableResponse post(Tokens who, String key, String path, Object body) {
        RequestSpecification request = as(who).header("Idempotency-Key", key);
        Response response = body == null ? request.post(path) : request.body(body).post(path);
        return response.then();
    }

    public static Map<String, Object> money(long pence) {
        return Map.of("amount", pence, "currency", "GBP");
    }

    /// A donation that the bank shows today, under a fresh reference.
    public static Map<String, Object> donation(long pence) {
        Map<String, Object> donation = new HashMap<>();
        donation.put("source", "bank");
        donation.put("reference", UUID.randomUUID().toString());
        donation.put("amount", money(pence));
        donation.put("receivedOn", LocalDate.now().toString());
        return donation;
    }

    public static Map<String, Object> payment(UUID mandateId, long pence) {
        return with(donation(pence), "mandateId", mandateId);
    }

    public static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    /// Money that the bank shows as gone back today, under a fresh reference.
    public static Map<String, Object> reversal(long pence) {
        Map<String, Object> reversal = new HashMap<>();
        reversal.put("kind", "CHARGEBACK");
        reversal.put("source", "bank");
        reversal.put("reference", UUID.randomUUID().toString());
        reversal.put("amount", money(pence));
        reversal.put("occurredOn", LocalDate.now().toString());
        return reversal;
    }

    public static Map<String, Object> invoice(UUID campaignId, long pence) {
        return Map.of(
                "campaignId",
                campaignId,
                "supplier",
                Map.of("name", "The Hall", "sortCode", "08-99-99", "accountNumber", "66374958"),
                "number",
                UUID.randomUUID().toString(),
                "amount",
                money(pence),
                "description",
                "Hall for the launch event");
    }
}
