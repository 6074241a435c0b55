package org.assemble.gateway.webhook;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assemble.gateway.GatewaySettings;

/// The secrets of subscriptions, which must be read again to sign and so can't be hashed. They are
/// kept sealed under a key that is not in the database: AES-256-GCM, a fresh 12-byte nonce, the
/// ciphertext and the tag; bound to their subscription, so that a sealed secret that is moved to
/// another row can't be read there.
@Startup // a key that does not fit stops the start
@Singleton
class Secrets {

    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    @Inject
    Secrets(GatewaySettings settings) {
        this(settings.webhooks().key());
    }

    /// @param key 32 bytes in base64
    Secrets(String key) {
        this.key = new SecretKeySpec(keyBytes(key), "AES");
    }

    private static byte[] keyBytes(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == SECRET_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException noBase64) {
            // Said below, without the text: it may be a key all the same.
        }
        throw new IllegalArgumentException("ASSEMBLE_WEBHOOK_KEY must be 32 bytes in base64");
    }

    byte[] random() {
        return bytes(SECRET_BYTES);
    }

    /// As its receiver gets it (Standard Webhooks).
    static String shown(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    byte[] seal(byte[] secret, UUID boundTo) {
        byte[] nonce = bytes(NONCE_BYTES);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret, boundTo);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    /// @throws NotOurs where it was sealed under another key, or for something else
    byte[] open(byte[] sealed, UUID boundTo) {
        if (sealed.length < NONCE_BYTES) {
            throw new NotOurs(null);
        }
        ByteBuffer parts = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] secret = new byte[parts.remaining()];
        parts.get(secret);
        return crypt(Cipher.DECRYPT_MODE, nonce, secret, boundTo);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] text, UUID boundTo) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(boundTo.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException wrongKey) {
            throw new NotOurs(wrongKey);
        }
    }

    /// A secret that was sealed under another key, or for another subscription.
    static final class NotOurs extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotOurs(Exception cause) {
            super("a subscription's secret can't be read with ASSEMBLE_WEBHOOK_KEY", cause);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
