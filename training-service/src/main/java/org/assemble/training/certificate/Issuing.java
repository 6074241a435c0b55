package org.assemble.training.certificate;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.assemble.training.certificate.model.CertificateNumber;
import org.assemble.training.certificate.model.StatusBits;
import org.assemble.training.record.WhenCompleted;

/// Gives completed trainings their certificates (T4). Every method is part of the caller's
/// transaction.
@ApplicationScoped
class Issuing implements WhenCompleted {
    // A number drawn twice would break the transaction, not share a certificate; it won't happen.
    // A place drawn twice happens: who finds it taken draws again. The list is the next one when
    // half as many were issued as it has places, so that at most every other draw is in vain.
    private static final String ISSUE =
            """
            insert into certificate
                (completion_id, number, course_name, course_version, issued_at, status_index)
            select n.id, n.number, coalesce(v.name, course.name), coalesce(v.version, 1), ?1,
                   nextval('certificate_count') / ?5 * ?6 + n.place
            from unnest(cast(?2 as uuid[]), cast(?3 as text[]), cast(?4 as integer[]))
                as n(id, number, place)
            join completion c on c.id = n.id
            join course on course.code = c.course
            join session s on s.id = c.session_id
            left join course_version v on v.course = c.course and v.version = (
                select coalesce(max(w.version), 1) from course_version w
                where w.course = c.course and w.effective_at <= s.starts_at)
            order by n.id
            on conflict (status_index) do nothing
            returning completion_id\
            """;
    private static final String WITHOUT_ONE =
            """
            select c.id from completion c left join certificate k on k.completion_id = c.id
            where k.completion_id is null and c.withdrawn_at is null
            order by c.id limit ?1\
            """;

    // As likely as a number that is drawn twice.
    private static final int MOST_DRAWS = 64;

    private final SecureRandom random = new SecureRandom();

    @Inject Clock clock;

    @Override
    public Uni<Void> completed(List<UUID> completions) {
        return issue(completions, random, MOST_DRAWS);
    }

    /// One for each completion.
    ///
    /// @param by must be one that nobody can predict
    Uni<Void> issue(List<UUID> completions, RandomGenerator by, int mostDraws) {
        if (completions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (mostDraws == 0) {
            throw new IllegalStateException("no certificates for " + completions);
        }
        return draw(completions, by)
                .map(issued -> completions.stream().filter(id -> !issued.contains(id)).toList())
                .chain(left -> issue(left, by, mostDraws - 1));
    }

    /// @return those that got a place
    private Uni<Set<UUID>> draw(List<UUID> completions, RandomGenerator by) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ISSUE, UUID.class)
                                .setParameter(1, clock.instant())
                                .setParameter(2, completions.toArray(UUID[]::new))
                                .setParameter(
                                        3,
                                        completions.stream()
                                                .map(_ -> CertificateNumber.draw(by).text())
                                                .toArray(String[]::new))
                                .setParameter(
                                        4,
                                        completions.stream()
                                                .map(_ -> by.nextInt(StatusBits.LENGTH))
                                                .toArray(Integer[]::new))
                                .setParameter(5, (long) StatusBits.MOST_TAKEN)
                                .setParameter(6, (long) StatusBits.LENGTH)
                                .getResultList())
                .map(Set::copyOf);
    }

    /// For what was completed before there were certificates.
    ///
    /// @return how many were issued; as many as asked for means that there may be more
    Uni<Integer> issueMissing(int atMost) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WITHOUT_ONE, UUID.class)
                                .setParameter(1, atMost)
                                .getResultList())
                .call(this::completed)
                .map(List::size);
    }
}
