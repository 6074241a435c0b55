package org.assemble.training.course;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.change;
import static org.assemble.training.TrainingApi.comingSession;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.planned;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.put;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class CourseResourceTest {
    private static final String COURSES = "/api/v1/trainings/courses";
    private static final Tokens NADIA = Tokens.person("nadia").roles("national-admin");

    @Test
    void T1_the_four_trainings_are_there_with_their_lengths() {
        given().get(COURSES + "?limit=200")
                .then()
                .statusCode(200)
                .body(
                        "items.findAll { it.required }.code",
                        contains(
                                "facilitation",
                                "induction-culture",
                                "run-campaign",
                                "run-ward-assembly"))
                .body("items.findAll { it.required }.lengthMinutes", contains(90, 90, 120, 90))
                .body("items.name", hasItems("How to run an assembly campaign"));
    }

    @Test
    void the_list_is_paged() {
        List<String> all = given().get(COURSES + "?limit=200").then().extract().path("items.code");
        String next =
                given().get(COURSES + "?limit=3")
                        .then()
                        .statusCode(200)
                        .header("Link", containsString("rel=\"next\""))
                        .body("items.code", equalTo(all.subList(0, 3)))
                        .extract()
                        .path("next");
        given().queryParam("cursor", next)
                .get(COURSES)
                .then()
                .statusCode(200)
                .body("items.code[0]", equalTo(all.get(3)));
    }

    @Test
    void T2_the_national_team_adds_a_course_that_nobody_must_attend() {
        String code = added("Public speaking");
        given().get(COURSES + "/{code}", code)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Public speaking"))
                .body("lengthMinutes", equalTo(60))
                .body("required", equalTo(false))
                .body("version", equalTo(1))
                .body("materials.url", contains("https://example.org/slides"));
        post(NADIA, newCourse(code, "Again"), COURSES)
                .statusCode(409)
                .body("code", equalTo("course-exists"));
    }

    @Test
    void T1_an_edit_is_a_new_version_and_the_old_ones_stay_readable() {
        String code = added("Public speaking");
        change(NADIA, content("Speaking in public", 75), COURSES + "/{code}", code)
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2));
        change(NADIA, content("Speaking in public", 75), COURSES + "/{code}", code)
                .statusCode(200)
                .header("ETag", "\"2\"");
        given().get(COURSES + "/{code}/versions/1", code)
                .then()
                .statusCode(200)
                .body("name", equalTo("Public speaking"))
                .body("lengthMinutes", equalTo(60));
        given().get(COURSES + "/{code}/versions?limit=1", code)
                .then()
                .statusCode(200)
                .body("items.version", contains(1))
                .body("next", notNullValue());
        given().get(COURSES + "/{code}/versions/3", code)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-course-version"));
    }

    @Test
    void T3_a_session_names_the_version_that_it_is_given_by() {
        String code = added("Public speaking");
        String held = planned(TRAINER, newSession(code, 3));
        String coming = planned(TRAINER, comingSession(code, 3));
        change(NADIA, content("Speaking in public", 75), COURSES + "/{code}", code);
        given().get(SESSIONS + "/{id}", held).then().body("courseVersion", equalTo(1));
        given().get(SESSIONS + "/{id}", coming).then().body("courseVersion", equalTo(2));
    }

    @Test
    void T1_names_and_lengths_of_the_four_are_the_agreement_s_and_their_materials_are_free() {
        for (Map<String, Object> other :
                List.of(content("Facilitation", 60), content("Moderation", 90))) {
            change(NADIA, other, COURSES + "/facilitation")
                    .statusCode(409)
                    .body("code", equalTo("agreed-course"));
        }
        change(NADIA, Map.of(), COURSES + "/facilitation/retirement")
                .statusCode(409)
                .body("code", equalTo("course-required"));
        change(NADIA, content("Facilitation", 90), COURSES + "/facilitation")
                .statusCode(200)
                .body("materials", hasSize(1));
    }

    @Test
    void T3_a_course_is_given_by_those_who_may() {
        String code = added("Public speaking");
        Tokens tom = Tokens.person("tom").roles("trainer");
        change(
                        NADIA,
                        Map.of("anyTrainer", false, "trainers", List.of(Tokens.idOf("tom"))),
                        COURSES + "/{code}/trainers",
                        code)
                .statusCode(200);
        post(TRAINER, newSession(code, 3), SESSIONS)
                .statusCode(403)
                .body("code", equalTo("may-not-give-course"));
        Map<String, Object> byTess = newSession(code, 3);
        byTess.put("trainers", List.of(Tokens.idOf("tess")));
        post(tom, byTess, SESSIONS).statusCode(403).body("code", equalTo("may-not-give-course"));
        planned(tom, newSession(code, 3));
        as(tom).get(COURSES + "/{code}/trainers", code)
                .then()
                .statusCode(200)
                .body("trainers", contains(Tokens.idOf("tom").toString()));
        as(Tokens.person("olive")).get(COURSES + "/{code}/trainers", code).then().statusCode(403);
    }

    @Test
    void T2_of_a_retired_course_no_new_sessions_are_planned() {
        String code = added("Public speaking");
        change(NADIA, Map.of(), COURSES + "/{code}/retirement", code)
                .statusCode(200)
                .body("retiredAt", notNullValue());
        post(TRAINER, comingSession(code, 3), SESSIONS)
                .statusCode(409)
                .body("code", equalTo("course-retired"));
    }

    @Test
    void T1_a_course_is_retired_or_required_and_never_both() {
        String code = added("Public speaking");
        require(code, true).statusCode(204);
        change(NADIA, Map.of(), COURSES + "/{code}/retirement", code)
                .statusCode(409)
                .body("code", equalTo("course-required"));
        require(code, false).statusCode(204);
        change(NADIA, Map.of(), COURSES + "/{code}/retirement", code).statusCode(200);
        require(code, true).statusCode(409).body("code", equalTo("course-retired"));
        as(NADIA).get(COURSES + "/{code}", code).then().body("required", equalTo(false));
    }

    private static ValidatableResponse require(String code, boolean required) {
        return as(NADIA)
                .body(Map.of("required", required))
                .put("/api/v1/trainings/requirements/{code}", code)
                .then();
    }

    @Test
    void T1_two_people_who_edit_at_once_do_not_lose_anything() {
        String code = added("Public speaking");
        as(NADIA)
                .body(content("A", 60))
                .put(COURSES + "/{code}", code)
                .then()
                .statusCode(428)
                .body("code", equalTo("revision-needed"));
        put(NADIA, "\"1\"", content("A", 60), COURSES + "/{code}", code).statusCode(200);
        put(NADIA, "\"1\"", content("B", 60), COURSES + "/{code}", code)
                .statusCode(412)
                .body("code", equalTo("changed-meanwhile"));
        given().get(COURSES + "/{code}", code).then().body("name", equalTo("A"));
    }

    @Test
    void only_the_national_team_edits_courses() {
        post(TRAINER, newCourse("mine", "Mine"), COURSES).statusCode(403);
        change(TRAINER, content("Facilitation", 90), COURSES + "/facilitation").statusCode(403);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "url,           http://example.org/slides",
        "url,           javascript:alert(1)",
        "code,          Public Speaking",
        "lengthMinutes, 0",
        "name,          ''"
    })
    void a_course_that_can_not_be_is_refused(String field, String value) {
        Map<String, Object> course = newCourse(code(), "Public speaking");
        Map<String, Object> content = new HashMap<>(content("Public speaking", 60));
        switch (field) {
            case "url" ->
                    content.put("materials", List.of(Map.of("title", "Slides", "url", value)));
            case "code" -> course.put(field, value);
            case "lengthMinutes" -> content.put(field, Integer.valueOf(value));
            default -> content.put(field, value);
        }
        course.put("content", content);
        post(NADIA, course, COURSES).statusCode(400).body("code", equalTo("malformed-request"));
    }

    private static String code() {
        return "speaking-" + UUID.randomUUID();
    }

    private static String added(String name) {
        String code = code();
        return post(NADIA, newCourse(code, name), COURSES)
                .statusCode(201)
                .header("Location", endsWith(COURSES + "/" + code))
                .extract()
                .path("code");
    }

    private static Map<String, Object> newCourse(String code, String name) {
        return new HashMap<>(Map.of("code", code, "content", content(name, 60)));
    }

    private static Map<String, Object> content(String name, int minutes) {
        return Map.of(
                "name",
                name,
                "lengthMinutes",
                minutes,
                "materials",
                List.of(Map.of("title", "Slides", "url", "https://example.org/slides")));
    }
}
