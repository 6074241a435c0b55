package org.assemble.testkit;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Access tokens as Keycloak's realm `assemble` gives them, truly signed (RS256) by a key of this
/// JVM that `RealParts` tells the service: what is tested is the check that runs in production.
///
/// ```java
/// Tokens.person("olive").roles("campaign-organiser").campaign(id).bearer()
/// ```
public final class Tokens {
    public static final String ISSUER = "http://issuer.test/realms/assemble";
    private static final String AUDIENCE = "assemble-api";
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final String name;
    private final List<String> roles = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private String audience = AUDIENCE;
    private String issuer = ISSUER;
    private boolean emailVerified = true;
    private Instant expiry = Instant.now().plus(LIFE);
    private KeyPair key = key();
    private volatile String signed;

    private Tokens(String name) {
        this.name = name;
    }

    public static Tokens person(String name) {
        return new Tokens(name);
    }

    /// The `sub` of a person's tokens: always the same for the same name.
    public static UUID idOf(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public Tokens roles(String... more) {
        roles.addAll(List.of(more));
        return changed();
    }

    public Tokens campaign(Object id) {
        groups.add("/campaign/" + id);
        return changed();
    }

    public Tokens region(String code) {
        groups.add("/region/" + code);
        return changed();
    }

    public Tokens audience(String other) {
        audience = other;
        return changed();
    }

    public Tokens issuer(String other) {
        issuer = other;
        return changed();
    }

    /// Whose address the realm has not seen to be theirs.
    public Tokens emailUnverified() {
        emailVerified = false;
        return changed();
    }

    public Tokens expired() {
        expiry = Instant.now().minus(LIFE);
        return changed();
    }

    /// Signed by somebody else's key.
    public Tokens forged() {
        key = newKey();
        return changed();
    }

    private Tokens changed() {
        signed = null;
        return this;
    }

    /// The value of an `Authorization` header.
    public String bearer() {
        return "Bearer " + token();
    }

    /// Signed once, as an application uses a token for a while: signing takes longer than a
    /// request.
    public String token() {
        var token = signed;
        if (token == null) {
            token = sign();
            signed = token;
        }
        return token;
    }

    private String sign() {
        var claims =
                Jwt.claims()
                        .issuer(issuer)
                        .subject(idOf(name).toString())
                        .audience(audience)
                        .issuedAt(expiry.minus(LIFE))
                        .expiresAt(expiry)
                        .claim("azp", "assemble-web")
                        .claim("name", name)
                        .claim("email", name + "@example.org")
                        .claim("email_verified", emailVerified)
                        .claim("scope", "openid profile email");
        // Keycloak leaves out what would be empty.
        if (!roles.isEmpty()) {
            claims.claim("realm_access", Map.of("roles", roles));
        }
        if (!groups.isEmpty()) {
            claims.groups(new LinkedHashSet<>(groups));
        }
        return claims.jws().keyId("test").sign(key.getPrivate());
    }

    /// The key that services check tokens with, as `quarkus.oidc.public-key` wants it.
    static String publicKey() {
        return Base64.getEncoder().encodeToString(key().getPublic().getEncoded());
    }

    private static KeyPair key() {
        var encoded = JvmWide.once("key", () -> encode(newKey())).split(" ");
        try {
            var keys = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(decode(encoded[0]))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(decode(encoded[1]))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(KeyPair key) {
        var base64 = Base64.getEncoder();
        return base64.encodeToString(key.getPublic().getEncoded())
                + " "
                + base64.encodeToString(key.getPrivate().getEncoded());
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
