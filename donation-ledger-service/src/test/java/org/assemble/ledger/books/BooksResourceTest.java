package org.assemble.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.books.BooksResource.FundsView;
import org.assemble.ledger.books.Totals.Total;
import org.assemble.ledger.books.model.Account.Kind;
import org.assemble.ledger.books.model.View;
import org.assemble.platform.money.Money;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class BooksResourceTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";

    private static void give(UUID campaign, long pence, LocalDate day) {
        Map<String, Object> donation =
                Api.with(
                        Api.with(Api.donation(pence), "campaignId", campaign),
                        "receivedOn",
                        day.toString());
        Api.post(Api.MACHINE, DONATIONS, donation).statusCode(201);
    }

    @Test
    void M8_a_fact_dated_back_changes_the_day_it_counts_on_and_never_what_was_known_before() {
        UUID campaign = Neighbours.agreedCampaign();
        String owed = "campaign-payable:" + campaign;
        LocalDate today = LocalDate.now();
        give(campaign, 1_000, today);
        Balances known = Balances.now();
        String moment = Instant.now().toString();
        give(campaign, 500, today.minusDays(3));

        assertThat(Balances.now().of(owed)).isEqualTo(1_200);
        assertThat(Balances.asked("?asOf=" + today.minusDays(3)).of(owed)).isEqualTo(400);
        assertThat(Balances.asked("?asOf=" + today.minusDays(4)).pence()).doesNotContainKey(owed);
        assertThat(Balances.asked("?knownAt=" + known.position())).isEqualTo(known);
        assertThat(Balances.asked("?knownAt=" + moment).of(owed)).isEqualTo(800);
        assertThat(Balances.asked("?asOf=" + today.minusDays(3) + "&knownAt=" + moment).pence())
                .doesNotContainKey(owed);
    }

    @Test
    void M8_a_statement_has_opening_and_closing_balance_and_a_running_balance_over_its_pages() {
        UUID campaign = Neighbours.agreedCampaign();
        LocalDate today = LocalDate.now();
        for (int day = 5; day >= 1; day--) {
            give(campaign, 1_000L * day, today.minusDays(day));
        }
        String path =
                "/api/v1/ledger/campaigns/"
                        + campaign
                        + "/statement?from="
                        + today.minusDays(4)
                        + "&asOf="
                        + today.minusDays(2)
                        + "&limit=2";
        List<Integer> balances = new ArrayList<>();
        String next = "";
        do {
            JsonPath page =
                    Api.as(Api.FIN)
                            .get(path + next)
                            .then()
                            .statusCode(200)
                            .body("opening.amount", equalTo(4_000))
                            .body("closing.amount", equalTo(4_000 + 3_200 + 2_400 + 1_600))
                            .extract()
                            .jsonPath();
            balances.addAll(page.getList("items.balance.amount"));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (next != null);
        assertThat(balances).containsExactly(7_200, 9_600, 11_200);
    }

    @Test
    void a_campaign_without_movements_has_an_empty_statement() {
        UUID campaign = Neighbours.agreedCampaign();
        Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/" + campaign + "/statement")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0))
                .body("opening.amount", equalTo(0))
                .body("closing.amount", equalTo(0))
                .body("next", nullValue());
    }

    @Test
    void the_national_fund_is_its_income_less_what_it_spent() {
        JsonPath funds =
                Api.as(Api.FIN)
                        .get("/api/v1/ledger/funds")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(pence(funds, "nationalFund"))
                .isEqualTo(
                        pence(funds, "nationalIncome")
                                - pence(funds, "matchCost")
                                - pence(funds, "startupCost")
                                - pence(funds, "writeOff"));
    }

    private static long pence(JsonPath funds, String fund) {
        Map<String, Object> money = funds.getMap(fund);
        return money == null ? 0 : ((Number) money.get("amount")).longValue();
    }

    @Test
    void a_fund_without_data_is_null_and_not_nought() {
        Api.as(Api.FIN)
                .get("/api/v1/ledger/funds?asOf=1999-12-31")
                .then()
                .statusCode(200)
                .body("$", hasKey("unit"))
                .body("findAll { it.key != 'position' && it.value != null }", anEmptyMap());
        Api.as(Api.FIN)
                .accept("text/csv")
                .get("/api/v1/ledger/funds?knownAt=0")
                .then()
                .statusCode(200)
                .body(endsWith("Pence,position\r\n,,,,,,,,,0\r\n"));
    }

    @Test
    void a_fund_that_was_emptied_is_nought_and_the_national_fund_may_be_below_it() {
        FundsView funds =
                FundsView.of(
                        new View(9, View.ALWAYS),
                        List.of(
                                new Total("unit-fund", Kind.UNIT_FUND, null, 100, 100),
                                new Total("match-cost:1", Kind.MATCH_COST, null, 30, 0),
                                new Total("match-cost:2", Kind.MATCH_COST, null, 12, 0)));
        assertThat(funds.unit()).isEqualTo(Money.pence(0));
        assertThat(funds.matchCost()).isEqualTo(Money.pence(42));
        assertThat(funds.nationalFund()).isEqualTo(Money.pence(-42));
        assertThat(funds.nationalIncome()).isNull();
        assertThat(funds.bank()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asOf=yesterday",
                "knownAt=soon",
                "knownAt=999999999999",
                "knownAt=2999-01-01T00:00:00Z"
            })
    void a_day_or_a_moment_that_can_not_be_is_refused(String query) {
        Api.as(Api.FIN)
                .get("/api/v1/ledger/trial-balance?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"));
    }

    @Test
    void the_books_are_for_finance() {
        Api.as(Api.organiserOf(UUID.randomUUID()))
                .get("/api/v1/ledger/trial-balance")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }
}
