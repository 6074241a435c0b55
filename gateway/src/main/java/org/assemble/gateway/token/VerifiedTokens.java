package org.assemble.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.security.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.problem.Refusal;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/// Verifies tokens, and remembers those whose signature was verified a short while ago, so that it
/// isn't computed again for each request. A remembered token counts only as long as the token
/// itself says, and as long as the key that signed it is published.
@Singleton
class VerifiedTokens {

    private static final String CAMPAIGN = "/campaign/";

    private record Verified(Caller caller, String keyId, Key key) {}

    private final SigningKeys keys;
    private final Cache<String, Verified> remembered;
    private final InstantSource clock = InstantSource.system();

    VerifiedTokens(SigningKeys keys, GatewaySettings settings) {
        this.keys = keys;
        this.remembered =
                Caffeine.newBuilder()
                        .maximumSize(settings.tokens().remembered())
                        .expireAfterWrite(settings.tokens().rememberedFor())
                        .executor(Runnable::run) // to wake another thread costs more than the work
                        .build();
    }

    /// Whom a token that was verified before speaks for.
    Optional<Caller> find(String token) {
        return Optional.ofNullable(remembered.getIfPresent(token))
                .filter(found -> keys.ring().has(found.keyId(), found.key()))
                .map(Verified::caller)
                .filter(caller -> clock.instant().getEpochSecond() < caller.untilSecond());
    }

    /// Whom a token speaks for; fails with [Invalid] where it speaks for nobody.
    Future<Caller> verify(String token) {
        String keyId;
        try {
            keyId = JsonWebStructure.fromCompactSerialization(token).getKeyIdHeaderValue();
        } catch (JoseException noToken) {
            return Future.failedFuture(new Invalid(Refusal.NOT_SIGNED_IN));
        }
        return keyId == null
                ? Future.failedFuture(new Invalid(Refusal.NOT_SIGNED_IN))
                : keys.having(keyId).map(ring -> verify(token, keyId, ring));
    }

    private Caller verify(String token, String keyId, KeyRing ring) {
        if (!ring.has(keyId)) {
            throw keys.isAbsent(keyId)
                    ? new Invalid(Refusal.NOT_SIGNED_IN)
                    : Invalid.until(keys.untilAskedAgain());
        }
        try {
            Caller caller = read(ring.verify(token));
            remembered.put(token, new Verified(caller, keyId, ring.key(keyId)));
            return caller;
        } catch (InvalidJwtException invalid) {
            throw new Invalid(invalid.hasExpired() ? Refusal.TOKEN_EXPIRED : Refusal.NOT_SIGNED_IN);
        } catch (JoseException | MalformedClaimException unreadable) {
            throw new Invalid(Refusal.NOT_SIGNED_IN);
        }
    }

    private static Caller read(JwtClaims claims) throws MalformedClaimException {
        return new Caller(
                client(claims),
                text(claims.getSubject()),
                texts(
                                claims.getClaimValue("realm_access") instanceof Map<?, ?> access
                                        ? access.get("roles")
                                        : null)
                        .collect(Collectors.toUnmodifiableSet()),
                texts(claims.getClaimValue("groups"))
                        .filter(group -> group.startsWith(CAMPAIGN))
                        .map(group -> group.substring(CAMPAIGN.length()))
                        .collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(List.of(text(claims.getClaimValue("scope")).split(" "))),
                claims.getExpirationTime().getValue());
    }

    /// The application that the token was given to (`azp`, as OpenID Connect has it).
    private static String client(JwtClaims claims) {
        String named = text(claims.getClaimValue("azp"));
        return named.isEmpty() ? "unnamed" : named;
    }

    private static String text(Object claim) {
        return claim == null ? "" : claim.toString();
    }

    private static Stream<String> texts(Object claim) {
        return claim instanceof Collection<?> many
                ? many.stream().map(Object::toString)
                : Stream.of();
    }

    /// A token that opens nothing, and how that is said.
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;
        private final long retryAfterSeconds;

        Invalid(Refusal refusal) {
            this(refusal, 0);
        }

        private Invalid(Refusal refusal, long retryAfterSeconds) {
            super(refusal.code(), null, false, false);
            this.refusal = refusal;
            this.retryAfterSeconds = retryAfterSeconds;
        }

        /// Nobody can say yet: its key is not known, and may not be asked for just now.
        static Invalid until(Duration askedAgain) {
            return new Invalid(Refusal.SIGN_IN_AWAY, askedAgain.toSeconds() + 1);
        }

        /// After which the same token may be good; 0 where it won't.
        long retryAfterSeconds() {
            return retryAfterSeconds;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
