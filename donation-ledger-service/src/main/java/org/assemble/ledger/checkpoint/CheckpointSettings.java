package org.assemble.ledger.checkpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Base64;
import org.assemble.ledger.checkpoint.model.NoteKey;

/// How checkpoints are made (M12).
@ConfigMapping(prefix = "assemble.checkpoint")
public interface CheckpointSettings {

    /// The Ed25519 key: 32 bytes in base64.
    String key();

    /// Names this ledger on every checkpoint, for ever; like an address without `https://`.
    String origin();

    /// How often one is published, if there is something new; `off` for never.
    @WithDefault("1h")
    String every();

    /// So long a caller waits for a checkpoint; one that must take in much more is published later.
    @WithDefault("10s")
    Duration patience();

    default NoteKey noteKey() {
        byte[] seed;
        try {
            seed = Base64.getDecoder().decode(key());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(
                    "ASSEMBLE_CHECKPOINT_KEY must be 32 bytes in base64");
        }
        return new NoteKey(origin(), seed);
    }
}
