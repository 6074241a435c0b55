package org.assemble.training.record;

import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// Somebody holds a training from now on (T1, T4); said once for a person and course.
record TrainingCompleted(UUID personId, String course, UUID sessionId, Instant completedAt)
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
