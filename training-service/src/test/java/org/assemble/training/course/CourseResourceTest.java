package org.assemble.training.course;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class CourseResourceTest {
    @Test
    void T1_the_four_trainings_are_there_with_their_lengths() {
        given().get("/api/v1/trainings/courses")
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
        String next =
                given().get("/api/v1/trainings/courses?limit=3")
                        .then()
                        .statusCode(200)
                        .header("Link", containsString("rel=\"next\""))
                        .extract()
                        .path("next");
        given().queryParam("cursor", next)
                .get("/api/v1/trainings/courses")
                .then()
                .statusCode(200)
                .body("items.code", contains("run-ward-assembly"));
    }
}
