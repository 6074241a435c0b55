package org.assemble.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assemble.ledger.Api;
import org.assemble.ledger.Verifier;
import org.assemble.ledger.checkpoint.Donations;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        initArgs = @ResourceArg(name = "database", value = "proofs"))
class ReceiptResourceTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";
    private static final String CHECKPOINTS = "/api/v1/ledger/checkpoints";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tokens DORA = Tokens.person("dora");

    private static String gift(long pence, UUID donorId) {
        return Api.post(Api.MACHINE, DONATIONS, Api.with(Api.donation(pence), "donorId", donorId))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void publish() {
        Api.post(Api.FIN, CHECKPOINTS, null).statusCode(200);
    }

    private static String receipt(Tokens who, String donation) {
        return Api.as(who)
                .get(DONATIONS + "/" + donation + "/receipt")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String key() {
        return RestAssured.given()
                .get(CHECKPOINTS + "/key")
                .then()
                .statusCode(200)
                .extract()
                .path("verifierKey");
    }

    @Test
    void M12_a_donors_receipt_is_proved_from_outside_wherever_the_gift_stands() {
        List<String> donations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            donations.add(gift(2_500 + i, Tokens.idOf("dora")));
            Donations.given(270);
        }
        donations.add(gift(1, Tokens.idOf("dora")));
        publish();
        String[] receipts =
                donations.stream().map(donation -> receipt(DORA, donation)).toArray(String[]::new);
        Verifier.Verdict verdict = Verifier.judge(key(), receipts);
        assertThat(verdict.status()).as(verdict.said()).isZero();
        assertThat(verdict.said())
                .contains("the donation " + donations.getFirst() + " of £25.00")
                .contains("the donation " + donations.getLast() + " of £0.01");
    }

    @Test
    void M12_whatever_is_changed_in_a_receipt_it_is_genuine_no_longer() throws Exception {
        String donation = gift(1_234, Tokens.idOf("dora"));
        gift(1, Tokens.idOf("dora"));
        publish();
        String receipt = receipt(DORA, donation);
        Map<String, String> changed = new LinkedHashMap<>();
        changed.put(
                "the amount that is shown",
                with(receipt, r -> of(r, "/donation/amount").put("amount", 1_235)));
        changed.put(
                "the currency",
                with(receipt, r -> of(r, "/donation/amount").put("currency", "EUR")));
        changed.put(
                "the day", with(receipt, r -> of(r, "/donation").put("receivedOn", "2020-01-01")));
        changed.put(
                "the donor",
                with(
                        receipt,
                        r -> of(r, "/donation").put("donorId", UUID.randomUUID().toString())));
        changed.put(
                "the donation",
                with(receipt, r -> of(r, "/donation").put("id", UUID.randomUUID().toString())));
        changed.put(
                "a campaign",
                with(
                        receipt,
                        r -> of(r, "/donation").put("campaignId", UUID.randomUUID().toString())));
        changed.put(
                "the amount that was recorded",
                with(receipt, r -> inText(r, "\"pence\":1234", "\"pence\":1235")));
        changed.put("the position", with(receipt, r -> inText(r, "\n", "0\n")));
        changed.put("the salt", with(receipt, r -> flip(of(r, "/entries/0"), "salt")));
        changed.put("a hash of the proof", with(receipt, ReceiptResourceTest::flipProof));
        changed.put("a proof without its end", with(receipt, r -> proof(r).remove(0)));
        changed.put("a proof with more", with(receipt, r -> proof(r).add(proof(r).get(0))));
        changed.put("no entry", with(receipt, r -> ((ArrayNode) r.at("/entries")).removeAll()));
        changed.put("the root", with(receipt, r -> inNote(r, 2)));
        changed.put("the size", with(receipt, r -> inNote(r, 1)));
        changed.put("the origin", with(receipt, r -> inNote(r, 0)));
        changed.put("the signature", with(receipt, r -> inNote(r, 4)));
        changed.forEach((what, tampered) -> {
            assertThat(tampered).as(what).isNotEqualTo(receipt);
            Verifier.Verdict verdict = Verifier.judge(key(), tampered);
            assertThat(verdict.status()).as(what + ": " + verdict.said()).isOne();
            assertThat(verdict.said()).as(what).startsWith("NOT GENUINE");
        });
        assertThat(Verifier.judge(key(), receipt).status()).isZero();
        assertThat(Verifier.judge("assemble.local/other" + key().substring(21), receipt).status())
                .isOne();
    }

    private static String with(String receipt, Consumer<ObjectNode> change) throws Exception {
        ObjectNode node = (ObjectNode) JSON.readTree(receipt);
        change.accept(node);
        return node.toString();
    }

    private static ObjectNode of(ObjectNode receipt, String pointer) {
        return (ObjectNode) receipt.at(pointer);
    }

    private static ArrayNode proof(ObjectNode receipt) {
        return (ArrayNode) receipt.at("/entries/0/proof");
    }

    private static void inText(ObjectNode receipt, String what, String by) {
        ObjectNode entry = of(receipt, "/entries/0");
        String text = entry.get("text").asText();
        int at = text.indexOf(what);
        entry.put("text", text.substring(0, at) + by + text.substring(at + what.length()));
    }

    private static void flip(ObjectNode of, String field) {
        of.put(field, flipped(of.get(field).asText()));
    }

    private static void flipProof(ObjectNode receipt) {
        proof(receipt).set(0, flipped(proof(receipt).get(0).asText()));
    }

    private static String flipped(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void inNote(ObjectNode receipt, int line) {
        String[] lines = receipt.get("checkpoint").asText().split("\n", -1);
        lines[line] =
                switch (line) {
                    case 0 -> lines[0] + "x";
                    case 1 -> lines[1] + "0";
                    case 2 -> flipped(lines[2]);
                    default -> {
                        int at = lines[line].lastIndexOf(' ') + 1;
                        yield lines[line].substring(0, at) + flipped(lines[line].substring(at));
                    }
                };
        receipt.put("checkpoint", String.join("\n", lines));
    }

    @Test
    void M12_a_donation_that_no_checkpoint_covers_yet_says_what_to_do() {
        String donation = gift(100, Tokens.idOf("dora"));
        Api.as(DORA)
                .get(DONATIONS + "/" + donation + "/receipt")
                .then()
                .statusCode(409)
                .body("code", equalTo("not-in-a-checkpoint-yet"));
        publish();
        receipt(DORA, donation);
    }

    @Test
    void D2_a_receipt_is_for_its_donor_and_finance_and_a_stranger_cannot_try_out_ids() {
        String donation = gift(100, Tokens.idOf("dora"));
        publish();
        String facts = receipt(DORA, donation);
        assertThat(receipt(Api.FIN, donation)).isEqualTo(facts);
        assertThat(facts).doesNotContain("dora").doesNotContain("@");
        String strangers =
                Api.as(Tokens.person("eve").roles("campaign-organiser"))
                        .get(DONATIONS + "/" + donation + "/receipt")
                        .then()
                        .statusCode(404)
                        .body("code", equalTo("unknown-donation"))
                        .extract()
                        .path("detail");
        String nobodys = UUID.randomUUID().toString();
        Api.as(Tokens.person("eve"))
                .get(DONATIONS + "/" + nobodys + "/receipt")
                .then()
                .statusCode(404)
                .body("detail", equalTo(strangers.replace(donation, nobodys)));
        RestAssured.given().get(DONATIONS + "/" + donation + "/receipt").then().statusCode(401);
    }

    @Test
    void a_donation_without_a_donor_has_a_receipt_for_finance_alone() {
        String donation =
                Api.post(Api.MACHINE, DONATIONS, Api.donation(5))
                        .statusCode(201)
                        .extract()
                        .path("id");
        publish();
        assertThat(Verifier.judge(key(), receipt(Api.FIN, donation)).status()).isZero();
        Api.as(DORA).get(DONATIONS + "/" + donation + "/receipt").then().statusCode(404);
    }
}
