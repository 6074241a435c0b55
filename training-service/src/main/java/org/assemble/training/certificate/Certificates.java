package org.assemble.training.certificate;

import static org.assemble.training.TrainingRefusal.CERTIFICATE_WITHDRAWN;
import static org.assemble.training.TrainingRefusal.UNKNOWN_CERTIFICATE;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.certificate.model.CertificateNumber;
import org.assemble.training.record.Completions;
import org.assemble.training.record.Records;

/// The certificates of completed trainings: read by those who may see the person's record, checked
/// by everyone (T4).
@ApplicationScoped
class Certificates {
    private static final String CERTIFICATES =
            """
            select k.id, k.number, c.personId, c.course, k.courseName, k.courseVersion, c.sessionId,
                   c.completedAt, c.expiresOn, c.withdrawnAt, c.withdrawnReason, k.statusIndex
            from CertificateRow k join CompletionRow c on c.id = k.id
            where c.personId = ?1 and\
            """;
    // One answer and one way to it for what was never issued, is withdrawn or has expired.
    private static final String VALID =
            """
            select exists (
                select from certificate k join completion c on c.id = k.completion_id
                where k.number = ?1 and c.withdrawn_at is null
                  and (c.expires_on is null or c.expires_on > ?2))\
            """;

    @Inject Records records;
    @Inject Completions completions;
    @Inject Clock clock;

    @WithSession
    Uni<List<Certificate>> of(Caller caller, UUID personId, PageRequest page) {
        return records.mustSee(caller, personId)
                .chain(Panache::getSession)
                .chain(session ->
                        session.createQuery(
                                        CERTIFICATES + " k.id > ?2 order by k.id",
                                        Certificate.class)
                                .setParameter(1, personId)
                                .setParameter(2, page.afterId())
                                .setMaxResults(page.rows())
                                .getResultList());
    }

    @WithSession
    Uni<Certificate> get(Caller caller, UUID personId, UUID id) {
        return records.mustSee(caller, personId).chain(() -> find(personId, id));
    }

    /// The same for what is given away: of one that is withdrawn there is no badge and no page.
    @WithSession
    Uni<Certificate> getHeld(Caller caller, UUID personId, UUID id) {
        return get(caller, personId, id).invoke(Certificates::mustNotBeWithdrawn);
    }

    /// Takes it back, with the completion that it is of.
    @WithTransaction
    Uni<Certificate> withdraw(Caller caller, UUID personId, UUID id, String reason) {
        return find(personId, id)
                .invoke(Certificates::mustNotBeWithdrawn)
                .call(found ->
                        completions.withdraw(
                                personId,
                                found.course(),
                                found.sessionId(),
                                caller.personId(),
                                reason))
                .chain(() -> find(personId, id));
    }

    /// Whether a number is that of a certificate that is held today.
    @WithSession
    Uni<Boolean> isValid(String typed) {
        String number =
                CertificateNumber.typed(typed).map(CertificateNumber::text).orElse("of none");
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(VALID, Boolean.class)
                                .setParameter(1, number)
                                .setParameter(2, LocalDate.now(clock))
                                .getSingleResult());
    }

    private static Uni<Certificate> find(UUID personId, UUID id) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(CERTIFICATES + " k.id = ?2", Certificate.class)
                                .setParameter(1, personId)
                                .setParameter(2, id)
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() ->
                        UNKNOWN_CERTIFICATE.because(
                                "The person has no certificate with the id %s.".formatted(id)));
    }

    private static void mustNotBeWithdrawn(Certificate certificate) {
        if (certificate.withdrawnAt() != null) {
            throw CERTIFICATE_WITHDRAWN.because(
                    "It was withdrawn at %s.".formatted(certificate.withdrawnAt()));
        }
    }
}
