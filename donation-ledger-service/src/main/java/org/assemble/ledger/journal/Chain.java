package org.assemble.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;

/// M12: each event is chained to the one before by SHA-256, so the past can't be changed unseen.
///
/// The leaf is RFC 6962's, `H(0x00 ‖ salt ‖ content)`, so that Merkle trees over the same leaves
/// can be built later; the link is `H(previous link ‖ leaf)`, and the first one follows 32 bytes of
/// nought. For one thread.
public final class Chain {

    private static final int SALT_BYTES = 16;
    private static final int SALTS_AT_ONCE = 256;

    private static final byte LEAF = 0x00;

    private final MessageDigest sha256;
    private final SecureRandom random = new SecureRandom();
    private final byte[] salts = new byte[SALTS_AT_ONCE * SALT_BYTES];
    private int saltsUsed = SALTS_AT_ONCE;
    private Instant recorded = Instant.EPOCH;
    private String recordedText = Entry.text(recorded);

    public Chain() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Never the same twice. The generator is asked for many at once: each question costs more than
    /// its answer.
    byte[] salt() {
        if (saltsUsed == SALTS_AT_ONCE) {
            random.nextBytes(salts);
            saltsUsed = 0;
        }
        int from = saltsUsed * SALT_BYTES;
        saltsUsed++;
        return Arrays.copyOfRange(salts, from, from + SALT_BYTES);
    }

    public static byte[] genesis() {
        return new byte[32];
    }

    byte[] link(byte[] previous, byte[] salt, Entry entry) {
        return link(previous, leaf(salt, entry));
    }

    public byte[] link(byte[] previous, byte[] leaf) {
        sha256.update(previous);
        return sha256.digest(leaf);
    }

    public byte[] leaf(byte[] salt, Entry entry) {
        byte[] content = canonical(entry).getBytes(StandardCharsets.UTF_8);
        sha256.reset(); // whatever broke off before
        sha256.update(LEAF);
        sha256.update(salt);
        return sha256.digest(content);
    }

    private String canonical(Entry entry) {
        if (!entry.recorded().equals(recorded)) {
            recorded = entry.recorded();
            recordedText = Entry.text(recorded);
        }
        return entry.canonical(recordedText);
    }
}
