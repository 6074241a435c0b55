package org.assemble.gateway.own;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of a text, in hex.
public final class Hash {

    private Hash() {}

    public static String of(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every JDK has SHA-256", cannotBe);
        }
    }
}
