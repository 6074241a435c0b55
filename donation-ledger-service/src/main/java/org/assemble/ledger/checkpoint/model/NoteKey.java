package org.assemble.ledger.checkpoint.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Signs notes as C2SP signed-note says, with Ed25519: the text, an empty line, and the line `—
/// name base64(key id ‖ signature)`.
public final class NoteKey {

    private static final int SEED_BYTES = 32;
    private static final byte ED25519 = 0x01;
    private static final int ID_BYTES = 4;

    private final String name;
    private final KeyPair pair;
    private final byte[] publicBytes;

    /// @param name of the key; a log's is its origin
    /// @param seed the 32 bytes that Ed25519 calls the private key (RFC 8032)
    public NoteKey(String name, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a key has " + SEED_BYTES + " bytes");
        }
        if (name.isEmpty()
                || name.contains("+")
                || name.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a key's name has no space and no +: " + name);
        }
        this.name = name;
        this.pair = pair(seed);
        this.publicBytes = encoded((EdECPublicKey) pair.getPublic());
    }

    /// The JDK finds the public key only while it makes a pair: so the seed is what it draws.
    private static KeyPair pair(byte[] seed) {
        SecureRandom drawn =
                new SecureRandom() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void nextBytes(byte[] bytes) {
                        System.arraycopy(seed, 0, bytes, 0, bytes.length);
                    }
                };
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, drawn);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /// RFC 8032: y in little-endian order, its highest bit telling whether x is odd.
    private static byte[] encoded(EdECPublicKey key) {
        byte[] y = key.getPoint().getY().toByteArray();
        byte[] bytes = new byte[SEED_BYTES];
        for (int i = 0; i < y.length && i < bytes.length; i++) {
            bytes[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            bytes[SEED_BYTES - 1] |= (byte) 0x80;
        }
        return bytes;
    }

    public String name() {
        return name;
    }

    /// The 32 bytes of the public key.
    public byte[] publicBytes() {
        return publicBytes.clone();
    }

    /// What a verifier is given: `name+id+base64(type ‖ public key)`.
    public String verifierKey() {
        return name
                + "+"
                + HexFormat.of().formatHex(id())
                + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + SEED_BYTES).put(ED25519).put(publicBytes).array();
    }

    private byte[] id() {
        var sha256 = Merkle.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(sha256.digest(typed()), ID_BYTES);
    }

    /// @param text ends with a line break
    public String sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signature = ed25519.sign();
            byte[] line =
                    ByteBuffer.allocate(ID_BYTES + signature.length)
                            .put(id())
                            .put(signature)
                            .array();
            return text + "\n— " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /// Whether a note is one that this key signs: Ed25519 signs the same text with the same bytes.
    public boolean signed(String note) {
        int end = note.lastIndexOf("\n\n");
        return end >= 0 && note.equals(sign(note.substring(0, end + 1)));
    }
}
