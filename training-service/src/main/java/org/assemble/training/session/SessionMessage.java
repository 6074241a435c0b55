package org.assemble.training.session;

import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// What others are told of sessions: ids and times, nothing personal (D2).
sealed interface SessionMessage extends OutgoingEvent {
    UUID sessionId();

    @Override
    default String subject() {
        return sessionId().toString();
    }

    @Override
    default String key() {
        return sessionId().toString();
    }

    /// A session can be enrolled in.
    record SessionPlanned(UUID sessionId, String course, Instant startsAt, Instant endsAt)
            implements SessionMessage {
        static SessionPlanned of(SessionRow row) {
            return new SessionPlanned(row.id, row.course, row.startsAt, row.endsAt);
        }

        @Override
        public String type() {
            return "org.assemble.training.SessionPlanned.v1";
        }
    }

    /// Something about a session is not as it was: its page says what it is now.
    record SessionChanged(
            UUID sessionId, String course, Instant startsAt, Instant endsAt, long revision)
            implements SessionMessage {
        static SessionChanged of(SessionRow row) {
            return new SessionChanged(row.id, row.course, row.startsAt, row.endsAt, row.revision);
        }

        @Override
        public String type() {
            return "org.assemble.training.SessionChanged.v1";
        }
    }

    /// A session is not held.
    record SessionCancelled(UUID sessionId, String course, Instant startsAt)
            implements SessionMessage {
        static SessionCancelled of(SessionRow row) {
            return new SessionCancelled(row.id, row.course, row.startsAt);
        }

        @Override
        public String type() {
            return "org.assemble.training.SessionCancelled.v1";
        }
    }

    /// A person has something new in their list of notices; for who sends it on to them.
    record NoticeGiven(UUID noticeId, UUID personId, UUID sessionId, Notice.Kind kind)
            implements SessionMessage {
        static NoticeGiven of(Notice notice) {
            return new NoticeGiven(
                    notice.id(), notice.personId(), notice.sessionId(), notice.kind());
        }

        @Override
        public String type() {
            return "org.assemble.training.NoticeGiven.v1";
        }

        @Override
        public String subject() {
            return noticeId.toString();
        }
    }
}
