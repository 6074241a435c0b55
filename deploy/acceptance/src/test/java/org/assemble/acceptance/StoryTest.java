package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// From a confirmed agreement to a settled payout. `./assemble demo` acts, for two campaigns; it
/// stops where an answer is not what it should be, and at the end repeats each of its requests with
/// its key. Here is judged what it left behind, as each of the people sees it.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTest {

    /// In pence (M1 to M5): £1,000.00 for the national fund and £120.00 a month pledged in a ward
    /// assembly.
    private static final Map<String, Integer> ADDED =
            Map.of(
                    "bank", 454_00,
                    "campaignPayable", 0,
                    "paidToCampaign", 96_00 + 120_00,
                    "nationalIncome", 1_024_00,
                    "matchCost", 120_00,
                    "startupCost", 450_00,
                    "nationalFund", 454_00);

    private JsonPath first;
    private JsonPath second;

    @BeforeAll
    void the_story_is_told_twice() {
        first = tell();
        second = tell();
        People.renewed("olive"); // she has founded two campaigns since her last token
    }

    private static JsonPath tell() {
        Command.Printed told = WholePlatform.assemble("demo", "--json");
        assertThat(told.status()).as(told.output()).isZero();
        return JsonPath.from(told.output());
    }

    @Test
    void the_books_are_right_to_the_penny_and_a_second_campaign_adds_the_same_again() {
        assertThat(figures(first, "added")).isEqualTo(ADDED);
        assertThat(figures(second, "added")).isEqualTo(ADDED);
        assertThat(figures(second, "before")).isEqualTo(figures(first, "after"));
        assertThat(second.getString("campaignId")).isNotEqualTo(first.getString("campaignId"));
    }

    private static Map<String, Integer> figures(JsonPath told, String column) {
        Map<String, Integer> figures = new LinkedHashMap<>();
        ADDED.keySet()
                .forEach(figure ->
                        figures.put(figure, told.getInt("pence." + figure + "." + column)));
        return figures;
    }

    @Test
    void finance_reads_in_the_trial_balance_what_each_campaign_has_cost() {
        JsonPath balance = fine(People.get("fin", "/api/v1/ledger/trial-balance").then());

        assertThat(balance.getInt("totalDebits.amount"))
                .isEqualTo(balance.getInt("totalCredits.amount"));
        for (JsonPath told : List.of(first, second)) {
            String accounts =
                    "accounts.findAll { it.campaignId == '" + told.getString("campaignId") + "' }";
            assertThat(
                            balance.getInt(
                                    accounts
                                            + ".find { it.kind == 'campaign-payable' }.balance.amount"))
                    .isZero();
            assertThat(
                            balance.getInt(
                                    accounts + ".find { it.kind == 'match-cost' }.balance.amount"))
                    .isEqualTo(120_00);
            assertThat(
                            balance.getInt(
                                    accounts
                                            + ".find { it.kind == 'startup-cost' }.balance.amount"))
                    .isEqualTo(450_00);
        }
    }

    @Test
    void finance_and_the_campaign_read_its_summary_and_statement() {
        String ledger = "/api/v1/ledger/campaigns/" + first.getString("campaignId");
        for (String person : List.of("fin", "olive", "rosa")) {
            JsonPath summary = fine(People.get(person, ledger + "/summary").then());
            assertThat(summary.getInt("raised.amount")).isEqualTo(120_00);
            assertThat(summary.getInt("share.amount")).isEqualTo(96_00);
            assertThat(summary.getInt("match.used.amount")).isEqualTo(120_00);
            assertThat(summary.getInt("startup.used.amount")).isEqualTo(450_00);
            assertThat(summary.getInt("owed.amount")).isZero();
            assertThat(summary.getInt("paid.amount")).isEqualTo(216_00);
            People.get(person, ledger + "/statement").then().statusCode(200);
        }
    }

    @Test
    void anyone_reads_on_the_campaigns_page_what_was_raised_and_nothing_personal() {
        String text =
                People.anyone()
                        .get("/api/v1/campaigns/" + first.getString("campaignId"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        JsonPath page = JsonPath.from(text);

        assertThat(page.getString("state")).isEqualTo("launched");
        assertThat(page.getInt("money.raised.amount")).isEqualTo(120_00);
        assertThat(page.getInt("money.donations")).isEqualTo(8);
        assertThat(page.getInt("money.matched.amount")).isEqualTo(120_00);
        assertThat(page.getInt("money.paidOut.amount")).isEqualTo(216_00);
        assertThat(text).doesNotContainIgnoringCase("olive").doesNotContain("@");
    }

    @Test
    void the_campaigns_life_is_written_down_step_by_step() {
        JsonPath history =
                fine(
                        People.get(
                                        "olive",
                                        "/api/v1/campaigns/"
                                                + first.getString("campaignId")
                                                + "/history")
                                .then());

        assertThat(history.getList("number")).isSorted().hasSameSizeAs(history.getList("actor"));
        assertThat(history.getList("at")).doesNotContainNull();
        assertThat(history.getList("actor")).doesNotContainNull();
        assertThat(history.getList("step", String.class))
                .containsExactly(
                        "registered",
                        "founding-meeting-planned",
                        "founded",
                        "agreement-confirmed",
                        "launched");
    }

    @Test
    void the_team_is_trained_and_readiness_says_what_is_still_missing() {
        String campaign = "/api/v1/campaigns/" + first.getString("campaignId");
        JsonPath readiness = fine(People.get("olive", campaign + "/readiness").then());
        JsonPath compliance =
                fine(
                        People.get(
                                        "olive",
                                        "/api/v1/trainings/campaigns/"
                                                + first.getString("campaignId")
                                                + "/compliance")
                                .then());

        assertThat(readiness.getBoolean("ready")).isFalse();
        assertThat(readiness.getList("items.findAll { it.ready }.item", String.class))
                .containsExactlyInAnyOrder("agreement", "trainings", "launch");
        assertThat(readiness.getList("items.findAll { !it.ready }.item", String.class))
                .containsExactly("candidate");
        assertThat(compliance.getList("items")).hasSize(3);
        assertThat(compliance.getList("items.missing.flatten()")).isEmpty();
    }

    @Test
    void only_the_team_and_its_coordinators_see_who_is_on_it() {
        String team = "/api/v1/campaigns/" + first.getString("campaignId") + "/team";

        assertThat(fine(People.get("olive", team).then()).getList("name", String.class))
                .anyMatch(name -> name.contains("Tariq"))
                .hasSize(3);
        People.get("rosa", team).then().statusCode(200);
        People.get("otto", team).then().statusCode(403);
        People.anyone().get(team).then().statusCode(401);
    }

    @Test
    void anyone_reads_that_the_ward_assembly_was_held() {
        JsonPath assemblies =
                fine(
                        People.anyone()
                                .get(
                                        "/api/v1/assemblies?campaignId="
                                                + first.getString("campaignId"))
                                .then());

        assertThat(assemblies.getList("items.state", String.class)).containsExactly("held");
        assertThat(assemblies.getList("items.attendance", Integer.class)).containsExactly(40);
    }

    @Test
    void the_eight_pledges_are_mandates_that_pay() {
        JsonPath mandates =
                fine(
                        People.get(
                                        "fin",
                                        "/api/v1/ledger/mandates?campaignId="
                                                + first.getString("campaignId"))
                                .then());

        assertThat(mandates.getList("items.monthly.amount", Integer.class))
                .containsExactlyInAnyOrder(1000, 1000, 1000, 1000, 1000, 2000, 2000, 3000);
        assertThat(mandates.getList("items.state", String.class)).containsOnly("active");
    }

    private static JsonPath fine(ValidatableResponse answer) {
        return answer.statusCode(200).extract().jsonPath();
    }
}
