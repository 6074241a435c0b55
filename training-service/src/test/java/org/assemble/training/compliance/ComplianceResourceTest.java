package org.assemble.training.compliance;

import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.joins;
import static org.assemble.training.TrainingApi.leaves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.StatementCount;
import org.assemble.testkit.Tokens;
import org.assemble.training.TrainingApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class ComplianceResourceTest {
    private static final String BASE = "/api/v1/trainings";
    private static final Instant LONG_AGO = Instant.parse("2026-03-02T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/London"));
    private static final List<String> TABLES =
            List.of(
                    "campaign",
                    "campaigns_on",
                    "team_change",
                    "team_member",
                    "completion",
                    "course",
                    "person");

    // A region of this test's own: only its teams are counted.
    private final String region =
            "E12%06d".formatted(ThreadLocalRandom.current().nextInt(1_000, 1_000_000));

    @Test
    void T4_a_region_shows_first_who_needs_help_most_and_last_who_is_complete() {
        UUID nobodyTold = campaign();
        UUID complete = campaign();
        Held.holdsAll(member(complete, LONG_AGO), LONG_AGO);
        UUID mostToTake = campaign();
        member(mostToTake, LONG_AGO);
        member(mostToTake, LONG_AGO);
        UUID someToTake = campaign();
        Held.holds(member(someToTake, LONG_AGO), "facilitation", LONG_AGO, null);

        region("")
                .body("items.campaignId", hasSize(4))
                .body("items[0].campaignId", equalTo(mostToTake.toString()))
                .body("items[0].counts.toTake", equalTo(8))
                .body("items[1].campaignId", equalTo(someToTake.toString()))
                .body("items[2].campaignId", equalTo(nobodyTold.toString()))
                .body("items[3].campaignId", equalTo(complete.toString()))
                .body("items.complete", contains(false, false, false, true))
                .body("teams", equalTo(4))
                .body("completeTeams", equalTo(1))
                .body("counts.members", equalTo(4))
                .body("counts.complete", equalTo(1))
                .body("counts.missing.facilitation", equalTo(2))
                .body("counts.missing.run-campaign", equalTo(3));
    }

    @Test
    void T4_the_pages_of_a_region_go_on_where_the_one_before_ended() {
        List<String> campaigns =
                List.of(campaign().toString(), campaign().toString(), campaign().toString());
        UUID first = UUID.fromString(campaigns.get(2));
        member(first, LONG_AGO);
        String next =
                region("?limit=1")
                        .body("items.campaignId", contains(first.toString()))
                        .extract()
                        .path("next");
        region("?limit=2&cursor=" + next)
                .body("items.campaignId", containsInAnyOrder(campaigns.get(0), campaigns.get(1)))
                .body("next", nullValue())
                .body("counts.members", equalTo(1));
    }

    @Test
    void G2_a_campaign_that_withdrew_is_no_more_among_those_of_its_region() {
        UUID campaign = campaign();
        member(campaign, LONG_AGO);
        Messages.of("campaign")
                .send(
                        "CampaignWithdrawn.v1",
                        campaign,
                        Map.of(
                                "campaignId",
                                campaign,
                                "by",
                                "CAMPAIGN",
                                "withdrawnAt",
                                "2026-06-01T18:00:00Z"));
        Soon.holds(() -> region("").body("teams", equalTo(0)).body("items", empty()));
        region("?asOf=2026-05-31").body("teams", equalTo(1));
        region("/people", "").body("items", empty());
    }

    @Test
    void nothing_known_is_not_nought() {
        region("").body("teams", equalTo(0)).body("counts", nullValue());
        UUID campaign = campaign();
        region("").body("items.counts", contains(nullValue())).body("counts", nullValue());
        UUID person = member(campaign, LONG_AGO);
        leaves(campaign, person, LONG_AGO.plusSeconds(1));
        Soon.holds(() ->
                team(campaign, "")
                        .body("items", empty())
                        .body("counts.members", equalTo(0))
                        .body("counts.missing.facilitation", equalTo(0)));
        region("").body("counts.members", equalTo(0)).body("completeTeams", equalTo(0));
    }

    @Test
    void K7_a_team_without_members_is_not_complete() {
        UUID campaign = campaign();
        UUID person = member(campaign, LONG_AGO);
        Held.holdsAll(person, LONG_AGO);
        team(campaign, "").body("complete", equalTo(true));
        leaves(campaign, person, LONG_AGO.plusSeconds(1));
        Soon.holds(() -> team(campaign, "").body("complete", equalTo(false)));
    }

    @Test
    void T4_compliance_is_told_as_of_any_day() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        Held.holdsAll(ann, LONG_AGO.plus(Duration.ofDays(10)));
        Held.withdrawn(ann, "facilitation", LONG_AGO.plus(Duration.ofDays(20)));
        team(campaign, "?asOf=2026-03-01").body("counts", nullValue()).body("items", empty());
        team(campaign, "?asOf=2026-03-02").body("items[0].missing", hasSize(4));
        team(campaign, "?asOf=2026-03-12").body("complete", equalTo(true));
        team(campaign, "?asOf=2026-03-21").body("complete", equalTo(true));
        team(campaign, "?asOf=2026-03-22").body("items[0].missing", contains("facilitation"));
        person(ann, "?asOf=2026-03-21").body("missing", empty());
        person(ann, "?asOf=2026-03-22").body("missing", contains("facilitation"));
        leaves(campaign, ann, LONG_AGO.plus(Duration.ofDays(30)));
        Soon.holds(() -> team(campaign, "").body("items", empty()));
        team(campaign, "?asOf=2026-03-31").body("items", hasSize(1));
        team(campaign, "?asOf=2026-04-01").body("items", empty());
    }

    @Test
    void T4_a_training_is_held_until_the_day_on_which_it_expires() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        Held.holdsAll(ann, LONG_AGO);
        Held.update(
                "update completion set expires_on = ? where person_id = ? and course = 'run-campaign'",
                TODAY.plusDays(30),
                ann);
        team(campaign, "?asOf=" + TODAY.plusDays(29)).body("complete", equalTo(true));
        team(campaign, "?asOf=" + TODAY.plusDays(30))
                .body("complete", equalTo(false))
                .body("items[0].missing", contains("run-campaign"));
    }

    @Test
    void a_day_is_a_day_in_london() {
        UUID campaign = campaign();
        // Half past midnight there.
        member(campaign, Instant.parse("2026-06-10T23:30:00Z"));
        team(campaign, "?asOf=2026-06-10").body("items", empty());
        team(campaign, "?asOf=2026-06-11").body("items", hasSize(1));
    }

    @Test
    void T1_a_course_is_required_from_the_day_on_which_that_was_said() {
        UUID campaign = campaign();
        Held.holdsAll(member(campaign, LONG_AGO), LONG_AGO);
        long complete = awaitSaid("TeamTrainingComplete.v1", campaign);
        String course = "first-aid-" + UUID.randomUUID();
        Held.update(
                "insert into course (code, name, length_minutes, required) values (?, 'First aid', 60, false)",
                course);
        UUID others = campaign();
        UUID ben = member(others, LONG_AGO);
        Held.holdsAll(ben, LONG_AGO);
        Held.holds(ben, course, LONG_AGO, null);
        team(campaign, "").body("complete", equalTo(true));
        require(course, true).statusCode(204);
        try {
            as(TRAINER)
                    .get(BASE + "/requirements")
                    .then()
                    .body(since(course), equalTo("" + TODAY))
                    .body(since("facilitation"), nullValue());
            assertThat(saidBy(course)).isEqualTo(Tokens.idOf("nora"));
            team(campaign, "").body("items[0].missing", contains(course));
            // Who held it before it was required holds it.
            team(others, "").body("complete", equalTo(true));
            team(campaign, "?asOf=" + TODAY.minusDays(1)).body("complete", equalTo(true));
            awaitSaid("TeamTrainingIncomplete.v1", campaign, complete + 1);
        } finally {
            require(course, false).statusCode(204);
        }
        team(campaign, "").body("complete", equalTo(true));
        awaitSaid("TeamTrainingComplete.v1", campaign, complete + 2);
    }

    @Test
    void T1_the_four_stay_required() {
        require("facilitation", false)
                .statusCode(422)
                .body("code", equalTo("required-by-agreement"));
        require("facilitation", true).statusCode(204);
        require("how-to-fly", true).statusCode(404).body("code", equalTo("unknown-course"));
        as(TRAINER)
                .body(Map.of("required", true))
                .put(BASE + "/requirements/facilitation")
                .then()
                .statusCode(403);
    }

    @Test
    void T1_a_course_of_which_no_sessions_are_planned_any_more_can_not_be_required() {
        String course = "first-aid-" + UUID.randomUUID();
        Held.update(
                "insert into course (code, name, length_minutes, required, retired_at)"
                        + " values (?, 'First aid', 60, false, now())",
                course);
        require(course, true).statusCode(409).body("code", equalTo("course-retired"));
        require(course, false).statusCode(204);
        as(TRAINER)
                .get(BASE + "/requirements?limit=200")
                .then()
                .body("items.course", not(hasItem(course)))
                .body("next", nullValue());
    }

    @Test
    void T4_who_lacks_a_course_is_asked_of_those_that_are_required() {
        String course = "first-aid-" + UUID.randomUUID();
        Held.update(
                "insert into course (code, name, length_minutes, required)"
                        + " values (?, 'First aid', 60, false)",
                course);
        String people = BASE + "/regions/" + region + "/compliance/people?course=";
        as(TRAINER)
                .get(people + "facilitatoin")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-course"));
        as(TRAINER)
                .get(people + course)
                .then()
                .statusCode(422)
                .body("code", equalTo("not-required"));
    }

    private static String since(String course) {
        return "items.find { it.course == '%s' }.since".formatted(course);
    }

    private static UUID saidBy(String course) {
        try (var database = RealParts.connect("test");
                var statement =
                        database.prepareStatement(
                                "select said_by from requirement where course = ?")) {
            statement.setString(1, course);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ValidatableResponse require(String course, boolean required) {
        return as(Tokens.person("nora").roles("national-admin"))
                .body(Map.of("required", required))
                .put(BASE + "/requirements/" + course)
                .then();
    }

    @Test
    void T4_who_in_a_region_lacks_what_is_listed_team_by_team() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        Held.holds(ann, "facilitation", LONG_AGO, null);
        UUID ben = member(campaign, LONG_AGO);
        Held.holdsAll(member(campaign, LONG_AGO), LONG_AGO);
        region("/people", "").body("items.personId", containsInAnyOrder(ids(ann, ben)));
        region("/people", "?course=facilitation").body("items.personId", contains(ids(ben)));
        String next = region("/people", "?limit=1").extract().path("next");
        region("/people", "?limit=1&cursor=" + next)
                .body("items", hasSize(1))
                .body("next", nullValue());
        region("/people", "?asOf=2026-03-01").body("items", empty());
    }

    @Test
    void T4_a_region_and_a_team_are_given_as_csv() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        Held.holds(ann, "facilitation", LONG_AGO, null);
        assertThat(csv("/regions/" + region + "/compliance?asOf=2026-03-02"))
                .isEqualTo(
                        "campaignId,complete,countsMembers,countsComplete,countsToTake,"
                                + "countsMissing:facilitation,countsMissing:induction-culture,"
                                + "countsMissing:run-campaign,countsMissing:run-ward-assembly\r\n"
                                + campaign
                                + ",false,1,0,3,0,1,1,1\r\n");
        assertThat(csv("/campaigns/" + campaign + "/compliance"))
                .isEqualTo(
                        "personId,held,missing\r\n"
                                + ann
                                + ",facilitation,induction-culture run-campaign run-ward-assembly\r\n");
    }

    @Test
    void T4_the_national_team_sees_all_regions() {
        UUID campaign = campaign();
        member(campaign, LONG_AGO);
        String ours = "items.find { it.region == '%s' }".formatted(region);
        as(Tokens.person("nora").roles("national-admin"))
                .get(BASE + "/compliance")
                .then()
                .statusCode(200)
                .body(ours + ".teams", equalTo(1))
                .body(ours + ".counts.toTake", equalTo(4));
    }

    @Test
    void D1_a_region_is_seen_by_its_coordinators_and_no_others() {
        String path = BASE + "/regions/" + region + "/compliance";
        Tokens coordinator = Tokens.person("rosa").roles("regional-coordinator");
        as(coordinator.region(region)).get(path).then().statusCode(200);
        Tokens elsewhere = Tokens.person("rob").roles("regional-coordinator").region("E12000007");
        for (String what : List.of("", "/people")) {
            as(elsewhere)
                    .get(path + what)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not-your-region"));
            as(Tokens.person("olive").roles("campaign-organiser").region(region))
                    .get(path + what)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not-allowed"));
        }
        as(coordinator)
                .get(BASE + "/compliance")
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/compliance?asOf=yesterday",
                "/compliance?asOf=+999999999-01-01",
                "/regions/E12000003/compliance?cursor=MTph",
                "/regions/E12000003/compliance/people?cursor=MTph",
                "/regions/E12000003/compliance?limit=0"
            })
    void what_can_t_be_read_is_refused(String path) {
        as(TRAINER)
                .get(BASE + path)
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }

    @Test
    void what_is_no_region_is_unknown() {
        as(TRAINER)
                .get(BASE + "/regions/Yorkshire/compliance")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-region"));
    }

    @Test
    void T4_every_question_is_one_statement_however_many_teams_and_people() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        for (int i = 0; i < 3; i++) {
            member(campaign(), LONG_AGO);
        }
        for (String path :
                List.of(
                        "/people/" + ann,
                        "/campaigns/" + campaign + "/compliance",
                        "/regions/" + region + "/compliance",
                        "/regions/" + region + "/compliance/people",
                        "/compliance")) {
            assertThat(
                            StatementCount.of(
                                    TABLES,
                                    () -> as(TRAINER).get(BASE + path).then().statusCode(200)))
                    .as(path)
                    .isEqualTo(1);
        }
    }

    @Test
    void K7_the_others_are_told_when_a_team_becomes_complete_and_when_it_no_longer_is() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        awaitSaid("TeamTrainingIncomplete.v1", campaign, 1);
        Held.holdsAll(ann, LONG_AGO);
        long complete = awaitSaid("TeamTrainingComplete.v1", campaign);
        UUID ben = member(campaign, LONG_AGO);
        awaitSaid("TeamTrainingIncomplete.v1", campaign, complete + 1);
        leaves(campaign, ben, LONG_AGO.plusSeconds(1));
        awaitSaid("TeamTrainingComplete.v1", campaign, complete + 2);
        Held.withdrawn(ann, "facilitation", Instant.now());
        awaitSaid("TeamTrainingIncomplete.v1", campaign, complete + 3);
    }

    @Test
    void K7_the_others_are_told_on_the_day_on_which_a_training_expires() {
        UUID campaign = campaign();
        UUID ann = member(campaign, LONG_AGO);
        Held.holdsAll(ann, LONG_AGO);
        long complete = awaitSaid("TeamTrainingComplete.v1", campaign);
        // As if it had been so when the day began.
        Held.awaitReviews();
        Held.updateUnmarked(
                "update completion set expires_on = ? where person_id = ? and course = 'facilitation'",
                TODAY,
                ann);
        Held.update("update team_review_day set day = ?", TODAY.minusDays(1));
        awaitSaid("TeamTrainingIncomplete.v1", campaign, complete + 1);
    }

    private static long awaitSaid(String name, UUID campaign) {
        return Messages.of("training")
                .await(name, data -> isOf(campaign, data.at("/campaignId").asText()))
                .data()
                .at("/version")
                .asLong();
    }

    private static void awaitSaid(String name, UUID campaign, long version) {
        Messages.of("training")
                .await(
                        name,
                        data ->
                                isOf(campaign, data.at("/campaignId").asText())
                                        && data.at("/version").asLong() == version);
    }

    private static boolean isOf(UUID campaign, String id) {
        return campaign.toString().equals(id);
    }

    /// A campaign in the region of this test, known since the beginning of 2026.
    private UUID campaign() {
        UUID id = UUID.randomUUID();
        Messages.of("campaign")
                .send(
                        "CampaignRegistered.v1",
                        id,
                        Map.of(
                                "campaignId",
                                id,
                                "electionId",
                                UUID.randomUUID(),
                                "constituencyCode",
                                "E14001321",
                                "region",
                                region),
                        UUID.randomUUID(),
                        Instant.parse("2026-01-01T00:00:00Z"));
        Soon.holds(() -> team(id, ""));
        return id;
    }

    private static UUID member(UUID campaign, Instant since) {
        UUID person = Tokens.idOf(TrainingApi.someone());
        joins(campaign, person, since);
        Soon.holds(() -> team(campaign, "").body("items.personId", hasItem(person.toString())));
        return person;
    }

    private static String[] ids(UUID... people) {
        return Arrays.stream(people).map(UUID::toString).toArray(String[]::new);
    }

    private static String csv(String path) {
        return as(TRAINER)
                .accept("text/csv")
                .get(BASE + path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static ValidatableResponse person(UUID person, String query) {
        return as(TRAINER).get(BASE + "/people/" + person + query).then().statusCode(200);
    }

    private static ValidatableResponse team(UUID campaign, String query) {
        return as(TRAINER)
                .get(BASE + "/campaigns/" + campaign + "/compliance" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse region(String query) {
        return region("", query);
    }

    private ValidatableResponse region(String what, String query) {
        return as(TRAINER)
                .get(BASE + "/regions/" + region + "/compliance" + what + query)
                .then()
                .statusCode(200);
    }
}
