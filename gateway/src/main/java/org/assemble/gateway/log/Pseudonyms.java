package org.assemble.gateway.log;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names for addresses that tell one from another for a day and lead nobody back to them: keyed
/// hashes, whose key is made by chance each day, kept in memory only and forgotten with the day.
/// For one thread.
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int KEPT_BYTES = 6;
    private static final int REMEMBERED = 1_000;

    private final Map<String, String> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private LocalDate day = LocalDate.MIN;
    private Mac mac;

    String of(String address, LocalDate today) {
        if (!today.equals(day)) {
            day = today;
            mac = newMac();
            remembered.clear();
        }
        return remembered.computeIfAbsent(address, this::hash);
    }

    private String hash(String address) {
        byte[] whole = mac.doFinal(address.getBytes(StandardCharsets.ISO_8859_1));
        return HexFormat.of().formatHex(whole, 0, KEPT_BYTES);
    }

    private static Mac newMac() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
