package org.assemble.campaign.team;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/// A code that can be told on the phone: 16 letters and digits without those that look alike, 80
/// bits.
final class InvitationCode {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private InvitationCode() {}

    static String next() {
        StringBuilder code = new StringBuilder();
        RANDOM.ints(LENGTH, 0, LETTERS.length())
                .forEach(at -> {
                    if (code.length() > 0 && (code.length() + 1) % 5 == 0) {
                        code.append('-');
                    }
                    code.append(LETTERS.charAt(at));
                });
        return code.toString();
    }

    /// What is kept of a code: its hash, however it was typed.
    static String hash(String code) {
        try {
            String plain = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-9]", "");
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }
}
