package org.assemble.training.certificate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import org.assemble.platform.caller.Caller;
import org.assemble.training.certificate.CertificateResource.CertificateView;

/// Certificates as those who may read them see them.
@ApplicationScoped
class CertificateViews {
    @Inject PublicAddress address;
    @Inject Clock clock;

    CertificateView of(Certificate certificate, Caller asking) {
        return new CertificateView(
                certificate.id(),
                certificate.shownNumber(),
                certificate.personId(),
                certificate.course(),
                certificate.courseName(),
                certificate.courseVersion(),
                certificate.sessionId(),
                certificate.completedAt().atZone(clock.getZone()).toLocalDate(),
                certificate.expiresOn(),
                certificate.on(LocalDate.now(clock)).name(),
                certificate.withdrawnAt(),
                seesWhy(certificate, asking) ? certificate.withdrawnReason() : null,
                address.of(CheckResource.PATH + certificate.shownNumber()));
    }

    /// D1: why is between the holder and those who withdrew it; for the others it is withdrawn.
    private static boolean seesWhy(Certificate certificate, Caller asking) {
        return asking.personId().equals(certificate.personId()) || asking.has("national-admin");
    }
}
