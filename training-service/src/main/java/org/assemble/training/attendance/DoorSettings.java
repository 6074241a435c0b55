package org.assemble.training.attendance;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// The doors of sessions (T3).
@ConfigMapping(prefix = "assemble.door")
public interface DoorSettings {

    /// How often it is looked for sessions that ended while somebody had not checked out: the
    /// schedule of `DoorSweep`, which says how often where this does not.
    Optional<String> sweep();
}
