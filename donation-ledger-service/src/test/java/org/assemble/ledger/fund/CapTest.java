package org.assemble.ledger.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
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
        return Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(mandate, pence))
                .statusCode(201)
                .extract();
    }

    @Test
    void M4_approvals_that_fight_for_the_startup_budget_get_no_more_than_the_cap()
            throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        List<UUID> invoices = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            invoices.add(
                    UUID.fromString(
                            Api.post(
                                            Api.organiserOf(campaign),
                                            "/api/v1/ledger/invoices",
                                            Api.invoice(campaign, 60_000))
                                    .statusCode(201)
                                    .extract()
                                    .path("id")));
        }
        List<Integer> statuses =
                atOnce(
                        invoices,
                        invoice ->
                                Api.post(
                                                Api.AMAL,
                                                "/api/v1/ledger/invoices/" + invoice + "/approval",
                                                null)
                                        .extract()
                                        .statusCode());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(3);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(5);
        assertThat(Balances.now().of("startup-cost:" + campaign)).isEqualTo(180_000);
        Api.post(
                        Api.organiserOf(campaign),
                        "/api/v1/ledger/invoices",
                        Api.invoice(campaign, 20_001))
                .statusCode(422)
                .body("code", equalTo("startup-cap-exceeded"))
                .body("detail", equalTo("Of the startup budget 20000 pence are left."));
    }

    private interface Client<T> {
        T call(UUID id);
    }

    private static <T> List<T> atOnce(List<UUID> ids, Client<T> client) throws Exception {
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
