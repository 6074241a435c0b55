package org.assemble.training.certificate;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.assemble.testkit.Golden;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// Badges as somebody outside verifies them: by the published key and what every Java has.
@QuarkusTest
@WithTestResource(RealParts.class)
class BadgeTest {
    private static final String PUBLIC = "https://assemble.example";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Golden CONTRACT =
            new Golden(
                    Golden.event("training-service", "").folder().resolveSibling("badges"),
                    "OpenBadgeCredential");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Inject Badges badges;

    /// A compact JWS, taken apart.
    private record Token(JsonNode header, JsonNode payload, byte[] signed, byte[] signature) {
        static Token of(String compact) throws IOException {
            String[] parts = compact.split("\\.");
            assertThat(parts).hasSize(3);
            return new Token(
                    JSON.readTree(decoded(parts[0])),
                    JSON.readTree(decoded(parts[1])),
                    (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                    decoded(parts[2]));
        }

        boolean isSignedBy(JsonNode key) throws GeneralSecurityException {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(
                    KeyFactory.getInstance("RSA")
                            .generatePublic(
                                    new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
            rsa.update(signed);
            return rsa.verify(signature);
        }

        private static BigInteger number(JsonNode key, String name) {
            return new BigInteger(1, decoded(key.at("/" + name).asText()));
        }
    }

    @Test
    void T4_a_badge_is_an_open_badge_as_the_contract_says() throws IOException {
        String ann = someone();
        trained(ann, "facilitation");
        JsonNode badge = badge(ann).payload();
        CONTRACT.fits(badge);
    }

    @Test
    void what_is_signed_is_the_golden_example() {
        CONTRACT.is(
                badges.badge(
                        new Certificate(
                                UUID.fromString("0190a1b2-0000-7000-8000-0000000000e1"),
                                "G7X2M9QK4TD8VR5HCW3V",
                                UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1"),
                                "facilitation",
                                "Facilitation",
                                1,
                                UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1"),
                                Instant.parse("2026-05-10T11:30:00.5Z"),
                                LocalDate.of(2028, 5, 10),
                                null,
                                null,
                                42)));
    }

    @Test
    void T4_the_signature_is_verified_by_the_key_that_the_badge_names() throws Exception {
        String ann = someone();
        trained(ann, "facilitation");
        Token badge = badge(ann);
        assertThat(badge.header().at("/alg").asText()).isEqualTo("RS256");
        assertThat(badge.header().properties()).hasSize(3);
        assertThat(badge.isSignedBy(key(badge))).isTrue();
        badge.signed()[10] ^= 1;
        assertThat(badge.isSignedBy(key(badge))).isFalse();
    }

    @Test
    void T4_the_tokens_claims_say_the_same_as_the_badge() throws IOException {
        String ann = someone();
        trained(ann, "facilitation");
        Held.expires(ann, LocalDate.now(LONDON).plusYears(2));
        JsonNode badge = badge(ann).payload();
        assertThat(badge.at("/iss")).isEqualTo(badge.at("/issuer/id"));
        assertThat(badge.at("/jti")).isEqualTo(badge.at("/id"));
        assertThat(badge.at("/sub")).isEqualTo(badge.at("/credentialSubject/id"));
        assertThat(badge.at("/nbf").asLong())
                .isEqualTo(Instant.parse(badge.at("/validFrom").asText()).getEpochSecond());
        assertThat(badge.at("/exp").asLong())
                .isEqualTo(Instant.parse(badge.at("/validUntil").asText()).getEpochSecond());
        assertThat(Instant.parse(badge.at("/validUntil").asText()).atZone(LONDON).toLocalDateTime())
                .isEqualTo(LocalDate.now(LONDON).plusYears(2).atStartOfDay());
    }

    @Test
    void T4_a_badge_leads_to_the_public_check() throws IOException {
        String ann = someone();
        trained(ann, "facilitation");
        String address = badge(ann).payload().at("/id").asText();
        assertThat(address).startsWith(PUBLIC);
        given().get(address.substring(PUBLIC.length())).then().body("valid", equalTo(true));
    }

    @Test
    void D2_a_badge_names_nobody() throws IOException {
        String ann = someone();
        trained(ann, "facilitation");
        JsonNode badge = badge(ann).payload();
        assertThat(badge.at("/credentialSubject/id").asText())
                .isEqualTo("urn:uuid:" + Tokens.idOf(ann));
        assertThat(badge.toString()).doesNotContain(ann).doesNotContain("@example.org");
    }

    @Test
    void T4_a_badge_is_the_same_each_time() {
        String ann = someone();
        trained(ann, "facilitation");
        assertThat(compact(ann, "text/plain")).isEqualTo(compact(ann, Badge.MEDIA_TYPE));
    }

    @Test
    void T4_what_is_withdrawn_shows_in_the_public_status_list() throws Exception {
        String ann = someone();
        trained(ann, "facilitation");
        JsonNode status = badge(ann).payload().at("/credentialStatus");
        int place = status.at("/statusListIndex").asInt();
        String list = status.at("/statusListCredential").asText().substring(PUBLIC.length());
        assertThat(isSet(list, place)).isFalse();
        Held.withdraw(Held.NADIA, ann, Held.only(ann)).statusCode(200);
        Soon.holds(() -> assertThat(isSet(list, place)).isTrue());
    }

    @Test
    void T4_a_list_in_which_nothing_is_yet_is_not_there() {
        given().get("/api/v1/trainings/issuer/statuses/7").then().statusCode(404);
        given().get("/api/v1/trainings/issuer/statuses/-1").then().statusCode(400);
    }

    @Test
    void T4_keys_that_signed_before_stay_published() {
        given().get("/api/v1/trainings/issuer/keys")
                .then()
                .statusCode(200)
                .body("keys", hasSize(2))
                .body("keys.findAll { it.d != null || it.p != null }", hasSize(0));
        given().get("/api/v1/trainings/issuer")
                .then()
                .statusCode(200)
                .body("id", equalTo(PUBLIC + "/api/v1/trainings/issuer"))
                .body("assertionMethod", hasSize(2));
        given().get("/api/v1/trainings/issuer/keys/none").then().statusCode(404);
    }

    private static JsonNode key(Token token) throws IOException {
        String address = token.header().at("/kid").asText();
        assertThat(address).startsWith(PUBLIC);
        return JSON.readTree(given().get(address.substring(PUBLIC.length())).asString());
    }

    private static boolean isSet(String list, int place) {
        try {
            Token token = Token.of(given().get(list).then().statusCode(200).extract().asString());
            assertThat(token.isSignedBy(key(token))).isTrue();
            String encoded = token.payload().at("/credentialSubject/encodedList").asText();
            byte[] bits =
                    new GZIPInputStream(new ByteArrayInputStream(decoded(encoded.substring(1))))
                            .readAllBytes();
            return (bits[place / 8] >> 7 - place % 8 & 1) == 1;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(list, e);
        }
    }

    private static Token badge(String name) throws IOException {
        return Token.of(compact(name, Badge.MEDIA_TYPE));
    }

    private static String compact(String name, String accept) {
        return Held.get(Tokens.person(name), name, Held.only(name), accept)
                .statusCode(200)
                .extract()
                .asString();
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
