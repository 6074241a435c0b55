package org.assemble.platform.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID PERSON = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    private Instant now = NOW;
    private final VerifiedTokens tokens =
            new VerifiedTokens(
                    new Clock() {
                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }

                        @Override
                        public Instant instant() {
                            return now;
                        }
                    },
                    100,
                    Duration.ofMinutes(1));

    private static String token(String key, String name) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + key + "\"}";
        return Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + name
                + ".signature";
    }

    /// What the framework comes to when it has verified a token that expires in five minutes.
    private void verified(String token, String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setClaim("exp", NOW.plusSeconds(300).getEpochSecond());
        AccessTokenCredential credential = new AccessTokenCredential(token);
        SecurityIdentity identity =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(new OidcJwtCallerPrincipal(claims, credential))
                        .addCredential(credential)
                        .addRole("finance")
                        .addAttribute("its request", new Object())
                        .build();
        tokens.augment(identity, null).await().indefinitely();
    }

    private SecurityIdentity found(String token) {
        return tokens.authenticate(
                        new TokenAuthenticationRequest(new AccessTokenCredential(token)), null)
                .await()
                .indefinitely();
    }

    @Test
    void a_token_that_was_verified_is_known_again_with_its_roles_and_its_caller() {
        String token = token("key", "olive");
        assertThat(found(token)).isNull();
        verified(token, PERSON.toString());
        SecurityIdentity again = found(token);
        assertThat(again.getRoles()).containsExactly("finance");
        assertThat(again.<Caller>getAttribute(CurrentCaller.ATTRIBUTE).personId())
                .isEqualTo(PERSON);
        assertThat(again.getAttributes()).doesNotContainKey("its request");
        assertThat(found(token + "x")).isNull();
    }

    @Test
    void from_its_expiry_on_it_is_verified_again() {
        String token = token("key", "olive");
        verified(token, PERSON.toString());
        now = NOW.plusSeconds(299);
        assertThat(found(token)).isNotNull();
        now = NOW.plusSeconds(300);
        assertThat(found(token)).isNull();
    }

    @Test
    void when_the_keys_change_all_are_verified_again() {
        verified(token("old", "olive"), PERSON.toString());
        verified(token("new", "fin"), PERSON.toString());
        assertThat(found(token("old", "olive"))).isNull();
        assertThat(found(token("new", "fin"))).isNotNull();
    }

    @Test
    void a_token_that_names_no_person_is_not_remembered() {
        String token = token("key", "nobody");
        verified(token, "a service account");
        assertThat(found(token)).isNull();
    }
}
