package org.assemble.training.attendance.model;

import java.time.Instant;
import java.util.UUID;

/// Something that tells how long a person was at a session.
public sealed interface Evidence {

    Source source();

    /// From when to when.
    record Stay(Source source, Instant from, Instant to) implements Evidence {}

    /// How long, and not when, as a person says it.
    record Length(Source source, long seconds) implements Evidence {}

    /// How long, and not when, as a line of a list has it; what one list tells of somebody adds up.
    record Listed(UUID list, long seconds) implements Evidence {
        @Override
        public Source source() {
            return Source.LIST;
        }
    }

    /// Who tells it.
    enum Source {
        /// The person, who checked in and out by the link at the door.
        DOOR,
        /// The list of a call.
        LIST,
        /// A trainer, while or after giving the session.
        TRAINER,
        /// A trainer who sets right what was told before, with a reason.
        CORRECTION
    }
}
