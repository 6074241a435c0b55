package org.assemble.training.certificate;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.policy.Policies;

/// Says which certificates expire soon: a first time and a last time before the day (T4, policy).
/// Late, only the last that is due is said.
@ApplicationScoped
class Reminders {
    private static final String FIRST = "certificate-first-reminder-days";
    private static final String LAST = "certificate-last-reminder-days";

    // Renewed already: something that they completed is held longer; of two that are held as long,
    // the later one is the one that counts. The key of the note is what makes it once.
    private static final String SAY =
            """
            with due as (
                select c.id, c.person_id, c.course, c.expires_on,
                       case when c.expires_on - cast(?3 as integer) <= cast(?1 as date)
                            then 'last' else 'first' end as reminder
                from completion c join certificate k on k.completion_id = c.id
                where c.withdrawn_at is null
                  and c.expires_on > cast(?1 as date)
                  and c.expires_on <= cast(?1 as date)
                      + greatest(cast(?2 as integer), cast(?3 as integer))
                  and not exists (
                      select from completion l
                      where l.person_id = c.person_id and l.course = c.course
                        and l.withdrawn_at is null
                        and (l.expires_on is null
                          or (l.expires_on, l.id) > (c.expires_on, c.id)))
            ), said as (
                insert into certificate_reminder (completion_id, reminder, said_at)
                select id, reminder, ?4 from due
                where not exists (
                    select from certificate_reminder r
                    where r.completion_id = due.id and r.reminder = due.reminder)
                order by due.expires_on, due.id limit ?5
                on conflict do nothing
                returning completion_id
            )
            select due.id, due.person_id, due.course, cast(due.expires_on as text)
            from due join said on said.completion_id = due.id
            order by due.expires_on, due.id\
            """;

    @Inject Policies policies;
    @Inject EventLog log;
    @Inject Clock clock;

    /// Part of the caller's transaction.
    ///
    /// @return how many were said; as many as asked for means that there may be more
    Uni<Integer> say(int atMost) {
        LocalDate today = LocalDate.now(clock);
        return policies.valueOn(FIRST, today)
                .chain(first ->
                        policies.valueOn(LAST, today)
                                .chain(last -> due(today, first, last, atMost)))
                .map(rows -> rows.stream().map(row -> event(row, today)).toList())
                .call(events -> log.append(events))
                .map(List::size);
    }

    private Uni<List<Object[]>> due(LocalDate today, long first, long last, int atMost) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(SAY, Object[].class)
                                .setParameter(1, today)
                                .setParameter(2, first)
                                .setParameter(3, last)
                                .setParameter(4, clock.instant())
                                .setParameter(5, atMost)
                                .getResultList());
    }

    private static CertificateExpiresSoon event(Object[] row, LocalDate today) {
        LocalDate expiresOn = LocalDate.parse((String) row[3]);
        return new CertificateExpiresSoon(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                expiresOn,
                ChronoUnit.DAYS.between(today, expiresOn));
    }
}
