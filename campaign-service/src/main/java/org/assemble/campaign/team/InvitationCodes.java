package org.assemble.campaign.team;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assemble.platform.id.Sha256;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Codes that can be told on the phone: 16 letters and digits without those that look alike, 80
/// bits. A code follows from its invitation's id and a key of the service, so that it need not be
/// kept anywhere, not even as the answer to a request that may come again; to find the invitation
/// its hash is enough.
@Singleton
class InvitationCodes {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    private final SecretKeySpec key;

    InvitationCodes(@ConfigProperty(name = "assemble.person-key") String masterKey) {
        key = new SecretKeySpec(Base64.getDecoder().decode(masterKey), "HmacSHA256");
    }

    String of(UUID invitationId) {
        byte[] random = mac("team-invitation:" + invitationId);
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(random[i] & (LETTERS.length() - 1)));
        }
        return code.toString();
    }

    /// What is kept of a code: its hash, however it was typed.
    static String hash(String code) {
        return Sha256.of(code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-9]", ""));
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException cannotBe) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", cannotBe);
        }
    }
}
