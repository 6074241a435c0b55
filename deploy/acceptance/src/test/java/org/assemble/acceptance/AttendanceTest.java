package org.assemble.acceptance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who was at a training (T3), told through the gateway: by the link at the door, and by the list
/// of the call, in which people are found by the address that the realm has verified.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttendanceTest {
    private static final String SESSIONS = "/api/v1/trainings/sessions";
    private static final Instant BEGAN = Instant.now().minus(Duration.ofMinutes(30));

    private String session;

    @BeforeAll
    void tess_gives_a_training() {
        session =
                People.post("tess", SESSIONS, session())
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    @Test
    void T3_who_has_the_link_at_the_door_comes_in_and_goes() {
        String token =
                People.post("tess", SESSIONS + "/" + session + "/door", Map.of())
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("token");
        for (String path : List.of("check-ins", "check-outs")) {
            People.post("otto", "/api/v1/trainings/door/" + path, Map.of("token", token))
                    .then()
                    .statusCode(200)
                    .body("sessionId", equalTo(session))
                    .body("enrolled", equalTo(false));
        }
        People.get("tess", SESSIONS + "/" + session + "/attendance")
                .then()
                .statusCode(200)
                .body("items.personId", hasItem(idOf("otto")));
    }

    @Test
    void T3_who_is_in_the_list_of_the_call_is_found_by_a_verified_address() {
        People.as("tariq").put("/api/v1/trainings/call-address").then().statusCode(200);
        String list =
                "Who,Mail,Minutes\nTariq,tariq@example.org,20\nSomebody,somebody@example.net,20\n";
        People.as("tess")
                .contentType("text/csv; charset=UTF-8")
                .queryParams(
                        Map.of(
                                "nameColumn", "Who",
                                "emailColumn", "Mail",
                                "minutesColumn", "Minutes"))
                .body(list.getBytes(StandardCharsets.UTF_8))
                .post(SESSIONS + "/" + session + "/attendance-lists")
                .then()
                .statusCode(201)
                .body("attendees", equalTo(2))
                .body("unmatched", equalTo(1))
                .body("notEnrolled", contains(idOf("tariq")));
    }

    @Test
    void T3_the_link_of_the_call_is_not_everybody_s() {
        String path = SESSIONS + "/" + session;
        People.anyone()
                .get(path)
                .then()
                .statusCode(200)
                .body("online", notNullValue())
                .body("online.url", nullValue());
        People.get("tess", path).then().body("online.url", notNullValue());
    }

    private static Map<String, Object> session() {
        return Map.of(
                "course",
                "facilitation",
                "startsAt",
                BEGAN.toString(),
                "endsAt",
                BEGAN.plus(Duration.ofMinutes(90)).toString(),
                "timeZone",
                "Europe/London",
                "online",
                Map.of("url", "https://meet.assemble.example/attendance"),
                "capacity",
                5);
    }

    private static String idOf(String person) {
        String claims = People.token(person).split("\\.")[1];
        return JsonPath.from(
                        new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .getString("sub");
    }
}
