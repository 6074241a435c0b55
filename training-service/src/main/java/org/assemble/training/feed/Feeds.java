package org.assemble.training.feed;

import static org.assemble.training.TrainingRefusal.NOT_YOUR_RECORD;
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
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Sha256;
import org.assemble.training.Columns;

/// Which sessions a calendar shows: those that are not long over, cancelled ones too, so that a
/// program that knew of them learns of it.
@ApplicationScoped
class Feeds {
    private static final Duration KEPT_AFTER_THE_END = Duration.ofDays(90);
    private static final int MOST_ENTRIES = 2_000;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String COLUMNS =
            """
            select s.id, c.name, s.starts_at, s.ends_at, s.time_zone, s.online_url, s.place,
                   s.language, s.access_note, s.revision, s.planned_at, s.changed_at,
                   s.cancelled_reason,\s\
            """;
    private static final String REST =
            " where s.ends_at >= ?1 order by s.starts_at, s.id limit " + MOST_ENTRIES;
    private static final String OF_ALL =
            COLUMNS + "false from session s join course c on c.code = s.course" + REST;
    private static final String OF_A_REGION =
            COLUMNS
                    + "false from session s join course c on c.code = s.course"
                    + " and (s.region = ?2 or s.place is null)"
                    + REST;
    // Where somebody has a seat, or waits for one, or is the trainer.
    private static final String OF_A_PERSON =
            COLUMNS
                    + """
                    m.waits from (
                        select session_id, bool_and(waits) as waits from (
                            select session_id, false as waits from enrolment where person_id = ?2
                            union all select session_id, true from waiting where person_id = ?2
                            union all select id, false from session
                                where trainers @> cast(array[?2] as uuid[])) any_way
                        group by session_id) m
                    join session s on s.id = m.session_id join course c on c.code = s.course\
                    """
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
        mustBe(caller, personId);
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
        mustBe(caller, personId);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "delete from calendar_address where person_id = ?1")
                                .setParameter(1, personId)
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static void mustBe(Caller caller, UUID personId) {
        if (!caller.personId().equals(personId)) {
            throw NOT_YOUR_RECORD.because("Everybody makes and withdraws their own address.");
        }
    }

    private Uni<List<Entry>> entries(String sql, Object... values) {
        return Panache.getSession()
                .chain(session -> {
                    var query =
                            session.createNativeQuery(sql, Object[].class)
                                    .setParameter(1, clock.instant().minus(KEPT_AFTER_THE_END));
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 2, values[i]);
                    }
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(Feeds::entry).toList());
    }

    private static Entry entry(Object[] row) {
        return new Entry(
                (UUID) row[0],
                (String) row[1],
                Columns.time(row[2]),
                Columns.time(row[3]),
                ZoneId.of((String) row[4]),
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (long) row[9],
                Columns.time(row[10]),
                Columns.time(row[11]),
                (String) row[12],
                (boolean) row[13]);
    }
}
