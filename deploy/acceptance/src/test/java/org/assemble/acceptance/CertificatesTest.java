package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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

/// What proves that a training was completed (T4), as its holder and everyone else find it at the
/// gateway.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesTest {
    private static final String SESSIONS = "/api/v1/trainings/sessions/";

    private String certificates;
    private JsonPath newest;

    @BeforeAll
    void tariq_completes_a_training() {
        String tariq = JsonPath.from(claims(People.token("tariq"))).getString("sub");
        Instant endsAt = Instant.now().minus(Duration.ofMinutes(5));
        String session =
                People.post(
                                "tess",
                                "/api/v1/trainings/sessions",
                                Map.of(
                                        "course",
                                        "facilitation",
                                        "startsAt",
                                        endsAt.minus(Duration.ofMinutes(90)).toString(),
                                        "endsAt",
                                        endsAt.toString(),
                                        "timeZone",
                                        "Europe/London",
                                        "online",
                                        Map.of("url", "https://meet.assemble.example/t"),
                                        "capacity",
                                        5))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        People.post("tariq", SESSIONS + session + "/enrolments", Map.of("personIds", List.of()))
                .then()
                .statusCode(200);
        People.post(
                        "tess",
                        SESSIONS + session + "/attendance",
                        Map.of(
                                "attendances",
                                List.of(Map.of("personId", tariq, "minutesPresent", 90))))
                .then()
                .statusCode(200);
        certificates = "/api/v1/trainings/people/" + tariq + "/certificates";
        newest =
                People.get("tariq", certificates + "?limit=200")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        newest.setRootPath("items.find { it.sessionId == '" + session + "' }");
    }

    @Test
    void anyone_checks_it_at_the_address_that_is_printed_on_it() {
        String printed = newest.getString("checkAt");
        assertThat(printed).startsWith(WholePlatform.gateway().toString());
        String path = printed.substring(WholePlatform.gateway().toString().length());
        People.anyone().get(path).then().statusCode(200).body("valid", equalTo(true));
        People.anyone()
                .accept("text/html")
                .get(path)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("This certificate is valid"));
    }

    @Test
    void its_holder_prints_it_and_has_a_badge_whose_key_anyone_finds() {
        String one = certificates + "/" + newest.getString("id");
        byte[] pdf =
                People.as("tariq")
                        .accept("application/pdf")
                        .get(one)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        String badge =
                People.as("tariq")
                        .accept("application/vc+jwt")
                        .get(one)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        String header =
                new String(
                        Base64.getUrlDecoder().decode(badge.substring(0, badge.indexOf('.'))),
                        StandardCharsets.UTF_8);
        String key = JsonPath.from(header).getString("kid");
        assertThat(key).startsWith(WholePlatform.gateway().toString());
        People.anyone()
                .get(key.substring(WholePlatform.gateway().toString().length()))
                .then()
                .statusCode(200)
                .body("kty", equalTo("RSA"));
    }

    private static String claims(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }
}
