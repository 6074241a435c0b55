package org.assemble.training.session;

import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.id.Ids;

/// Something that a person should know of one of their sessions.
record Notice(UUID id, UUID personId, UUID sessionId, Kind kind, Instant at) {

    /// What it is about.
    enum Kind {
        SESSION_CHANGED,
        SESSION_CANCELLED,
        /// A seat became free, and it is the person's turn.
        SEAT_FROM_WAITING_LIST,
        /// An organiser of the person's team took a seat or a place in the queue for them.
        ENROLLED_BY_TEAM,
        /// An organiser of the person's team gave up theirs.
        GIVEN_UP_BY_TEAM
    }

    static Notice of(UUID personId, UUID sessionId, Kind kind, Instant at) {
        return new Notice(Ids.next(), personId, sessionId, kind, at);
    }
}
