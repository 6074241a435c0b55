package org.assemble.training.certificate;

import static org.assemble.training.TrainingRefusal.CERTIFICATE_WITHDRAWN;
import static org.assemble.training.TrainingRefusal.NOT_YOUR_CERTIFICATE;
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
            where\
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
                                        CERTIFICATES
                                                + " c.personId = ?1 and k.id > ?2 order by k.id",
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

    /// The same for what can be shown as one's own: the holder's alone, and of one that is
    /// withdrawn there is no badge and no page.
    @WithSession
    Uni<Certificate> getOwn(Caller caller, UUID personId, UUID id) {
        return records.mustSee(caller, personId)
                .invoke(() -> mustBe(caller, personId))
                .chain(() -> find(personId, id))
                .invoke(Certificates::mustNotBeWithdrawn);
    }

    /// The certificate that has a number, for who got to know of it by that; for the national team.
    @WithSession
    Uni<Certificate> numbered(String typed) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(CERTIFICATES + " k.number = ?1", Certificate.class)
                                .setParameter(1, number(typed))
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() ->
                        UNKNOWN_CERTIFICATE.because("No certificate has the number you sent."));
    }

    /// Takes it back, with the completion that it is of. Of two at the same time, one does.
    @WithTransaction
    Uni<Certificate> withdraw(Caller caller, UUID personId, UUID id, String reason) {
        return find(personId, id)
                .invoke(Certificates::mustNotBeWithdrawn)
                .chain(() -> completions.withdraw(id, caller.personId(), reason))
                .invoke(done -> {
                    if (!done) {
                        throw CERTIFICATE_WITHDRAWN.because("Somebody else has just done so.");
                    }
                })
                .chain(() -> find(personId, id));
    }

    /// Whether a number is that of a certificate that is held today.
    @WithSession
    Uni<Boolean> isValid(String typed) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(VALID, Boolean.class)
                                .setParameter(1, number(typed))
                                .setParameter(2, LocalDate.now(clock))
                                .getSingleResult());
    }

    /// What can't be a number is looked up like any other, and is that of none.
    private static String number(String typed) {
        return CertificateNumber.typed(typed).map(CertificateNumber::text).orElse("of none");
    }

    private static Uni<Certificate> find(UUID personId, UUID id) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        CERTIFICATES + " c.personId = ?1 and k.id = ?2",
                                        Certificate.class)
                                .setParameter(1, personId)
                                .setParameter(2, id)
                                .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() ->
                        UNKNOWN_CERTIFICATE.because(
                                "The person has no certificate with the id %s.".formatted(id)));
    }

    private static void mustBe(Caller caller, UUID personId) {
        if (!caller.personId().equals(personId)) {
            throw NOT_YOUR_CERTIFICATE.because("Its holder is %s.".formatted(personId));
        }
    }

    private static void mustNotBeWithdrawn(Certificate certificate) {
        if (certificate.withdrawnAt() != null) {
            throw CERTIFICATE_WITHDRAWN.because(
                    "It was withdrawn at %s.".formatted(certificate.withdrawnAt()));
        }
    }
}
