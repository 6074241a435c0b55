package org.assemble.training.record;

import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// What somebody completed in a session does not count any more (T4); why is not said. They may
/// still hold the course by another session.
record TrainingWithdrawn(UUID personId, String course, UUID sessionId, Instant withdrawnAt)
        implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.training.TrainingWithdrawn.v1";
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
