package org.assemble.training.certificate;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.assemble.platform.caller.Caller;

/// Certificates as pages to print.
@ApplicationScoped
class Papers {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    @Inject CertificateSettings settings;
    @Inject PublicAddress address;
    @Inject Clock clock;

    /// A PDF, made on a worker: reading a font and compressing it takes some tens of milliseconds.
    Uni<byte[]> print(Certificate certificate, Caller asking) {
        Paper paper = paper(certificate, asking);
        return Uni.createFrom()
                .item(paper::pdf)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Paper paper(Certificate certificate, Caller asking) {
        String completed = certificate.completedAt().atZone(clock.getZone()).format(DAY);
        String held =
                certificate.expiresOn() == null
                        ? "This certificate does not expire."
                        : "Valid until "
                                + certificate.expiresOn().minusDays(1).format(DAY)
                                + ", that day included.";
        return new Paper(
                settings.issuer(),
                certificate.courseName(),
                nameOnIt(certificate, asking),
                completed,
                held,
                certificate.shownNumber(),
                address.of(CheckResource.PATH + certificate.shownNumber()));
    }

    /// D2: this service keeps no names. Who prints their own certificate finds the name on it that
    /// their sign-in brings along; anyone else finds a line to write on.
    private static Optional<String> nameOnIt(Certificate certificate, Caller asking) {
        return asking.personId().equals(certificate.personId()) ? asking.name() : Optional.empty();
    }
}
