package org.assemble.training.compliance;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// How teams are looked at anew (K7).
@ConfigMapping(prefix = "assemble.compliance")
public interface ReviewSettings {

    /// How often the marks of what changed are taken up: the schedule of `ReviewSweep`, which says
    /// how often where this does not.
    Optional<String> sweep();
}
