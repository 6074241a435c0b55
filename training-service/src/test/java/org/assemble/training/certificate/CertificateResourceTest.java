package org.assemble.training.certificate;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.attend;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.member;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.present;
import static org.assemble.training.TrainingApi.session;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class CertificateResourceTest {
    private static final String JSON = "application/json";
    private static final String PDF = "application/pdf";

    /// Its certificates expire in these tests, and no more after them.
    private static final String COURSE = "run-ward-assembly";

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));

    @AfterEach
    void nothing_expires_any_more() {
        Held.decide(COURSE, today, null).statusCode(201);
        Held.decide(COURSE, today.plusDays(1), null).statusCode(201);
    }

    @Test
    void T4_a_completed_training_has_a_certificate() {
        String ann = someone();
        trained(ann, "facilitation");
        Held.get(Tokens.person(ann), ann, Held.only(ann), JSON)
                .statusCode(200)
                .body("course", equalTo("facilitation"))
                .body("courseName", equalTo("Facilitation"))
                .body("courseVersion", equalTo(1))
                .body("expiresOn", nullValue())
                .body("standing", equalTo("VALID"))
                .body("checkAt", startsWith("https://assemble.example/api/v1/trainings/"));
    }

    @Test
    void who_asks_for_no_shape_gets_json() {
        String ann = someone();
        trained(ann, "facilitation");
        Held.get(Tokens.person(ann), ann, Held.only(ann), "*/*").statusCode(200).contentType(JSON);
        Held.get(Tokens.person(ann), ann, Held.only(ann), PDF).header("Content-Type", PDF);
    }

    @Test
    void T4_attendance_that_does_not_count_gives_none() {
        String ann = someone();
        String session = session("facilitation", 1);
        enrol(Tokens.person(ann), session);
        attend(session, present(Tokens.idOf(ann), 10)).statusCode(200);
        assertThat(Held.all(ann).getList("items")).isEmpty();
    }

    @Test
    void T4_the_same_attendance_again_gives_no_second_one() {
        String ann = someone();
        String session = session("facilitation", 1);
        enrol(Tokens.person(ann), session);
        attend(session, present(Tokens.idOf(ann), 90)).statusCode(200);
        attend(session, present(Tokens.idOf(ann), 90)).statusCode(200);
        assertThat(Held.all(ann).getList("items")).hasSize(1);
    }

    @Test
    void T4_two_sessions_that_complete_a_person_at_once_give_two() throws Exception {
        String ann = someone();
        UUID id = Tokens.idOf(ann);
        List<String> sessions = List.of(session("facilitation", 1), session("facilitation", 1));
        sessions.forEach(session -> enrol(Tokens.person(ann), session));
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (var done :
                    both.invokeAll(
                            sessions.stream()
                                    .<Callable<Integer>>map(session ->
                                            () ->
                                                    attend(session, present(id, 90))
                                                            .extract()
                                                            .statusCode())
                                    .toList())) {
                assertThat(done.get()).isEqualTo(200);
            }
        }
        assertThat(Held.all(ann).getList("items.sessionId"))
                .containsExactlyInAnyOrderElementsOf(sessions);
        assertThat(Held.all(ann).getList("items.number")).doesNotHaveDuplicates();
    }

    @Test
    void T4_what_expires_is_fixed_when_it_is_issued() {
        String before = someone();
        String after = someone();
        String forever = someone();
        Held.decide(COURSE, today, 12).statusCode(201);
        trained(before, COURSE);
        Held.decide(COURSE, today, 24).statusCode(201);
        trained(after, COURSE);
        Held.decide(COURSE, today, null).statusCode(201);
        trained(forever, COURSE);
        // Which day it was completed: an hour ago, which shortly after midnight is yesterday.
        LocalDate completed = LocalDate.parse(Held.all(after).getString("items[0].completedOn"));
        if (completed.equals(today)) {
            assertThat(expiry(before)).isEqualTo(completed.plusMonths(12).toString());
            assertThat(expiry(after)).isEqualTo(completed.plusMonths(24).toString());
        }
        assertThat(expiry(forever)).isNull();
    }

    @Test
    void T4_a_term_that_begins_later_does_not_hold_yet() {
        String ann = someone();
        Held.decide(COURSE, today.plusDays(1), 12).statusCode(201);
        trained(ann, COURSE);
        assertThat(expiry(ann)).isNull();
    }

    @Test
    void T4_how_long_certificates_are_held_is_decided_by_the_national_team_for_days_to_come() {
        Held.decide("facilitation", today.minusDays(1), 12)
                .statusCode(422)
                .body("code", equalTo("term-before-today"))
                .body("errors.pointer", equalTo(List.of("/validFrom")));
        Held.decide("nothing", today.minusDays(1), 12)
                .statusCode(404)
                .body("code", equalTo("unknown-course"));
        Held.decide("facilitation", today, 0).statusCode(400);
        Held.decide("facilitation", today, 121).statusCode(400);
        post(
                        TRAINER,
                        Map.of("validFrom", today.toString(), "months", 12),
                        "/api/v1/trainings/courses/facilitation/certificate-terms")
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }

    @Test
    void T4_everyone_can_read_how_long_certificates_are_held() {
        Held.decide(COURSE, today, 12);
        Held.decide(COURSE, today.plusDays(1), 24);
        List<Integer> months =
                given().get(
                                "/api/v1/trainings/courses/{course}/certificate-terms?limit=200",
                                COURSE)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items.months");
        assertThat(months).endsWith(12, 24);
    }

    @Test
    void T4_a_training_is_renewed_by_completing_it_again() {
        String ann = someone();
        Held.decide(COURSE, today, 12);
        trained(ann, COURSE);
        Held.expires(ann, today);
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("EXPIRED"));
        trained(ann, COURSE);
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("EXPIRED", "VALID"));
    }

    @Test
    void D1_certificates_are_seen_by_those_in_whose_care_the_person_is() {
        String ann = someone();
        UUID campaign = campaign();
        member(campaign, ann);
        trained(ann, "facilitation");
        String id = Held.only(ann);
        Held.get(TRAINER, ann, id, JSON).statusCode(200);
        Held.get(organiser(campaign), ann, id, PDF).statusCode(200);
        Held.get(coordinator().region(YORKSHIRE), ann, id, Badge.MEDIA_TYPE).statusCode(200);
        Tokens other = organiser(campaign());
        for (String accept : List.of(JSON, PDF, Badge.MEDIA_TYPE)) {
            Held.get(other, ann, id, accept)
                    .statusCode(403)
                    .body("code", equalTo("not-your-record"));
            as(Tokens.person(someone()).expired())
                    .accept(accept)
                    .get(Held.ONE, Tokens.idOf(ann), id)
                    .then()
                    .statusCode(401);
        }
    }

    @Test
    void a_certificate_is_found_under_its_person_alone() {
        String ann = someone();
        trained(ann, "facilitation");
        String id = Held.only(ann);
        Held.get(TRAINER, someone(), id, JSON)
                .statusCode(404)
                .body("code", equalTo("unknown-certificate"));
        Held.withdraw(Held.NADIA, someone(), id)
                .statusCode(404)
                .body("code", equalTo("unknown-certificate"));
    }

    @Test
    void D2_the_holders_own_page_alone_has_a_name_on_it() throws IOException {
        String ann = someone();
        trained(ann, "facilitation");
        String id = Held.only(ann);
        assertThat(page(Tokens.person(ann), ann, id)).contains(ann).contains(Held.number(ann));
        assertThat(page(TRAINER, ann, id)).doesNotContain(ann).contains(Held.number(ann));
    }

    @Test
    void T4_what_is_withdrawn_has_a_reason_for_the_holder_and_none_for_the_others() {
        String ann = someone();
        trained(ann, "facilitation");
        String id = Held.only(ann);
        Held.withdraw(Held.NADIA, ann, id).statusCode(200).body("standing", equalTo("WITHDRAWN"));
        Held.get(Tokens.person(ann), ann, id, JSON)
                .body("standing", equalTo("WITHDRAWN"))
                .body("withdrawnReason", equalTo("It was somebody else"));
        var told =
                Messages.of("training")
                        .await("TrainingWithdrawn.v1", data -> isOf(data, ann))
                        .data();
        Golden.event("training-service", "TrainingWithdrawn.v1").fits(told);
        assertThat(told.toString()).doesNotContain("somebody");
    }

    @Test
    void T4_what_is_withdrawn_is_not_withdrawn_again_and_not_given_away() {
        String ann = someone();
        trained(ann, "facilitation");
        String id = Held.only(ann);
        Held.withdraw(Held.NADIA, ann, id).statusCode(200);
        Held.withdraw(Held.NADIA, ann, id)
                .statusCode(409)
                .body("code", equalTo("certificate-withdrawn"));
        for (String accept : List.of(PDF, Badge.MEDIA_TYPE)) {
            Held.get(Tokens.person(ann), ann, id, accept)
                    .statusCode(409)
                    .body("code", equalTo("certificate-withdrawn"));
        }
    }

    @Test
    void T4_who_lost_one_completes_the_training_again() {
        String ann = someone();
        trained(ann, "facilitation");
        Held.withdraw(Held.NADIA, ann, Held.only(ann)).statusCode(200);
        as(Tokens.person(ann))
                .get("/api/v1/trainings/people/{id}", Tokens.idOf(ann))
                .then()
                .body("courses.find { it.course == 'facilitation' }.held", equalTo(false));
        trained(ann, "facilitation");
        as(Tokens.person(ann))
                .get("/api/v1/trainings/people/{id}", Tokens.idOf(ann))
                .then()
                .body("courses.find { it.course == 'facilitation' }.held", equalTo(true));
        assertThat(Held.all(ann).getList("items.standing"))
                .isEqualTo(List.of("WITHDRAWN", "VALID"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trainer", "campaign-organiser", "regional-coordinator"})
    void T4_nobody_but_the_national_team_withdraws(String role) {
        String ann = someone();
        trained(ann, "facilitation");
        Held.withdraw(Tokens.person(someone()).roles(role), ann, Held.only(ann))
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("VALID"));
    }

    @Test
    void T4_a_withdrawal_without_a_reason_is_none() {
        String ann = someone();
        trained(ann, "facilitation");
        post(
                        Held.NADIA,
                        Map.of("reason", " "),
                        Held.ONE + "/withdrawal",
                        Tokens.idOf(ann),
                        Held.only(ann))
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/reason")));
    }

    @Test
    void T4_what_was_completed_before_there_were_certificates_gets_one_too() {
        String ann = someone();
        trained(ann, "facilitation");
        String number = Held.number(ann);
        Held.sql(
                "delete from certificate where completion_id in"
                        + " (select id from completion where person_id = '%s')"
                                .formatted(Tokens.idOf(ann)));
        Soon.holds(() ->
                assertThat(Held.all(ann).getList("items.number"))
                        .hasSize(1)
                        .doesNotContain(number));
    }

    @Test
    void a_persons_certificates_are_listed_in_pages() {
        String ann = someone();
        trained(ann, "facilitation");
        trained(ann, "run-campaign");
        String next =
                as(TRAINER)
                        .get("/api/v1/trainings/people/{id}/certificates?limit=1", Tokens.idOf(ann))
                        .then()
                        .body("items", hasSize(1))
                        .body("next", not(nullValue()))
                        .extract()
                        .path("next");
        as(TRAINER)
                .queryParam("cursor", next)
                .get("/api/v1/trainings/people/{id}/certificates", Tokens.idOf(ann))
                .then()
                .body("items.course", equalTo(List.of("run-campaign")))
                .body("next", nullValue());
    }

    @Test
    void the_description_names_every_shape_of_a_certificate() {
        given().accept(JSON)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/api/v1/trainings/people/{personId}/certificates/{certificateId}'"
                                + ".get.responses.'200'.content.keySet()",
                        containsInAnyOrder(JSON, PDF, Badge.MEDIA_TYPE, "text/plain"));
    }

    private static String expiry(String name) {
        return Held.all(name).getString("items[0].expiresOn");
    }

    private static String page(Tokens who, String name, String id) throws IOException {
        byte[] pdf =
                Held.get(who, name, id, PDF)
                        .statusCode(200)
                        .contentType(PDF)
                        .extract()
                        .asByteArray();
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static boolean isOf(JsonNode data, String name) {
        return data.at("/personId").asText().equals(Tokens.idOf(name).toString());
    }

    private static Tokens organiser(UUID campaign) {
        return Tokens.person(someone()).roles("campaign-organiser").campaign(campaign);
    }

    private static Tokens coordinator() {
        return Tokens.person(someone()).roles("regional-coordinator");
    }
}
