package org.assemble.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// In place of Keycloak: publishes its keys and signs tokens (RS256) as the realm does, so that the
/// service checks them as in production.
public final class Issuer implements AutoCloseable {
    private static final Duration LIFE = Duration.ofHours(2);
    private static final UUID SOMEBODY = UUID.fromString("0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b00");

    private final HttpServer server;
    private final KeyPair keys;

    public Issuer() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/assemble";
    }

    /// What checks its tokens, for who can't fetch it.
    RSAPublicKey publicKey() {
        return (RSAPublicKey) keys.getPublic();
    }

    /// A token of a caller who has the given roles.
    public String token(String... roles) {
        return token(SOMEBODY, List.of(), roles);
    }

    /// A token of a certain person.
    ///
    /// @param groups as Keycloak names them: `/region/E12000003`
    String token(UUID person, List<String> groups, String... roles) {
        var now = Instant.now().getEpochSecond();
        var claims =
                """
                {"iss":"%s","sub":"%s","aud":"assemble-api","iat":%d,"exp":%d,"azp":"assemble-machine",
                 "scope":"ledger:read ledger:write","realm_access":{"roles":["%s"]},"groups":%s}\
                """
                        .formatted(
                                url(),
                                person,
                                now,
                                now + LIFE.toSeconds(),
                                String.join("\",\"", roles),
                                groups.stream().map(group -> "\"" + group + "\"").toList());
        var content =
                base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}".getBytes(UTF_8))
                        + "."
                        + base64(claims.getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body =
                exchange.getRequestURI().getPath().endsWith("/.well-known/openid-configuration")
                        ? "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/certs\"}".formatted(url(), url())
                        : jwks();
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (exchange;
                var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private String jwks() {
        var key = publicKey();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"bench\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(number(key.getModulus()), number(key.getPublicExponent()));
    }

    private static String number(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
