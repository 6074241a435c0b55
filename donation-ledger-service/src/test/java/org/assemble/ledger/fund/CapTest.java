package org.assemble.ledger.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// Many clients at once, over HTTP, at the last pounds of a cap.
@QuarkusTest
@WithTestResource(RealParts.class)
class CapTest {

    private static final int CLIENTS = 64;

    @Test
    void M5_clients_that_fight_for_the_last_ten_pounds_of_the_match_get_exactly_the_cap()
            throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        UUID big = Neighbours.pledges(campaign, 199_000).getFirst();
        List<UUID> mandates = Neighbours.pledges(CLIENTS, campaign, 300);
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(big, 199_000))
                .statusCode(201);
        Soon.holds(
                () -> assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(199_000));

        List<Integer> matched =
                atOnce(
                        mandates,
                        mandate ->
                                Api.post(
                                                Api.MACHINE,
                                                "/api/v1/ledger/donations",
                                                Api.payment(mandate, 300))
                                        .statusCode(201)
                                        .extract()
                                        .path("matched.amount"));

        assertThat(matched.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_000);
        assertThat(matched).filteredOn(pence -> pence == 300).hasSize(3);
        assertThat(matched).filteredOn(pence -> pence == 100).hasSize(1);
        Balances balances = Balances.now();
        assertThat(balances.of("match-cost:" + campaign)).isEqualTo(200_000);
        long raised = 199_000 + CLIENTS * 300L;
        assertThat(balances.of("campaign-payable:" + campaign))
                .isEqualTo(raised * 8 / 10 + 200_000);
    }

    @Test
    void M7_reversals_in_between_free_their_part_of_the_cap_and_it_is_never_passed()
            throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        UUID big = Neighbours.pledges(campaign, 199_000).getFirst();
        List<UUID> mandates = Neighbours.pledges(CLIENTS, campaign, 300);
        List<UUID> later = Neighbours.pledges(CLIENTS, campaign, 300);
        pay(big, 199_000);
        Soon.holds(
                () -> assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(199_000));

        List<Integer> kept =
                atOnce(
                        mandates,
                        mandate ->
                                mandates.indexOf(mandate) % 2 == 0
                                        ? payAndReverse(mandate, campaign)
                                        : pay(mandate, 300).path("matched.amount"));
        long matched = Balances.now().of("match-cost:" + campaign);
        assertThat(matched)
                .isEqualTo(199_000 + kept.stream().mapToInt(Integer::intValue).sum())
                .isLessThanOrEqualTo(200_000);

        List<Integer> more =
                atOnce(later, mandate -> pay(mandate, 300).<Integer>path("matched.amount"));
        assertThat(more.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200_000 - matched);
        Balances balances = Balances.now();
        assertThat(balances.of("match-cost:" + campaign)).isEqualTo(200_000);
        long raised = 199_000 + (CLIENTS / 2 + CLIENTS) * 300L;
        assertThat(balances.of("campaign-payable:" + campaign))
                .isEqualTo(raised * 8 / 10 + 200_000);
    }

    /// @return what is left of its match
    private static int payAndReverse(UUID mandate, UUID campaign) {
        ExtractableResponse<Response> paid = pay(mandate, 300);
        assertThat(Balances.now().of("match-cost:" + campaign)).isLessThanOrEqualTo(200_000);
        int back =
                Api.post(
                                Api.MACHINE,
                                "/api/v1/ledger/donations/" + paid.path("id") + "/reversals",
                                Api.reversal(300))
                        .statusCode(201)
                        .extract()
                        .path("matched.amount");
        return paid.<Integer>path("matched.amount") - back;
    }

    private static ExtractableResponse<Response> pay(UUID mandate, long pence) {
        return pay(Api.payment(mandate, pence));
    }

    private static ExtractableResponse<Response> pay(Map<String, Object> donation) {
        return Api.post(Api.MACHINE, "/api/v1/ledger/donations", donation)
                .statusCode(201)
                .extract();
    }

    @Test
    void M4_clients_that_fight_for_the_last_ten_pounds_of_the_startup_budget_get_exactly_the_cap()
            throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Tokens organiser = Api.organiserOf(campaign);
        String first = submit(organiser, campaign, 199_000).statusCode(201).extract().path("id");
        approve(first).statusCode(200);
        List<String> invoices = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            invoices.add(
                    submit(organiser, campaign, pounds(i) * 100L)
                            .statusCode(201)
                            .extract()
                            .path("id"));
        }

        List<Integer> approved =
                atOnce(
                        invoices,
                        invoice ->
                                approve(invoice).extract().statusCode() == 200
                                        ? pounds(invoices.indexOf(invoice))
                                        : 0);

        // Small enough for any rest came in plenty, so nothing can be left, in whichever order.
        assertThat(approved.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
        assertThat(Balances.now().of("startup-cost:" + campaign)).isEqualTo(200_000);
        for (int i = 0; i < CLIENTS; i++) {
            approve(invoices.get(i))
                    .statusCode(approved.get(i) > 0 ? 409 : 422)
                    .body(
                            "code",
                            equalTo(
                                    approved.get(i) > 0
                                            ? "invoice-not-submitted"
                                            : "startup-cap-exceeded"));
        }
        submit(organiser, campaign, 1)
                .statusCode(422)
                .body("code", equalTo("startup-cap-exceeded"))
                .body("detail", equalTo("Of the startup budget 0 pence are left."));
        paidByManyAtOnceIsPaidOnce(campaign, first, invoices);
    }

    /// Of three, one, three, one …
    private static int pounds(int number) {
        return number % 2 == 0 ? 3 : 1;
    }

    private static ValidatableResponse submit(Tokens organiser, UUID campaign, long pence) {
        return Api.post(organiser, "/api/v1/ledger/invoices", Api.invoice(campaign, pence));
    }

    private static ValidatableResponse approve(String invoice) {
        return Api.post(Api.AMAL, "/api/v1/ledger/invoices/" + invoice + "/approval", null);
    }

    private static void paidByManyAtOnceIsPaidOnce(
            UUID campaign, String first, List<String> invoices) throws Exception {
        pay(Api.donation(200_000)); // the bank has it, for whoever comes next
        Balances before = Balances.now();
        List<String> each = new ArrayList<>(List.of(first, first));
        invoices.forEach(invoice -> each.addAll(List.of(invoice, invoice)));
        atOnce(
                each,
                invoice ->
                        Api.post(
                                        Api.FIN,
                                        "/api/v1/ledger/invoices/" + invoice + "/payment",
                                        Map.of(
                                                "paidOn",
                                                LocalDate.now().toString(),
                                                "bankReference",
                                                "FP-1"))
                                .extract()
                                .statusCode());
        Balances after = Balances.now();
        assertThat(after.since(before, "bank")).isEqualTo(-200_000);
        assertThat(after.of("supplier-payable:" + campaign)).isZero();
    }

    private interface Client<I, T> {
        T call(I id);
    }

    private static <I, T> List<T> atOnce(List<I> ids, Client<I, T> client) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(ids.size())) {
            List<Callable<T>> calls =
                    ids.stream().<Callable<T>>map(id -> () -> client.call(id)).toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : clients.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
