package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.Columns;
import org.assemble.training.record.Records;
import org.assemble.training.session.Notice.Kind;

/// How changes reach those whom they concern: each person has a list, and a message on the topic
/// says that there is something new in it, for whoever sends mail. One statement for however many
/// people.
@ApplicationScoped
class Notices {
    private static final String KEEP =
            """
            insert into notice (id, person_id, session_id, kind, at)
            select n.id, n.person, n.session, n.kind, ?5
            from unnest(cast(?1 as uuid[]), cast(?2 as uuid[]), cast(?3 as uuid[]),
                        cast(?4 as text[])) as n(id, person, session, kind)\
            """;
    private static final String CONCERNED =
            """
            select session_id, person_id from enrolment where session_id = any(?1)
            union all select session_id, person_id from waiting where session_id = any(?1)\
            """;
    private static final String LIST =
            """
            select id, session_id, kind, at from notice
            where person_id = ?1 and id > ?2 and at >= ?3 order by id limit ?4\
            """;

    /// One for each of those who have a seat in a session or wait for one.
    Uni<List<Notice>> toAll(List<UUID> sessionIds, Kind kind, Instant now) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(CONCERNED, Object[].class)
                                .setParameter(1, sessionIds.toArray(UUID[]::new))
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .map(row -> Notice.of((UUID) row[1], (UUID) row[0], kind, now))
                                .toList());
    }

    Uni<Void> keep(List<Notice> notices) {
        if (notices.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(KEEP)
                                .setParameter(1, ids(notices, Notice::id))
                                .setParameter(2, ids(notices, Notice::personId))
                                .setParameter(3, ids(notices, Notice::sessionId))
                                .setParameter(
                                        4,
                                        notices.stream()
                                                .map(notice -> notice.kind().name())
                                                .toArray(String[]::new))
                                .setParameter(5, notices.getFirst().at())
                                .executeUpdate())
                .replaceWithVoid();
    }

    /// A person's own, the oldest first.
    @WithSession
    Uni<List<Notice>> list(Caller caller, UUID personId, Instant since, PageRequest page) {
        Records.mustBe(caller, personId);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LIST, Object[].class)
                                .setParameter(1, personId)
                                .setParameter(2, page.afterId())
                                .setParameter(3, since)
                                .setParameter(4, page.rows())
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Notice(
                                                (UUID) row[0],
                                                personId,
                                                (UUID) row[1],
                                                Kind.valueOf((String) row[2]),
                                                Columns.time(row[3])))
                                .toList());
    }

    private static UUID[] ids(List<Notice> notices, Function<Notice, UUID> id) {
        return notices.stream().map(id).toArray(UUID[]::new);
    }
}
