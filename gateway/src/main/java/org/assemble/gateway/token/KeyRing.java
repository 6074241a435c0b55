package org.assemble.gateway.token;

import java.security.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// The keys that the sign-in publishes at one time, and what a token signed with one of them must
/// say. Immutable: new keys are a new ring.
final class KeyRing {

    private static final int MOST_KEYS = 100;

    /// Asymmetric only: with a symmetric one, whoever can check could also sign.
    private static final AlgorithmConstraints ALGORITHMS =
            new AlgorithmConstraints(
                    ConstraintType.PERMIT,
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /// Before the sign-in was ever reached: it holds nothing.
    static final KeyRing EMPTY = new KeyRing("", "", Map.of());

    private final Map<String, Key> keys;
    private final JwtConsumer consumer;

    private KeyRing(String issuer, String audience, Map<String, Key> keys) {
        this.keys = Map.copyOf(keys);
        this.consumer =
                new JwtConsumerBuilder()
                        .setJwsAlgorithmConstraints(ALGORITHMS)
                        .setVerificationKeyResolver(
                                (signed, _) -> key(signed.getKeyIdHeaderValue()))
                        .setExpectedIssuer(issuer)
                        .setExpectedAudience(audience)
                        .setRequireExpirationTime()
                        .build();
    }

    /// @param issuer what tokens must name as theirs
    /// @param audience what tokens must be made for
    /// @param published a JSON web key set (RFC 7517)
    static KeyRing of(String issuer, String audience, String published) {
        Objects.requireNonNull(issuer, "the sign-in does not say what it is called");
        Map<String, Key> keys = new HashMap<>();
        try {
            for (JsonWebKey key : new JsonWebKeySet(published).getJsonWebKeys()) {
                if (key instanceof PublicJsonWebKey open
                        && open.getKeyId() != null
                        && !Use.ENCRYPTION.equals(open.getUse())
                        && keys.size() < MOST_KEYS) {
                    keys.put(open.getKeyId(), open.getPublicKey());
                }
            }
        } catch (JoseException unreadable) {
            throw new IllegalArgumentException("the sign-in's keys can't be read", unreadable);
        }
        return new KeyRing(issuer, audience, keys);
    }

    boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    /// Whether this very key is published under this name.
    boolean has(String keyId, Key key) {
        return key.equals(keys.get(keyId));
    }

    Key key(String keyId) throws UnresolvableKeyException {
        Key found = keys.get(keyId);
        if (found == null) {
            throw new UnresolvableKeyException("no key is published under this name");
        }
        return found;
    }

    /// What a token says, if all of it holds: signature, issuer, audience, `exp` and `nbf`.
    JwtClaims verify(String token) throws InvalidJwtException {
        return consumer.processToClaims(token);
    }
}
