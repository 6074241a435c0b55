package org.assemble.training.certificate;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.attend;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.present;
import static org.assemble.training.TrainingApi.session;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assemble.testkit.Golden;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.assemble.training.TrainingApi;
import org.assemble.training.certificate.StatusLists.Signed;
import org.assemble.training.certificate.model.StatusBits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    private static final Golden LIST =
            new Golden(CONTRACT.folder(), "BitstringStatusListCredential");
    private static final Golden ISSUER = new Golden(CONTRACT.folder(), "Issuer");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Inject Badges badges;
    @Inject StatusLists lists;
    @Inject Issuing issuing;

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
    void what_is_signed_is_the_golden_example() throws IOException {
        CONTRACT.is(badges.badge(heldUntil(LocalDate.of(2028, 5, 10))));
        LIST.is(lists.credential(3, "uH4sIAAAAAAAA", Instant.parse("2026-05-10T11:30:00Z")));
        ISSUER.is(JSON.readTree(given().get("/api/v1/trainings/issuer").asString()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29, 2026-03-29T00:00:00Z",
        "2026-03-30, 2026-03-29T23:00:00Z",
        "2026-10-25, 2026-10-24T23:00:00Z",
        "2026-10-26, 2026-10-26T00:00:00Z"
    })
    void T4_a_badge_ends_with_the_day_in_london_also_when_clocks_change(
            LocalDate expiresOn, Instant validUntil) {
        Badge badge = badges.badge(heldUntil(expiresOn));
        assertThat(badge.validUntil()).isEqualTo(validUntil);
        assertThat(badge.exp()).isEqualTo(validUntil.getEpochSecond());
    }

    private static Certificate heldUntil(LocalDate expiresOn) {
        return new Certificate(
                UUID.fromString("0190a1b2-0000-7000-8000-0000000000e1"),
                "G7X2M9QK4TD8VR5HCW3V",
                UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1"),
                "facilitation",
                "Facilitation",
                1,
                UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1"),
                Instant.parse("2026-05-10T11:30:00.5Z"),
                expiresOn,
                null,
                null,
                42);
    }

    @Test
    void T4_the_signature_is_verified_by_the_key_that_the_badge_names() throws Exception {
        String ann = someone();
        trained(ann, "facilitation");
        Token badge = badge(ann);
        assertThat(badge.header().at("/alg").asText()).isEqualTo("RS256");
        assertThat(badge.header().at("/typ").asText()).isEqualTo("JWT");
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
    void T4_a_status_list_is_a_credential_that_says_how_long_it_holds() throws IOException {
        Response answer = given().get("/api/v1/trainings/issuer/statuses/0");
        Token list = Token.of(answer.asString());
        assertThat(list.header().at("/typ").asText()).isEqualTo("vc+jwt");
        LIST.fits(list.payload());
        // Tests let it be a second old, and so does the answer, at most.
        assertThat(answer.header("Cache-Control")).matches("public, max-age=[01]");
        assertThat(list.payload().at("/exp").asLong() - list.payload().at("/nbf").asLong())
                .isEqualTo(301);
    }

    @Test
    void T4_who_keeps_a_list_keeps_it_for_what_is_left_of_its_time() {
        Instant until = Instant.parse("2026-05-10T11:30:00Z");
        Signed list = new Signed("list", until);
        assertThat(list.secondsLeft(until.minusSeconds(60))).isEqualTo(60);
        assertThat(list.secondsLeft(until.minusMillis(1_999))).isEqualTo(1);
        assertThat(list.secondsLeft(until.plusSeconds(1))).isZero();
    }

    @Test
    void T4_however_many_ask_for_a_list_while_it_is_made_it_is_made_once() throws Exception {
        AsyncCache<Long, String> kept = Caffeine.newBuilder().buildAsync();
        CompletableFuture<String> making = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        Uni<String> one =
                Uni.createFrom()
                        .deferred(() ->
                                StatusLists.once(
                                        kept,
                                        0L,
                                        () -> {
                                            begun.incrementAndGet();
                                            return Uni.createFrom().completionStage(making);
                                        }));
        try (ExecutorService others = Executors.newSingleThreadExecutor()) {
            var all =
                    others.submit(() ->
                            await(() -> Uni.join().all(Collections.nCopies(8, one)).andFailFast()));
            Soon.holds(() -> assertThat(begun).hasValue(1));
            making.complete("made");
            assertThat(all.get()).isEqualTo(Collections.nCopies(8, "made"));
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void T4_who_draws_a_place_that_is_taken_draws_again() {
        String ann = someone();
        String ben = someone();
        try (Connection other = RealParts.connect("test");
                var turn = other.createStatement()) {
            // So that nobody else issues what is missing meanwhile.
            turn.execute("select pg_advisory_lock(4155, 5)");
            UUID first = withoutCertificate(ann);
            UUID second = withoutCertificate(ben);
            PlacesFirst same = new PlacesFirst(7, 7, 7, 8);
            await(() ->
                    Panache.withTransaction(() -> issuing.issue(List.of(first, second), same, 64)));
            assertThat(same.left()).isZero();
            assertThat(Held.number(ann)).isNotEqualTo(Held.number(ben));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void D2_who_attended_together_are_no_neighbours_in_the_list() {
        String session = session("facilitation", 10);
        List<String> people = Stream.generate(TrainingApi::someone).limit(10).toList();
        people.forEach(person -> enrol(Tokens.person(person), session).statusCode(200));
        attend(
                        session,
                        people.stream()
                                .map(person -> present(Tokens.idOf(person), 90))
                                .toArray(TrainingApi.Present[]::new))
                .statusCode(200);
        // Ten by chance of 131,072: that they are so close happens once in 10 to the 30.
        assertThat(
                        Held.count(
                                "select max(status_index) - min(status_index) from certificate join"
                                        + " completion on id = completion_id where session_id = '%s'"
                                                .formatted(session)))
                .isGreaterThan(100);
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

    /// By chance, but for the places in the list, of which the first are given.
    private static final class PlacesFirst implements RandomGenerator {
        private final Deque<Integer> places;
        private final RandomGenerator then = new SecureRandom();

        PlacesFirst(Integer... places) {
            this.places = new ArrayDeque<>(List.of(places));
        }

        int left() {
            return places.size();
        }

        @Override
        public int nextInt(int bound) {
            return bound == StatusBits.LENGTH && !places.isEmpty()
                    ? places.removeFirst()
                    : then.nextInt(bound);
        }

        @Override
        public long nextLong() {
            return then.nextLong();
        }
    }

    private static UUID withoutCertificate(String name) {
        trained(name, "facilitation");
        String id = Held.only(name);
        Held.sql("delete from certificate where completion_id = '%s'".formatted(id));
        return UUID.fromString(id);
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
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
