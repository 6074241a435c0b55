package org.assemble.campaign.person;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Envelope encryption of what identifies a person (D3): each person has a key of their own, kept
/// only wrapped by the service's master key. Destroying the wrapped key erases everything that was
/// written under it. AES-256-GCM; a sealed text is a fresh 12-byte nonce, the ciphertext and the
/// tag.
@Startup // a key that does not fit stops the start
@Singleton
class Vault {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final byte[] master;

    Vault(@ConfigProperty(name = "assemble.person-key") String masterKey) {
        this.master = Base64.getDecoder().decode(masterKey);
        if (master.length != KEY_BYTES) {
            throw new IllegalArgumentException("ASSEMBLE_PERSON_KEY must be 32 bytes in base64");
        }
    }

    /// A new person's key, wrapped.
    byte[] newKey() {
        return encrypt(bytes(KEY_BYTES), master);
    }

    byte[] seal(byte[] wrappedKey, byte[] text) {
        return encrypt(text, decrypt(wrappedKey, master));
    }

    byte[] read(byte[] wrappedKey, byte[] sealed) {
        return decrypt(sealed, decrypt(wrappedKey, master));
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
            throw new IllegalStateException("personal data can't be read with this key", e);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
