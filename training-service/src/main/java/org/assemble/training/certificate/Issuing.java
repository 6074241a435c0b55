package org.assemble.training.certificate;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.assemble.training.certificate.model.CertificateNumber;

/// Gives completed trainings their certificates (T4). Every method is part of the caller's
/// transaction.
@ApplicationScoped
public class Issuing {
    // A number drawn twice would break the transaction, not share a certificate; it won't happen.
    private static final String ISSUE =
            """
            insert into certificate (completion_id, number, course_name, course_version, issued_at)
            select n.id, n.number, coalesce(v.name, course.name), coalesce(v.version, 1), ?1
            from unnest(cast(?2 as uuid[]), cast(?3 as text[])) as n(id, number)
            join completion c on c.id = n.id
            join course on course.code = c.course
            join session s on s.id = c.session_id
            left join course_version v on v.course = c.course and v.version = (
                select coalesce(max(w.version), 1) from course_version w
                where w.course = c.course and w.effective_at <= s.starts_at)
            order by n.id
            on conflict (completion_id) do nothing\
            """;
    private static final String WITHOUT_ONE =
            """
            select c.id from completion c left join certificate k on k.completion_id = c.id
            where k.completion_id is null and c.withdrawn_at is null
            order by c.id limit ?1\
            """;

    private final SecureRandom random = new SecureRandom();

    @Inject Clock clock;

    /// One for each completion.
    ///
    /// @return how many were issued
    public Uni<Integer> issue(List<UUID> completions) {
        if (completions.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ISSUE)
                                .setParameter(1, clock.instant())
                                .setParameter(2, completions.toArray(UUID[]::new))
                                .setParameter(
                                        3,
                                        completions.stream()
                                                .map(_ -> CertificateNumber.draw(random).text())
                                                .toArray(String[]::new))
                                .executeUpdate());
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
                .chain(this::issue);
    }
}
