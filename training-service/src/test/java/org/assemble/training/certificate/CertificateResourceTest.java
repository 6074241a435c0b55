package org.assemble.training.certificate;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.attend;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.change;
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
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
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

    /// As 32 bits count days, 2020-01-01.
    private static final LocalDate FOUR_BILLION_DAYS_ON =
            LocalDate.of(2020, 1, 1).plusDays(1L << Integer.SIZE);

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
        Held.completesToday(before, COURSE);
        Held.decide(COURSE, today, 24).statusCode(201);
        Held.completesToday(after, COURSE);
        Held.decide(COURSE, today, null).statusCode(201);
        Held.completesToday(forever, COURSE);
        assertThat(expiry(before)).isEqualTo(today.plusMonths(12).toString());
        assertThat(expiry(after)).isEqualTo(today.plusMonths(24).toString());
        assertThat(expiry(forever)).isNull();
    }

    @Test
    void T4_when_it_expires_is_said_too() {
        String ann = someone();
        Held.decide(COURSE, today, 12).statusCode(201);
        Held.completesToday(ann, COURSE);
        var told =
                Messages.of("training")
                        .await("TrainingCompleted.v1", data -> isOf(data, ann))
                        .data();
        Golden.event("training-service", "TrainingCompleted.v1").fits(told);
        assertThat(told.at("/expiresOn").asText()).isEqualTo(today.plusMonths(12).toString());
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
        Held.decide("facilitation", today.plusYears(10).plusDays(1), 12)
                .statusCode(422)
                .body("code", equalTo("term-too-far-ahead"))
                .body("errors.pointer", equalTo(List.of("/validFrom")));
        Held.decide("facilitation", FOUR_BILLION_DAYS_ON, 12)
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/validFrom")));
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
        for (Tokens who : inWhoseCare(campaign)) {
            Held.get(who, ann, id, JSON).statusCode(200);
        }
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
    void D1_what_can_be_shown_as_ones_own_is_for_the_holder_alone() {
        String ann = someone();
        UUID campaign = campaign();
        member(campaign, ann);
        trained(ann, "facilitation");
        String id = Held.only(ann);
        for (String accept : List.of(PDF, Badge.MEDIA_TYPE)) {
            Held.get(Tokens.person(ann), ann, id, accept).statusCode(200);
            for (Tokens who : inWhoseCare(campaign)) {
                Held.get(who, ann, id, accept)
                        .statusCode(403)
                        .body("code", equalTo("not-your-certificate"));
            }
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
    void T4_the_page_has_the_name_of_the_holders_sign_in_on_it() throws IOException {
        String ann = someone();
        trained(ann, "facilitation");
        String id = Held.only(ann);
        assertThat(page(Tokens.person(ann), ann, id)).contains(ann).contains(Held.number(ann));
    }

    @Test
    void T4_what_is_withdrawn_has_a_reason_for_the_holder_and_none_for_the_others() {
        String ann = someone();
        UUID campaign = campaign();
        member(campaign, ann);
        trained(ann, "facilitation");
        String id = Held.only(ann);
        Held.withdraw(Held.NADIA, ann, id).statusCode(200).body("standing", equalTo("WITHDRAWN"));
        for (Tokens who : List.of(Tokens.person(ann), Held.NADIA)) {
            Held.get(who, ann, id, JSON)
                    .body("standing", equalTo("WITHDRAWN"))
                    .body("withdrawnReason", equalTo("It was somebody else"));
        }
        for (Tokens who : List.of(TRAINER, organiser(campaign), coordinator().region(YORKSHIRE))) {
            Held.get(who, ann, id, JSON)
                    .body("standing", equalTo("WITHDRAWN"))
                    .body("$", not(hasKey("withdrawnReason")));
        }
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
    void T4_the_national_team_finds_what_it_is_told_of_and_withdraws_it() {
        String ann = someone();
        trained(ann, "facilitation");
        String number = Held.number(ann);
        JsonPath found =
                as(Held.NADIA)
                        .get("/api/v1/trainings/certificates/{number}/details", number)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(found.getString("number")).isEqualTo(number);
        String id = found.getString("id");
        assertThat(
                        as(Held.NADIA)
                                .get(
                                        "/api/v1/trainings/people/{id}/certificates",
                                        found.getString("personId"))
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getList("items.id"))
                .isEqualTo(List.of(id));
        Held.withdraw(Held.NADIA, ann, id).statusCode(200).body("standing", equalTo("WITHDRAWN"));
    }

    @Test
    void T4_whose_a_number_is_the_national_team_alone_is_told() {
        String ann = someone();
        trained(ann, "facilitation");
        String path = "/api/v1/trainings/certificates/{number}/details";
        String number = Held.number(ann);
        as(TRAINER).get(path, number).then().statusCode(403).body("code", equalTo("not-allowed"));
        as(Tokens.person(ann)).get(path, number).then().statusCode(403);
        given().get(path, number).then().statusCode(401);
        for (String none : List.of("0000-0000-0000-0000-0001", "nothing")) {
            as(Held.NADIA)
                    .get(path, none)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("unknown-certificate"));
        }
    }

    @Test
    void T4_of_two_withdrawals_at_once_one_does_it_and_the_other_is_told() throws Exception {
        String ann = someone();
        trained(ann, "facilitation");
        String id = Held.only(ann);
        List<Answered> answers = new ArrayList<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2);
                Connection held = RealParts.connect("test")) {
            held.setAutoCommit(false);
            try (var row = held.createStatement()) {
                row.execute("select from completion where id = '%s' for update".formatted(id));
            }
            var asked =
                    Stream.of("It was Ben", "It was Cleo")
                            .map(reason -> both.submit(() -> withdraw(ann, id, reason)))
                            .toList();
            Soon.holds(() -> assertThat(Held.waiting()).isEqualTo(2));
            held.rollback();
            for (var answer : asked) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).extracting(Answered::status).containsExactlyInAnyOrder(200, 409);
        Answered done = answers.stream().filter(one -> one.status() == 200).findAny().orElseThrow();
        assertThat(done.told()).isEqualTo(done.reason());
        Held.get(Tokens.person(ann), ann, id, JSON).body("withdrawnReason", equalTo(done.reason()));
    }

    @Test
    void T4_what_was_withdrawn_does_not_come_back_with_the_same_attendance_told_again() {
        String ann = someone();
        String ben = someone();
        String session = session("facilitation", 2);
        enrol(Tokens.person(ann), session);
        enrol(Tokens.person(ben), session);
        UUID a = Tokens.idOf(ann);
        UUID b = Tokens.idOf(ben);
        attend(session, present(a, 90), present(b, 10)).statusCode(200);
        Held.withdraw(Held.NADIA, ann, Held.only(ann)).statusCode(200);
        attend(session, present(a, 90), present(b, 85))
                .statusCode(200)
                .body("counted", containsInAnyOrder(a.toString(), b.toString()))
                .body("withdrawn", equalTo(List.of(a.toString())));
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("WITHDRAWN"));
        assertThat(Held.all(ben).getList("items.standing")).isEqualTo(List.of("VALID"));
    }

    @Test
    void T4_a_withdrawal_that_is_under_way_is_awaited_by_the_list_that_is_told_again()
            throws Exception {
        String ann = someone();
        String session = session("facilitation", 1);
        enrol(Tokens.person(ann), session);
        attend(session, present(Tokens.idOf(ann), 90)).statusCode(200);
        try (ExecutorService trainer = Executors.newSingleThreadExecutor();
                Connection admin = RealParts.connect("test")) {
            admin.setAutoCommit(false);
            try (var withdrawal = admin.createStatement()) {
                withdrawal.execute(
                        ("update completion set withdrawn_at = now(), withdrawn_by = person_id,"
                                        + " withdrawn_reason = 'a test' where person_id = '%s'")
                                .formatted(Tokens.idOf(ann)));
            }
            var again = trainer.submit(() -> attend(session, present(Tokens.idOf(ann), 90)));
            Soon.holds(() -> assertThat(Held.waiting()).isEqualTo(1));
            admin.commit();
            again.get().statusCode(200);
        }
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("WITHDRAWN"));
    }

    @Test
    void T4_a_correction_that_makes_the_attendance_count_gives_it_back() {
        String ann = someone();
        UUID person = Tokens.idOf(ann);
        String session = session("facilitation", 1);
        attend(session, present(person, 90)).statusCode(200);
        String number = Held.number(ann);
        correct(session, person, 10).statusCode(200);
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("WITHDRAWN"));
        given().get("/api/v1/trainings/certificates/{number}", number)
                .then()
                .body("valid", equalTo(false));
        correct(session, person, 90).statusCode(200);
        assertThat(Held.all(ann).getList("items.standing"))
                .isEqualTo(List.of("WITHDRAWN", "VALID"));
        assertThat(Held.all(ann).getList("items.number")).doesNotHaveDuplicates();
    }

    @Test
    void T4_a_correction_of_some_minutes_does_not_undo_what_the_national_team_withdrew() {
        String ann = someone();
        UUID person = Tokens.idOf(ann);
        String session = session("facilitation", 1);
        attend(session, present(person, 90)).statusCode(200);
        Held.withdraw(Held.NADIA, ann, Held.only(ann)).statusCode(200);
        correct(session, person, 85).statusCode(200);
        assertThat(Held.all(ann).getList("items.standing")).isEqualTo(List.of("WITHDRAWN"));
        correct(session, person, 10).statusCode(200);
        correct(session, person, 90).statusCode(200);
        assertThat(Held.all(ann).getList("items.standing"))
                .isEqualTo(List.of("WITHDRAWN", "VALID"));
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

    /// What a withdrawal was answered, and the reason that it gave.
    private record Answered(int status, String reason, String told) {}

    private static Answered withdraw(String name, String id, String reason) {
        var answer =
                post(
                                Held.NADIA,
                                Map.of("reason", reason),
                                Held.ONE + "/withdrawal",
                                Tokens.idOf(name),
                                id)
                        .extract();
        return new Answered(answer.statusCode(), reason, answer.path("withdrawnReason"));
    }

    private static ValidatableResponse correct(String session, UUID person, int minutes) {
        return change(
                TRAINER,
                Map.of("minutesPresent", minutes, "reason", "The call had lost her."),
                "/api/v1/trainings/sessions/{id}/attendance/{person}",
                session,
                person);
    }

    private static List<Tokens> inWhoseCare(UUID campaign) {
        return List.of(TRAINER, Held.NADIA, organiser(campaign), coordinator().region(YORKSHIRE));
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
