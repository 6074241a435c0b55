package org.assemble.training.certificate;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Certificates as pages to print.
@ApplicationScoped
class Papers {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    @Inject CertificateSettings settings;
    @Inject PublicAddress address;
    @Inject Clock clock;

    /// A PDF, made on a worker: reading a font and compressing it takes some tens of milliseconds.
    ///
    /// @param name of its holder, as their sign-in brings it along; without one there is a line to
    ///   write on. D2: this service keeps no names
    Uni<byte[]> print(Certificate certificate, Optional<String> name) {
        Paper paper = paper(certificate, name);
        return Uni.createFrom()
                .item(paper::pdf)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Paper paper(Certificate certificate, Optional<String> name) {
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
                name,
                completed,
                held,
                certificate.shownNumber(),
                address.of(CheckResource.PATH + certificate.shownNumber()));
    }
}
