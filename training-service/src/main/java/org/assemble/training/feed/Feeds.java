package org.assemble.training.feed;

import static java.util.Comparator.comparing;
import static org.assemble.training.TrainingRefusal.UNKNOWN_CALENDAR;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Sha256;
import org.assemble.training.Columns;
import org.assemble.training.record.Records;

/// Which sessions a calendar shows: those that are not long over, cancelled ones too, so that a
/// program that knew of them learns of it. Where they are too many, those to come stay, the nearest
/// first, and then those that were over last.
@ApplicationScoped
class Feeds {
    private static final Duration KEPT_AFTER_THE_END = Duration.ofDays(90);
    private static final int MOST_ENTRIES = 2_000;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String COLUMNS =
            """
            select s.id, v.name, s.starts_at, s.ends_at, s.time_zone, s.place,
                   s.language, s.access_note, s.planned_at, s.cancelled_reason,
                   s.revision - 1 + v.renewals as changes,
                   greatest(s.changed_at, v.effective_at) as changed_at,\s\
            """;
    // The version by which it is given: what trainers see of the course when it begins, as far as
    // it is known. Each one that came after it was planned counts as a change.
    private static final String COURSE =
            """
             join lateral (
                select w.name, w.effective_at,
                       count(*) filter (where w.effective_at > s.planned_at) over () as renewals
                from course_version w
                where w.course = s.course and (w.version = 1 or w.effective_at <= s.starts_at)
                order by w.version desc limit 1) v on true\
            """;
    private static final String REST =
            """
             where s.ends_at >= ?1
            order by s.ends_at < cast(?2 as timestamptz),
                     abs(extract(epoch from s.starts_at - cast(?2 as timestamptz))), s.id
            limit\s\
            """
                    + MOST_ENTRIES;
    // The link of a call is for those who may join it.
    private static final String FOR_ANYONE =
            "cast(null as text) as url, false as waits, cast(0 as bigint) as moves,"
                    + " cast(null as timestamptz) as moved_at from session s"
                    + COURSE;
    private static final String OF_ALL = COLUMNS + FOR_ANYONE + REST;
    private static final String OF_A_REGION =
            COLUMNS + FOR_ANYONE + " and (s.region = ?3 or s.place is null)" + REST;
    // Where somebody has a seat, or waits for one, or is the trainer. Who moves up is told so each
    // time: that is their own change beside those of the session.
    private static final String OF_A_PERSON =
            COLUMNS
                    + """
                    case when not m.waits then s.online_url end as url, m.waits, n.moves, n.moved_at
                    from (
                        select session_id, bool_and(waits) as waits from (
                            select session_id, false as waits from enrolment where person_id = ?3
                            union all select session_id, true from waiting where person_id = ?3
                            union all select id, false from session
                                where trainers @> cast(array[?3] as uuid[])) any_way
                        group by session_id) m
                    join session s on s.id = m.session_id
                    join lateral (
                        select count(*) as moves, max(at) as moved_at from notice
                        where person_id = ?3 and session_id = s.id
                          and kind = 'SEAT_FROM_WAITING_LIST') n on true\
                    """
                    + COURSE
                    + REST;
    private static final String MAKE =
            """
            insert into calendar_address (person_id, secret_hash, made_at) values (?1, ?2, ?3)
            on conflict (person_id) do update
            set secret_hash = excluded.secret_hash, made_at = excluded.made_at\
            """;

    @Inject Clock clock;

    @WithSession
    Uni<List<Entry>> ofAll() {
        return entries(OF_ALL);
    }

    @WithSession
    Uni<List<Entry>> ofRegion(String region) {
        return entries(OF_A_REGION, region);
    }

    /// Those of the person whose secret this is; refuses one that is nobody's.
    @WithSession
    Uni<List<Entry>> ofSecret(String secret) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select person_id from calendar_address"
                                                + " where secret_hash = ?1",
                                        UUID.class)
                                .setParameter(1, Sha256.of(secret))
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> UNKNOWN_CALENDAR.because("This is nobody's calendar."))
                .chain(person -> entries(OF_A_PERSON, person));
    }

    /// A new secret; the one before is worth nothing from then on.
    ///
    /// @return what is not kept here, and can't be told again
    @WithTransaction
    Uni<String> newSecret(Caller caller, UUID personId) {
        Records.mustBe(caller, personId);
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(MAKE)
                                .setParameter(1, personId)
                                .setParameter(2, Sha256.of(secret))
                                .setParameter(3, clock.instant())
                                .executeUpdate())
                .replaceWith(secret);
    }

    /// Nobody reads the person's calendar any more.
    @WithTransaction
    Uni<Void> withdraw(Caller caller, UUID personId) {
        Records.mustBe(caller, personId);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "delete from calendar_address where person_id = ?1")
                                .setParameter(1, personId)
                                .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<List<Entry>> entries(String sql, Object... values) {
        Instant now = clock.instant();
        return Panache.getSession()
                .chain(session -> {
                    var query =
                            session.createNativeQuery(sql, Object[].class)
                                    .setParameter(1, now.minus(KEPT_AFTER_THE_END))
                                    .setParameter(2, now);
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 3, values[i]);
                    }
                    return query.getResultList();
                })
                .map(rows ->
                        rows.stream()
                                .map(Feeds::entry)
                                .sorted(comparing(Entry::startsAt).thenComparing(Entry::id))
                                .toList());
    }

    private static Entry entry(Object[] row) {
        return new Entry(
                (UUID) row[0],
                (String) row[1],
                Columns.time(row[2]),
                Columns.time(row[3]),
                ZoneId.of((String) row[4]),
                (String) row[12],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (long) row[10] + (long) row[14],
                Columns.time(row[8]),
                later(Columns.time(row[11]), Columns.time(row[15])),
                (String) row[9],
                (boolean) row[13]);
    }

    /// @param other null where there is none
    private static Instant later(Instant one, Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
