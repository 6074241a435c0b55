package org.assemble.ledger.donation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

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
import org.assemble.testkit.RealParts;
import org.assemble.testkit.StatementCount;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class DonationListTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";
    private static final String MANDATES = "/api/v1/ledger/mandates";

    private static String give(Map<String, Object> donation) {
        return Api.post(Api.MACHINE, DONATIONS, donation).statusCode(201).extract().path("id");
    }

    private static String give(UUID campaign, long pence) {
        return give(Api.with(Api.donation(pence), "campaignId", campaign));
    }

    private static JsonPath fine(Tokens who, String path) {
        return Api.as(who).get(path).then().statusCode(200).extract().jsonPath();
    }

    private static List<String> ids(String query) {
        return fine(Api.FIN, DONATIONS + query).getList("items.id");
    }

    @Test
    void donations_are_found_by_what_they_are() {
        UUID campaign = Neighbours.agreedCampaign();
        List<UUID> mandates = Neighbours.pledges(campaign, 1_000, 2_000);
        String first = give(Api.payment(mandates.get(0), 1_000));
        String second = give(Api.payment(mandates.get(1), 2_000));
        String assembly =
                fine(Api.FIN, MANDATES + "/" + mandates.getFirst()).getString("assemblyId");
        String source = "s" + UUID.randomUUID().toString().substring(0, 30);
        LocalDate past = LocalDate.now().minusDays(40);
        String old =
                give(
                        Api.with(
                                Api.with(
                                        Api.with(Api.donation(5), "campaignId", campaign),
                                        "source",
                                        source),
                                "receivedOn",
                                past.toString()));
        String of = "?campaignId=" + campaign;
        assertThat(ids(of)).containsExactly(first, second, old);
        assertThat(ids(of + "&mandateId=" + mandates.get(1))).containsExactly(second);
        assertThat(ids("?mandateId=" + mandates.get(1))).containsExactly(second);
        assertThat(ids("?assemblyId=" + assembly)).containsExactly(first, second);
        assertThat(ids("?source=" + source)).containsExactly(old);
        assertThat(ids(of + "&receivedFrom=" + past + "&receivedTo=" + past)).containsExactly(old);
        assertThat(ids(of + "&receivedFrom=" + past.plusDays(1))).containsExactly(first, second);
        assertThat(ids(of + "&fund=campaign")).hasSize(3);
        assertThat(ids(of + "&fund=movement")).isEmpty();
        String own = "s" + UUID.randomUUID().toString().substring(0, 30);
        String toUnit = give(Api.with(Api.with(Api.donation(5), "fund", "unit"), "source", own));
        give(Api.with(Api.donation(5), "source", own));
        assertThat(ids("?fund=unit&source=" + own)).containsExactly(toUnit);
        assertThat(ids(of + "&fund=unit")).isEmpty();
        assertThat(ids(of + "&asOf=" + past)).containsExactly(old);
        assertThat(ids(of + "&region=" + Neighbours.REGION)).hasSize(3);
        assertThat(ids(of + "&region=W92000004")).isEmpty();
    }

    @Test
    void pages_go_on_where_the_one_before_ended_and_are_of_what_was_known() {
        UUID campaign = Neighbours.agreedCampaign();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            given.add(give(campaign, 100 + i));
        }
        long known = Balances.now().position();
        give(campaign, 999);
        List<String> listed = new ArrayList<>();
        String next = "";
        do {
            JsonPath page =
                    fine(
                            Api.FIN,
                            DONATIONS
                                    + "?limit=2&campaignId="
                                    + campaign
                                    + "&knownAt="
                                    + known
                                    + next);
            assertThat(page.getLong("position")).isEqualTo(known);
            listed.addAll(page.getList("items.id"));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (next != null);
        assertThat(listed).isEqualTo(given);
    }

    @Test
    void only_what_changed_since_a_moment_is_listed() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        give(campaign, 100);
        String moment = Instant.now().toString();
        String payment = give(Api.payment(mandate, 1_000));
        String since = "?campaignId=" + campaign + "&updatedSince=" + moment;
        assertThat(ids(since)).containsExactly(payment);
        JsonPath mandates = fine(Api.FIN, MANDATES + since);
        assertThat(mandates.getList("items.id")).containsExactly(mandate.toString());
        assertThat(mandates.getList("items.state")).containsExactly("active");
        String after = "?campaignId=" + campaign + "&updatedSince=" + Instant.now();
        assertThat(ids(after)).isEmpty();
        assertThat(fine(Api.FIN, MANDATES + after).getList("items.id")).isEmpty();
    }

    @Test
    void D2_who_gave_is_for_finance_alone() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        give(Api.payment(mandate, 1_000));
        String of = "?campaignId=" + campaign;
        assertThat(fine(Api.FIN, DONATIONS + of).getString("items[0].donorId")).isNotNull();
        assertThat(fine(Api.FIN, MANDATES + of).getString("items[0].donorId")).isNotNull();
        for (Tokens other :
                List.of(Api.organiserOf(campaign), Api.coordinatorOf(Neighbours.REGION))) {
            JsonPath donation = fine(other, DONATIONS + of);
            assertThat(donation.getLong("items[0].amount.amount")).isEqualTo(1_000);
            assertThat(donation.getString("items[0].donorId")).isNull();
            assertThat(donation.getString("items[0].reference")).isNull();
            assertThat(fine(other, MANDATES + of).getString("items[0].donorId")).isNull();
            assertThat(fine(other, MANDATES + "/" + mandate).getString("donorId")).isNull();
        }
    }

    @Test
    void lists_hold_what_their_reader_may_see() {
        UUID here = Neighbours.agreedCampaign();
        UUID there = Neighbours.agreedCampaign("N92000002");
        String mine = give(here, 100);
        String other = give(there, 100);
        Neighbours.pledges(here, 700);
        List<String> organisers =
                fine(Api.organiserOf(here), DONATIONS + "?limit=200").getList("items.id");
        assertThat(organisers).containsExactly(mine);
        List<String> coordinators =
                fine(Api.coordinatorOf("N92000002"), DONATIONS + "?limit=200").getList("items.id");
        assertThat(coordinators).contains(other).doesNotContain(mine);
        assertThat(
                        fine(Api.coordinatorOf("N92000002"), MANDATES + "?limit=200")
                                .getList("items.campaignId"))
                .doesNotContain(here.toString());
        assertThat(fine(Api.organiserOf(here), MANDATES).getList("items.campaignId"))
                .containsExactly(here.toString());
        Api.as(Api.MACHINE).get(DONATIONS).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "fund=purse, /fund",
        "receivedFrom=soon, /receivedFrom",
        "receivedTo=2026-13-01, /receivedTo",
        "updatedSince=yesterday, /updatedSince",
        "region=E1, /region",
        "knownAt=2999-01-01T00:00:00Z, /knownAt",
        "cursor=MTpzdGF0ZW1lbnQ, /cursor",
    })
    void a_filter_that_can_not_be_read_is_refused_with_the_place(String query, String pointer) {
        Api.as(Api.FIN)
                .get(DONATIONS + "?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void a_list_takes_as_many_statements_for_one_row_as_for_many() {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.pledges(8, campaign, 500);
        for (int i = 0; i < 8; i++) {
            give(campaign, 100);
        }
        for (String list : List.of(DONATIONS, MANDATES)) {
            String path = list + "?campaignId=" + campaign + "&limit=";
            long one = StatementCount.of(Api.BOOKS, () -> fine(Api.FIN, path + 1));
            long many = StatementCount.of(Api.BOOKS, () -> fine(Api.FIN, path + 8));
            assertThat(one).as(list).isEqualTo(many).isEqualTo(4);
        }
    }
}
