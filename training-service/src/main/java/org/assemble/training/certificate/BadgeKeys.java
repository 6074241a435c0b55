package org.assemble.training.certificate;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// The key that signs badges, and those that did before. A key is named by the address at which
/// anyone finds it; the last word of the address is its thumbprint (RFC 7638), so a name never
/// comes to mean another key.
@ApplicationScoped
class BadgeKeys {
    static final String PATH = "/api/v1/trainings/issuer/keys/";
    private static final int FEWEST_BITS = 2048;

    @Inject CertificateSettings settings;
    @Inject PublicAddress address;

    private RSAPrivateCrtKey signing;
    private String signingName;
    private Map<String, JsonWebKey> published;

    /// A key that is none, or does not fit together, stops the start.
    void start(@Observes StartupEvent started) {
        use(settings.key(), settings.retiredKeys().orElse(List.of()));
    }

    void use(String key, List<String> retired) {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            signing = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(decoded(key)));
            RSAPublicKey current =
                    (RSAPublicKey)
                            rsa.generatePublic(
                                    new RSAPublicKeySpec(
                                            signing.getModulus(), signing.getPublicExponent()));
            published = new LinkedHashMap<>();
            signingName = publish(current);
            mustBelongTogether(signing, current);
            for (String old : retired) {
                publish((RSAPublicKey) rsa.generatePublic(new X509EncodedKeySpec(decoded(old))));
            }
        } catch (GeneralSecurityException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ASSEMBLE_CERTIFICATE_KEY must be an RSA key of at least 2048 bits, PKCS #8 in"
                            + " base64, and ASSEMBLE_CERTIFICATE_RETIRED_KEYS X.509 in base64",
                    e);
        }
    }

    /// What was cut and pasted may be read as a key and sign what nobody can verify.
    private static void mustBelongTogether(RSAPrivateCrtKey secret, RSAPublicKey open)
            throws GeneralSecurityException {
        byte[] probe = {1, 2, 3};
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initSign(secret);
        rsa.update(probe);
        byte[] signed = rsa.sign();
        rsa.initVerify(open);
        rsa.update(probe);
        if (!rsa.verify(signed)) {
            throw new SignatureException("its parts are not of one key");
        }
    }

    private String publish(RSAPublicKey key) {
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw new IllegalArgumentException("a key of " + key.getModulus().bitLength());
        }
        RsaJsonWebKey web = new RsaJsonWebKey(key);
        String name = web.calculateBase64urlEncodedThumbprint("SHA-256");
        web.setKeyId(name);
        web.setUse("sig");
        web.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        published.put(name, web);
        return name;
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.strip());
    }

    /// A badge: its token has the type that OB 3.0 (8.2) asks for.
    String signBadge(String json) {
        return sign("JWT", json);
    }

    /// A credential that is no badge: it has the type that the W3C asks for (VC-JOSE-COSE, 3.1.1).
    String signCredential(String json) {
        return sign("vc+jwt", json);
    }

    /// A compact JWS over a JSON document (OB 3.0, 8.2). It is the same for the same document: this
    /// kind of signature draws nothing by chance. Takes a millisecond or two of a processor.
    private String sign(String type, String json) {
        JsonWebSignature signed = new JsonWebSignature();
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signed.setKeyIdHeaderValue(address(signingName));
        signed.setHeader("typ", type);
        signed.setPayload(json);
        signed.setKey(signing);
        try {
            return signed.getCompactSerialization();
        } catch (JoseException cannotBe) {
            throw new IllegalStateException("the key was tried at the start", cannotBe);
        }
    }

    /// Where anyone finds a key.
    String address(String name) {
        return address.of(PATH + name);
    }

    /// Public keys by name, the one in use first.
    Map<String, Map<String, Object>> all() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        published.forEach((name, key) -> all.put(name, open(key)));
        return all;
    }

    Optional<Map<String, Object>> find(String name) {
        return Optional.ofNullable(published.get(name)).map(BadgeKeys::open);
    }

    private static Map<String, Object> open(JsonWebKey key) {
        return key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
