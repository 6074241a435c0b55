package org.assemble.platform.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Envelope encryption: what must be erasable is written under a key of its own, which is kept only
/// wrapped by the service's master key. Destroying the wrapped key erases everything that was
/// written under it. AES-256-GCM; a sealed text is a fresh 12-byte nonce, the ciphertext and the
/// tag. A service makes a bean of it that names its setting.
public class KeyVault {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final byte[] master;

    /// @param masterKey 32 bytes in base64
    /// @param setting where it comes from, for who set it wrongly
    public KeyVault(String masterKey, String setting) {
        this.master = Base64.getDecoder().decode(masterKey);
        if (master.length != KEY_BYTES) {
            throw new IllegalArgumentException(setting + " must be 32 bytes in base64");
        }
    }

    /// A new key, wrapped.
    public byte[] newKey() {
        return encrypt(bytes(KEY_BYTES), master);
    }

    public byte[] seal(byte[] wrappedKey, byte[] text) {
        return encrypt(text, decrypt(wrappedKey, master));
    }

    public byte[] read(byte[] wrappedKey, byte[] sealed) {
        return decrypt(sealed, decrypt(wrappedKey, master));
    }

    /// HMAC-SHA256 under the master key: what nobody can compute, or try out, without it.
    ///
    /// @param purpose keeps the values of one use apart from those of another
    public byte[] mac(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal((purpose + ":" + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cannotBe) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", cannotBe);
        }
    }

    private byte[] encrypt(byte[] text, byte[] key) {
        byte[] nonce = bytes(NONCE_BYTES);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, text);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    private static byte[] decrypt(byte[] sealed, byte[] key) {
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] text = new byte[parts.remaining()];
        parts.get(text);
        return crypt(Cipher.DECRYPT_MODE, key, nonce, text);
    }

    private static byte[] crypt(int mode, byte[] key, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is sealed can't be read with this key", e);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
