package org.assemble.training.session.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is asked of a session.
public sealed interface SessionCommand {

    /// Takes a seat for each of them: all or none.
    record Enrol(List<UUID> people) implements SessionCommand {}

    /// How long somebody was there.
    record Presence(UUID personId, int minutes) {}

    /// Who was there how long; somebody who left and came back may stand there more than once.
    ///
    /// @param sharePercent what share of the length counts as attended (T3)
    record RecordAttendance(List<Presence> presences, long sharePercent, Instant now)
            implements SessionCommand {}
}
