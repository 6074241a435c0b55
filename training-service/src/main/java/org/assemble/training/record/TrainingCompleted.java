package org.assemble.training.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// Somebody holds a training from now on (T1, T4). Said once for a person and session, and once
/// more each time a correction gives back what was withdrawn in between: with the time of
/// completion that it had, which is before the withdrawal's. Readers go by the order of what is
/// said.
///
/// @param expiresOn the first day on which it is held no more; null where it does not expire
record TrainingCompleted(
        UUID personId,
        String course,
        UUID sessionId,
        Instant completedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate expiresOn)
        implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.training.TrainingCompleted.v1";
    }

    @Override
    public String subject() {
        return personId.toString();
    }

    @Override
    public String key() {
        return personId.toString();
    }
}
