package org.assemble.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signature of Standard Webhooks 1.0, scheme `v1`: HMAC-SHA256 over `id.timestamp.body`. Pure.
final class Signature {

    private Signature() {}

    /// @param secrets the current one first; while a secret is replaced, both sign
    /// @return the header `webhook-signature`
    static String of(List<byte[]> secrets, String id, Instant at, String body) {
        String signed = id + "." + at.getEpochSecond() + "." + body;
        return secrets.stream()
                .map(secret -> "v1," + hmac(secret, signed))
                .collect(Collectors.joining(" "));
    }

    private static String hmac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException cannotBe) {
            throw new IllegalStateException("every JDK has HmacSHA256", cannotBe);
        }
    }
}
