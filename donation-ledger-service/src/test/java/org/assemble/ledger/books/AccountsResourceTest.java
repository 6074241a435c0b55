package org.assemble.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.StatementCount;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class AccountsResourceTest {

    private static final String ACCOUNTS = "/api/v1/ledger/accounts";
    private static final LocalDate TODAY = LocalDate.now();

    private static void give(UUID campaign, long pence, LocalDate day) {
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(
                                Api.with(Api.donation(pence), "campaignId", campaign),
                                "receivedOn",
                                day.toString()))
                .statusCode(201);
    }

    private static String owed(UUID campaign) {
        return "campaign-payable:" + campaign;
    }

    private static JsonPath fine(Tokens who, String path) {
        return Api.as(who).get(path).then().statusCode(200).extract().jsonPath();
    }

    @Test
    void M8_no_data_and_nought_are_different_answers() {
        UUID campaign = Neighbours.agreedCampaign();
        Balances before = Balances.now();
        give(campaign, 1_000, TODAY);
        String balance = ACCOUNTS + "/" + owed(campaign) + "/balance";
        Api.as(Api.FIN)
                .get(balance)
                .then()
                .statusCode(200)
                .body("balance.amount", equalTo(800))
                .body("kind", equalTo("campaign-payable"));
        Api.as(Api.FIN)
                .get(balance + "?asOf=" + TODAY.minusDays(1))
                .then()
                .statusCode(200)
                .body("$", hasKey("balance"))
                .body("balance", nullValue());
        Api.as(Api.FIN)
                .get(balance + "?knownAt=" + before.position())
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-account"));
        assertThat(fine(Api.FIN, ACCOUNTS + "/bank/balance").getLong("balance.amount")).isNotZero();
    }

    @Test
    void M8_a_statement_of_any_account_runs_on_over_its_pages_whatever_is_told_meanwhile() {
        UUID campaign = Neighbours.agreedCampaign();
        for (int i = 1; i <= 7; i++) {
            give(campaign, 100L * i, TODAY.minusDays(i % 2));
        }
        String statement = ACCOUNTS + "/" + owed(campaign) + "/statement?limit=3";
        JsonPath whole = fine(Api.FIN, statement.replace("limit=3", "limit=200"));
        List<Object> items = new ArrayList<>();
        JsonPath page = fine(Api.FIN, statement);
        long position = page.getLong("position");
        while (true) {
            items.addAll(page.getList("items"));
            assertThat(page.getLong("closing.amount")).isEqualTo(2_240);
            assertThat(page.getLong("position")).isEqualTo(position);
            if (page.getString("next") == null) {
                break;
            }
            give(campaign, 5_000, TODAY.minusDays(1));
            page = fine(Api.FIN, statement + "&cursor=" + page.getString("next"));
        }
        assertThat(items).isEqualTo(whole.getList("items"));
        assertThat(whole.getList("items.balance.amount", Long.class)).last().isEqualTo(2_240L);
        assertThat(whole.getList("items.effective"))
                .startsWith(TODAY.minusDays(1).toString())
                .endsWith(TODAY.toString());
        assertThat(whole.getList("items.counterAccount")).containsOnly("bank");
    }

    @Test
    void a_cursor_of_another_statement_is_refused() {
        UUID campaign = Neighbours.agreedCampaign();
        give(campaign, 100, TODAY);
        give(campaign, 100, TODAY);
        String statement = ACCOUNTS + "/" + owed(campaign) + "/statement?limit=1";
        JsonPath page = fine(Api.FIN, statement);
        String cursor = "&cursor=" + page.getString("next");
        fine(Api.FIN, statement + cursor);
        fine(Api.FIN, statement + cursor + "&knownAt=" + page.getLong("position"));
        for (String other :
                List.of(
                        ACCOUNTS + "/bank/statement?limit=1" + cursor,
                        statement + cursor + "&from=" + TODAY,
                        statement + cursor + "&asOf=" + TODAY,
                        statement + cursor + "&knownAt=1",
                        ACCOUNTS + "?limit=1" + cursor)) {
            Api.as(Api.FIN)
                    .get(other)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/cursor"));
        }
    }

    @Test
    void accounts_are_found_by_kind_campaign_and_region() {
        UUID here = Neighbours.agreedCampaign();
        UUID there = Neighbours.agreedCampaign("W92000004");
        give(here, 100, TODAY);
        give(there, 100, TODAY);
        assertThat(names(Api.FIN, "?campaignId=" + here)).containsExactly(owed(here));
        assertThat(names(Api.FIN, "?region=W92000004"))
                .contains(owed(there))
                .doesNotContain(owed(here));
        assertThat(names(Api.FIN, "?region=W92000004&campaignId=" + here)).isEmpty();
        assertThat(names(Api.FIN, "?kind=bank")).containsExactly("bank");
        assertThat(names(Api.FIN, "?limit=200")).contains("bank", "national-income");
    }

    @Test
    void the_list_of_accounts_is_what_was_known_page_by_page() {
        UUID first = Neighbours.agreedCampaign();
        UUID second = Neighbours.agreedCampaign();
        give(first, 100, TODAY);
        long known = Balances.now().position();
        give(second, 100, TODAY);
        List<String> all = new ArrayList<>();
        String next = "";
        do {
            JsonPath page = fine(Api.FIN, ACCOUNTS + "?limit=2&knownAt=" + known + next);
            all.addAll(page.getList("items.account"));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (next != null);
        assertThat(all).contains(owed(first)).doesNotContain(owed(second)).doesNotHaveDuplicates();
    }

    @Test
    void a_coordinator_sees_their_regions_and_a_team_its_campaign() {
        UUID here = Neighbours.agreedCampaign();
        UUID there = Neighbours.agreedCampaign("S92000003");
        give(here, 100, TODAY);
        give(there, 100, TODAY);
        Tokens scot = Api.coordinatorOf("S92000003");
        assertThat(names(scot, "?limit=200"))
                .contains(owed(there))
                .doesNotContain(owed(here), "bank");
        assertThat(names(Api.organiserOf(here), "")).containsExactly(owed(here));
        refused(scot, ACCOUNTS + "?region=" + Neighbours.REGION, "not-your-region");
        refused(scot, ACCOUNTS + "?campaignId=" + here, "not-your-region");
        refused(scot, ACCOUNTS + "/" + owed(here) + "/balance", "not-your-region");
        refused(scot, ACCOUNTS + "/bank/statement", "not-allowed");
        refused(Api.organiserOf(here), ACCOUNTS + "/bank/balance", "not-allowed");
        refused(
                Api.organiserOf(here),
                ACCOUNTS + "/" + owed(there) + "/statement",
                "not-your-campaign");
    }

    private static void refused(Tokens who, String path, String code) {
        Api.as(who).get(path).then().statusCode(403).body("code", equalTo(code));
    }

    private static List<String> names(Tokens who, String query) {
        return fine(who, ACCOUNTS + query).getList("items.account");
    }

    @ParameterizedTest
    @CsvSource({
        "?kind=purse, 400, /kind",
        "?region=E99, 400, /region",
        "?asOf=soon, 400, /asOf",
        "?knownAt=999999999999, 400, /knownAt",
        "?cursor=zzz, 400, /cursor",
        "/bank/statement?from=monday, 400, /from",
    })
    void a_question_that_can_not_be_read_is_refused_with_the_place(
            String query, int status, String pointer) {
        Api.as(Api.FIN)
                .get(ACCOUNTS + query)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void an_account_that_is_none_is_unknown() {
        for (String name : List.of("purse", "campaign-payable:" + UUID.randomUUID())) {
            for (String what : List.of("/balance", "/statement")) {
                Api.as(Api.FIN)
                        .get(ACCOUNTS + "/" + name + what)
                        .then()
                        .statusCode(404)
                        .body("code", equalTo("unknown-account"));
            }
        }
    }

    @Test
    void a_table_is_given_to_who_accepts_one_with_the_position_beside_it() {
        UUID campaign = Neighbours.agreedCampaign();
        give(campaign, 1_000, TODAY);
        String text =
                Api.as(Api.FIN)
                        .accept("text/csv")
                        .get(ACCOUNTS + "/" + owed(campaign) + "/statement")
                        .then()
                        .statusCode(200)
                        .contentType(startsWith("text/csv"))
                        .header(
                                "Ledger-Position",
                                Long::parseLong,
                                org.hamcrest.Matchers.greaterThan(0L))
                        .extract()
                        .asString();
        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo(
                        "line,position,subject,counterAccount,occurred,effective,recorded,amountPence,balancePence");
        assertThat(lines.get(1)).isEqualTo("opening balance,,,,,,,,0");
        assertThat(lines.get(2)).startsWith("movement,").endsWith(",800,800");
        assertThat(lines.getLast()).isEqualTo("closing balance,,,,,,,,800");
        Api.as(Api.FIN)
                .accept("text/csv")
                .get("/api/v1/ledger/trial-balance")
                .then()
                .statusCode(200)
                .body(startsWith("account,kind,campaignId,debitPence,creditPence,balancePence\r\n"))
                .body(
                        containsString(
                                owed(campaign) + ",campaign-payable," + campaign + ",0,800,800"));
        Api.as(Api.FIN)
                .accept("text/csv")
                .get(ACCOUNTS + "?kind=purse")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        Api.as(Api.FIN).accept("image/png").get(ACCOUNTS).then().statusCode(406);
        Api.as(Api.FIN).get(ACCOUNTS).then().contentType(not(containsString("csv")));
    }

    @Test
    void a_list_takes_as_many_statements_for_one_row_as_for_many() {
        UUID campaign = Neighbours.agreedCampaign();
        give(campaign, 1_000, TODAY);
        long one = StatementCount.of(Api.BOOKS, () -> fine(Api.FIN, ACCOUNTS + "?limit=1"));
        long many = StatementCount.of(Api.BOOKS, () -> fine(Api.FIN, ACCOUNTS + "?limit=200"));
        assertThat(one).isEqualTo(many).isEqualTo(3);
    }
}
