package org.assemble.training.attendance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.assemble.platform.id.Sha256;
import org.assemble.training.address.Vault;

/// Tokens of doors: 128 bits that nobody can guess. A token follows from its door's id and a key of
/// the service, so that it need not be kept anywhere, not even as the answer to a request that may
/// come again; to find the door its hash is enough.
@Singleton
class DoorTokens {
    private static final int BYTES = 16;

    @Inject Vault vault;

    String of(UUID doorId) {
        byte[] random = Arrays.copyOf(vault.mac("door", doorId.toString()), BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static String hash(String token) {
        return Sha256.of(token.strip());
    }
}
