package org.assemble.local.demo;

import static org.assemble.local.demo.Person.AMAL;
import static org.assemble.local.demo.Person.FIN;
import static org.assemble.local.demo.Person.IMPORTER;
import static org.assemble.local.demo.Person.OLIVE;
import static org.assemble.local.demo.Scene.campaign;
import static org.assemble.local.demo.Scene.expect;
import static org.assemble.local.demo.Scene.id;
import static org.assemble.local.demo.Scene.items;
import static org.assemble.local.demo.Scene.ledger;
import static org.assemble.local.demo.Scene.pence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// The money: what comes in, what is matched, what is paid (M1 to M5).
final class Money {
    static final List<Long> PLEDGES_PENCE =
            List.of(1000L, 1000L, 1000L, 1000L, 1000L, 2000L, 2000L, 3000L);
    static final long RAISED_PENCE = PLEDGES_PENCE.stream().mapToLong(Long::longValue).sum();
    private static final long GENERAL_DONATION_PENCE = 100_000;
    private static final long LAUNCH_INVOICE_PENCE = 45_000;

    private final Scene scene;
    private final Api api;

    Money(Scene scene) {
        this.scene = scene;
        this.api = scene.api();
    }

    void giveToNationalFund() {
        JsonNode donation = donate(GENERAL_DONATION_PENCE, "");
        expect("the campaign's share of a general donation", 0, pence(donation, "campaignShare"));
        scene.tell(
                "A general donation of £%s comes in: it is the national fund's alone (M1).",
                Pounds.of(GENERAL_DONATION_PENCE));
    }

    void launch(String campaignId) {
        String event =
                """
                {"heldOn": "%s", "place": "Penistone Paramount"}
                """
                        .formatted(scene.today());
        JsonNode launched = api.post(OLIVE, campaign(campaignId, "/launch"), event);
        expect("the state after the launch", "launched", launched.path("state").asText());
        scene.tell("The campaign's launch event has happened (M5).");
    }

    void payInvoice(String campaignId) {
        String invoice =
                """
                {"campaignId": "%s", "number": "L-%s", "amount": {"amount": %d, "currency": "GBP"},
                 "supplier": {"name": "Paramount Catering Ltd", "sortCode": "107999", "accountNumber": "88837491"},
                 "description": "Hall and catering for the launch event"}
                """
                        .formatted(campaignId, scene.telling(), LAUNCH_INVOICE_PENCE);
        String path =
                "/api/v1/ledger/invoices/"
                        + id(api.post(OLIVE, "/api/v1/ledger/invoices", invoice));
        api.post(AMAL, path + "/approval", "{}");
        String payment =
                """
                {"paidOn": "%s", "bankReference": "LAUNCH INVOICE"}
                """
                        .formatted(scene.today());
        api.post(FIN, path + "/payment", payment);
        scene.tell(
                "Olive submits the launch event's invoice of £%s, Amal approves it, Fin pays it (M4).",
                Pounds.of(LAUNCH_INVOICE_PENCE));
    }

    void firstPayments(String campaignId) {
        List<JsonNode> mandates =
                Await.until(
                        () -> "The ledger does not know all pledges",
                        () ->
                                Optional.of(
                                                api.get(
                                                        FIN,
                                                        "/api/v1/ledger/mandates?campaignId="
                                                                + campaignId))
                                        .map(page -> items(page).toList())
                                        .filter(list -> list.size() == PLEDGES_PENCE.size()));
        long sharePence = 0;
        for (JsonNode mandate : mandates) {
            String byMandate = ", \"mandateId\": \"%s\"".formatted(id(mandate));
            sharePence += pence(donate(pence(mandate, "monthly"), byMandate), "campaignShare");
        }
        long matchedPence =
                Await.until(
                        () -> "The ledger has not matched the first payments",
                        () ->
                                Optional.of(api.get(FIN, ledger(campaignId, "/summary")))
                                        .map(summary -> pence(summary.path("match"), "used"))
                                        .filter(pence -> pence == RAISED_PENCE));
        scene.tell(
                "The eight first payments come in: £%s is the campaign's share (M2), and £%s is the match (M5).",
                Pounds.of(sharePence), Pounds.of(matchedPence));
    }

    /// @param forWhat what the donation names beside its amount
    private JsonNode donate(long pence, String forWhat) {
        String donation =
                """
                {"source": "bank", "reference": "DEMO-%s", "amount": {"amount": %d, "currency": "GBP"},
                 "receivedOn": "%s"%s}
                """
                        .formatted(UUID.randomUUID(), pence, scene.today(), forWhat);
        return api.post(IMPORTER, "/api/v1/ledger/donations", donation);
    }

    /// @return what the run paid to other campaigns, in pence
    long payOut(String campaignId) {
        giveBankDetails(campaignId);
        JsonNode run = api.post(FIN, "/api/v1/ledger/payout-runs", "{}");
        String path = "/api/v1/ledger/payout-runs/" + id(run);
        long oursPence = paid(run, campaignId, true);
        long othersPence = paid(run, campaignId, false);
        expect("what the run pays the campaign", Books.EXPECTED.paidToCampaignPence(), oursPence);
        api.post(AMAL, path + "/approval", "{}");
        JsonNode file = api.post(FIN, path + "/release", "{}");
        expect("the file's control total", oursPence + othersPence, pence(file, "controlTotal"));
        String settlement =
                """
                {"settledOn": "%s", "bankReference": "PAYOUT"}
                """
                        .formatted(scene.today());
        api.post(FIN, path + "/settlement", settlement);
        scene.tell(
                "Fin proposes a payout run, Amal approves it, Fin releases the bank file %s, and the bank shows it:"
                        + " £%s for the campaign (M3).",
                file.path("fileName").asText(), Pounds.of(oursPence));
        return othersPence;
    }

    private void giveBankDetails(String campaignId) {
        String account =
                """
                {"accountName": "Penistone Assembly", "sortCode": "089999", "accountNumber": "66374958"}
                """;
        api.put(OLIVE, ledger(campaignId, "/bank-details"), account);
        api.post(FIN, ledger(campaignId, "/bank-details/confirmation"), "{}");
        scene.tell("Olive gives the campaign's bank details, and Fin confirms them.");
    }

    private static long paid(JsonNode run, String campaignId, boolean ours) {
        return StreamSupport.stream(run.path("lines").spliterator(), false)
                .filter(line -> line.path("campaignId").asText().equals(campaignId) == ours)
                .mapToLong(line -> pence(line, "amount"))
                .sum();
    }

    void readPage(String campaignId) {
        JsonNode money =
                Await.until(
                        () -> "The campaign's page does not show what was raised",
                        () ->
                                Optional.of(api.get(OLIVE, campaign(campaignId, "")).path("money"))
                                        .filter(page ->
                                                page.path("donations").asInt()
                                                        == PLEDGES_PENCE.size()));
        expect("what the campaign's page shows", RAISED_PENCE, pence(money, "raised"));
        scene.tell(
                "The campaign's page shows £%s raised in %d donations; the figure came through Kafka.",
                Pounds.of(RAISED_PENCE), PLEDGES_PENCE.size());
    }

    void readStatement(String campaignId) {
        JsonNode statement = api.get(FIN, ledger(campaignId, "/statement"));
        scene.tell(
                "Fin reads the campaign's statement (%d entries) and the trial balance.",
                items(statement).count());
    }
}
