package org.assemble.training.attendance;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// The lists of calls (T3, D2).
@ConfigMapping(prefix = "assemble.attendance-list")
public interface ListSettings {

    /// How often it is looked for names to be erased: the schedule of `NamesSweep`, which says how
    /// often where this does not.
    Optional<String> sweep();
}
