package org.assemble.gateway.world;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A sign-in that publishes its keys and signs real tokens; its keys can be changed and it can be
/// told to be away.
public final class Issuer {

    /// Somebody else's, made once: making RSA keys takes longer than what is tested with them.
    private static final KeyPair SOMEBODY_ELSES = newKeys();

    private final HttpServer server;
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile KeyPair keys = newKeys();
    private volatile String keyId = "first";
    private volatile boolean away;
    private volatile boolean withdrawn;

    Issuer(Vertx vertx) {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::answer)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/realms/assemble";
    }

    public int keysAsked() {
        return keysAsked.get();
    }

    public void setAway(boolean away) {
        this.away = away;
    }

    /// Publishes no key any more, or its own again.
    public void setWithdrawn(boolean withdrawn) {
        this.withdrawn = withdrawn;
    }

    public void changeKeys(String newKeyId) {
        keys = newKeys();
        keyId = newKeyId;
    }

    public static final String ALL_SCOPES =
            "openid campaign:read campaign:write assembly:read assembly:write training:read training:write"
                    + " ledger:read ledger:write gateway:read gateway:write";

    /// A token that opens the API, for the next five minutes.
    public JwtClaimsBuilder claims() {
        return Jwt.claims()
                .issuer(url())
                .audience("assemble-api")
                .claim("azp", "web")
                .claim("scope", ALL_SCOPES)
                .subject("0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b00")
                .issuedAt(Instant.now().minusSeconds(600))
                .expiresAt(Instant.now().plusSeconds(300));
    }

    public String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(keyId).sign(keys.getPrivate());
    }

    public String token() {
        return sign(claims());
    }

    /// A token of one application, for somebody with one role.
    ///
    /// @param campaigns those that the person belongs to
    public String tokenOf(String client, String role, String... campaigns) {
        JwtClaimsBuilder claims =
                claims().claim("azp", client).claim("realm_access", Map.of("roles", List.of(role)));
        if (campaigns.length > 0) {
            claims.groups(
                    Stream.of(campaigns).map(id -> "/campaign/" + id).collect(Collectors.toSet()));
        }
        return sign(claims);
    }

    /// A token that was given to this application.
    public String tokenOf(String client) {
        return sign(claims().claim("azp", client));
    }

    /// Signed by somebody else who says it was this issuer.
    public String forged() {
        return claims().jws().keyId(keyId).sign(SOMEBODY_ELSES.getPrivate());
    }

    public String signedWithUnknownKey(String unknownKeyId) {
        return claims().jws().keyId(unknownKeyId).sign(SOMEBODY_ELSES.getPrivate());
    }

    private void answer(HttpServerRequest request) {
        if (away) {
            request.connection().close();
        } else if (request.path().endsWith("/.well-known/openid-configuration")) {
            FakeService.json(
                    request.response(),
                    new JsonObject()
                            .put("issuer", url())
                            .put("jwks_uri", url() + "/certs")
                            .encode());
        } else {
            keysAsked.incrementAndGet();
            FakeService.json(
                    request.response(),
                    new JsonObject()
                            .put("keys", withdrawn ? new JsonArray() : new JsonArray().add(jwk()))
                            .encode());
        }
    }

    private JsonObject jwk() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", keyId)
                .put("n", base64(key.getModulus()))
                .put("e", base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
