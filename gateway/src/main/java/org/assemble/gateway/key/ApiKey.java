package org.assemble.gateway.key;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assemble.gateway.own.Hash;

/// An API key: `asm_`, a prefix that may be seen and names the key, and a secret of 256 random
/// bits. The secret is chosen by chance and not by a person, so that one round of SHA-256 keeps it
/// as well as a slow hash would: nobody can try 2^256 of them.
///
/// @param text the whole key, as its application sends it
record ApiKey(String prefix, String text) {

    private static final Pattern FORM = Pattern.compile("asm_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");
    private static final int PREFIX_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    static ApiKey random(SecureRandom random) {
        return withPrefix(HexFormat.of().formatHex(bytes(random, PREFIX_BYTES)), random);
    }

    /// A new secret for the same key.
    static ApiKey withPrefix(String prefix, SecureRandom random) {
        String secret =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, SECRET_BYTES));
        return new ApiKey(prefix, "asm_" + prefix + "_" + secret);
    }

    /// Empty where the text has not the form of a key.
    static Optional<ApiKey> in(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ApiKey(form.group(1), text)) : Optional.empty();
    }

    /// What is kept of it. It covers the whole text, so that a known secret opens nothing under
    /// another prefix.
    String hash() {
        return Hash.of(text);
    }

    /// Never the secret in a log.
    @Override
    public String toString() {
        return "ApiKey[" + prefix + "]";
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
