package org.assemble.training.record;

import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.member;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class RecordResourceTest {
    private static final Golden COMPLETED =
            Golden.event("training-service", "TrainingCompleted.v1");
    private static final String LONDON = "E12000007";

    @Test
    void T4_a_person_sees_what_they_hold_and_lack() {
        String ann = someone();
        trained(ann, "facilitation");
        record(Tokens.person(ann), Tokens.idOf(ann))
                .statusCode(200)
                .body("courses.findAll { it.held }.course", contains("facilitation"))
                .body(
                        "missing",
                        contains("induction-culture", "run-campaign", "run-ward-assembly"));
    }

    @Test
    void T4_the_others_are_told_once_a_session_that_a_training_is_completed() {
        String ann = someone();
        trained(ann, "facilitation");
        trained(ann, "facilitation");
        trained(ann, "run-campaign");
        String id = Tokens.idOf(ann).toString();
        Messages told = Messages.of("training");
        told.await(
                "TrainingCompleted.v1",
                data ->
                        data.at("/personId").asText().equals(id)
                                && data.at("/course").asText().equals("run-campaign"));
        var ofAnn =
                told.all("TrainingCompleted.v1").stream()
                        .filter(message -> message.data().at("/personId").asText().equals(id))
                        .toList();
        assertThat(ofAnn).hasSize(3).allMatch(message -> message.key().equals(id));
        assertThat(ofAnn).noneMatch(message -> message.data().has("expiresOn"));
        ofAnn.forEach(message -> COMPLETED.fits(message.data()));
    }

    @Test
    void what_is_sent_is_the_golden_example() {
        COMPLETED.is(
                new TrainingCompleted(
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1"),
                        "facilitation",
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1"),
                        Instant.parse("2026-05-10T11:30:00Z"),
                        LocalDate.of(2028, 5, 10)));
        Golden.event("training-service", "TrainingWithdrawn.v1")
                .is(
                        new TrainingWithdrawn(
                                UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1"),
                                "facilitation",
                                UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1"),
                                Instant.parse("2026-06-01T09:00:00Z")));
    }

    @Test
    void T4_a_team_sees_who_lacks_what() {
        UUID campaign = campaign();
        String ann = someone();
        member(campaign, ann);
        member(campaign, someone());
        for (String course :
                new String[] {
                    "facilitation", "induction-culture", "run-campaign", "run-ward-assembly"
                }) {
            trained(ann, course);
        }
        String isAnn = "items.find { it.personId == '%s' }".formatted(Tokens.idOf(ann));
        compliance(organiser(campaign), campaign, 200)
                .statusCode(200)
                .body("items", hasSize(2))
                .body(isAnn + ".missing", empty())
                .body(isAnn + ".held", hasSize(4))
                .body("items.find { it.held.isEmpty() }.missing", hasSize(4));
    }

    @Test
    void T4_a_team_is_listed_in_pages() {
        UUID campaign = campaign();
        member(campaign, someone());
        member(campaign, someone());
        String next =
                compliance(organiser(campaign), campaign, 1)
                        .body("items", hasSize(1))
                        .extract()
                        .path("next");
        as(organiser(campaign))
                .queryParam("cursor", next)
                .get("/api/v1/trainings/campaigns/{id}/compliance", campaign)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("next", equalTo(null));
    }

    @Test
    void D1_a_record_is_seen_by_those_in_whose_care_the_person_is() {
        UUID campaign = campaign();
        UUID ann = member(campaign, someone());
        Tokens coordinator = Tokens.person("rosa").roles("regional-coordinator");
        record(TRAINER, ann).statusCode(200);
        record(Tokens.person("nadia").roles("national-admin"), ann).statusCode(200);
        record(organiser(campaign), ann).statusCode(200);
        record(coordinator.region(YORKSHIRE), ann).statusCode(200);
    }

    @Test
    void D1_a_record_is_for_nobody_else() {
        UUID campaign = campaign();
        UUID ann = member(campaign, someone());
        Tokens elsewhere = Tokens.person(someone()).roles("regional-coordinator").region(LONDON);
        refused(record(organiser(campaign()), ann), "not-your-record");
        refused(record(elsewhere, ann), "not-your-record");
        refused(record(Tokens.person(someone()).campaign(campaign), ann), "not-your-record");
    }

    @Test
    void who_lacks_what_is_seen_by_those_in_whose_care_the_campaign_is() {
        UUID campaign = campaign();
        Tokens coordinator = Tokens.person("rosa").roles("regional-coordinator");
        compliance(coordinator.region(YORKSHIRE), campaign, 50).statusCode(200);
        refused(compliance(organiser(campaign()), campaign, 50), "not-your-campaign");
        refused(
                compliance(
                        Tokens.person(someone()).roles("regional-coordinator").region(LONDON),
                        campaign,
                        50),
                "not-your-campaign");
        refused(
                compliance(Tokens.person(someone()).campaign(campaign), campaign, 50),
                "not-allowed");
    }

    @Test
    void a_campaign_that_nobody_told_of_is_unknown() {
        compliance(TRAINER, UUID.randomUUID(), 50)
                .statusCode(404)
                .body("code", equalTo("unknown-campaign"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-campaign", "not-your-record", "session-full"})
    void every_code_has_its_page(String code) {
        as(TRAINER).get("/api/problems/training/{code}", code).then().statusCode(200);
    }

    private static Tokens organiser(UUID campaign) {
        return Tokens.person(someone()).roles("campaign-organiser").campaign(campaign);
    }

    private static ValidatableResponse record(Tokens who, UUID person) {
        return as(who).get("/api/v1/trainings/people/{id}", person).then();
    }

    private static ValidatableResponse compliance(Tokens who, UUID campaign, int limit) {
        return as(who).queryParam("limit", limit)
                .get("/api/v1/trainings/campaigns/{id}/compliance", campaign)
                .then();
    }

    private static void refused(ValidatableResponse answer, String code) {
        answer.statusCode(403).body("code", equalTo(code));
    }
}
