package org.assemble.training.certificate;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.training.certificate.model.CertificateNumber;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class CheckResourceTest {
    private static final String CHECK = "/api/v1/trainings/certificates/{number}";
    private static final int AT_ONCE = 30;

    private static final Random RANDOM = new Random();

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));

    @Test
    void T4_anyone_checks_a_certificate_by_its_number() {
        String ann = someone();
        trained(ann, "facilitation");
        String number = Held.number(ann);
        check(number).statusCode(200).body("$", equalTo(Map.of("valid", true)));
        check(number.toLowerCase(Locale.ROOT).replace("-", "")).body("valid", equalTo(true));
    }

    @Test
    void T4_unknown_withdrawn_expired_and_mistyped_have_the_same_answer() {
        String withdrawn = someone();
        trained(withdrawn, "facilitation");
        Held.withdraw(Held.NADIA, withdrawn, Held.only(withdrawn)).statusCode(200);
        String expired = someone();
        trained(expired, "facilitation");
        Held.expires(expired, today);
        List<String> numbers =
                List.of(
                        CertificateNumber.draw(RANDOM).shown(),
                        Held.number(withdrawn),
                        Held.number(expired),
                        "0000-0000-0000-0000-0001",
                        "nothing");
        for (String accept : List.of("application/json", "text/html")) {
            assertThat(numbers)
                    .extracting(number -> answer(number, accept))
                    .containsOnly(answer(numbers.getFirst(), accept));
        }
        assertThat(answer(numbers.getFirst(), "text/html"))
                .contains("This is not the number of a valid certificate");
        check(numbers.getFirst()).statusCode(200).body("$", equalTo(Map.of("valid", false)));
    }

    @Test
    void T4_the_last_day_is_a_valid_one() {
        String ann = someone();
        trained(ann, "facilitation");
        Held.expires(ann, today.plusDays(1));
        check(Held.number(ann)).body("valid", equalTo(true));
    }

    @Test
    void T4_a_browser_gets_a_page_to_read() {
        String ann = someone();
        trained(ann, "facilitation");
        from(address())
                .accept("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
                .get(CHECK, Held.number(ann))
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .body(containsString("This certificate is valid"));
    }

    @Test
    void D2_the_page_says_neither_who_nor_what() {
        String ann = someone();
        trained(ann, "facilitation");
        String number = Held.number(ann);
        for (String accept : List.of("application/json", "text/html")) {
            assertThat(answer(number, accept).toLowerCase(Locale.ROOT))
                    .doesNotContain("facilitation")
                    .doesNotContain(ann)
                    .doesNotContain(number.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void T4_who_guesses_numbers_has_to_wait() {
        String guesser = address();
        for (int i = 0; i < AT_ONCE; i++) {
            from(guesser).get(CHECK, guess()).then().statusCode(200);
        }
        Response refused = refusedFrom(guesser);
        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too-many-checks"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
        from(address()).get(CHECK, guess()).then().statusCode(200);
    }

    @Test
    void T4_a_valid_number_is_refused_too_while_the_address_has_to_wait() {
        String ann = someone();
        trained(ann, "facilitation");
        String number = Held.number(ann);
        String guesser = address();
        for (int i = 0; i < AT_ONCE; i++) {
            from(guesser).get(CHECK, guess());
        }
        refusedFrom(guesser);
        from(guesser).get(CHECK, number).then().statusCode(429);
    }

    @Test
    void T4_who_has_a_whole_network_of_addresses_is_one() {
        String network =
                "2001:db8:%x:%x:".formatted(RANDOM.nextInt(65_536), RANDOM.nextInt(65_536));
        for (int i = 0; i < AT_ONCE; i++) {
            from(network + ":" + Integer.toHexString(i + 1)).get(CHECK, guess());
        }
        refusedFrom(network + ":ffff").then().statusCode(429);
    }

    /// One may have been given back while the others were asked.
    private static Response refusedFrom(String address) {
        Response answer = from(address).get(CHECK, guess());
        for (int i = 0; i < AT_ONCE && answer.statusCode() == 200; i++) {
            answer = from(address).get(CHECK, guess());
        }
        return answer;
    }

    private static ValidatableResponse check(String number) {
        return from(address()).get(CHECK, number).then();
    }

    private static String answer(String number, String accept) {
        return from(address()).accept(accept).get(CHECK, number).then().extract().asString();
    }

    private static String guess() {
        return CertificateNumber.draw(RANDOM).text();
    }

    /// As the gateway says who asks.
    private static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    private static String address() {
        return "2001:db8:"
                + UUID.randomUUID().toString().substring(0, 4)
                + ":"
                + UUID.randomUUID().toString().substring(0, 4)
                + "::1";
    }
}
