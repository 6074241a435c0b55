package org.assemble.training.certificate;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.assemble.platform.settings.Json;
import org.assemble.training.certificate.model.StatusBits;

/// Makes badges of certificates and signs them.
@ApplicationScoped
class Badges {
    static final String ISSUER = "/api/v1/trainings/issuer";
    private static final String COURSES = "/api/v1/trainings/courses/";

    @Inject BadgeKeys keys;
    @Inject CertificateSettings settings;
    @Inject PublicAddress address;
    @Inject Json json;
    @Inject Clock clock;

    /// The badge as a compact JWS, signed on a worker.
    Uni<String> signedBadge(Certificate certificate) {
        return onWorker(() -> keys.signBadge(json.write(badge(certificate))));
    }

    /// Another credential of ours that others shall be able to verify, made and signed on a worker.
    Uni<String> signed(Supplier<?> credential) {
        return onWorker(() -> keys.signCredential(json.write(credential.get())));
    }

    private static Uni<String> onWorker(Supplier<String> signing) {
        return Uni.createFrom()
                .item(signing)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    Badge.Issuer issuer() {
        return new Badge.Issuer(
                address.of(ISSUER), List.of("Profile"), settings.issuer(), address.of("/"));
    }

    Badge badge(Certificate certificate) {
        // Whole seconds, because the token's claims have no smaller ones and must be the same.
        Instant from = certificate.completedAt().truncatedTo(ChronoUnit.SECONDS);
        Instant until =
                certificate.expiresOn() == null
                        ? null
                        : certificate.expiresOn().atStartOfDay(clock.getZone()).toInstant();
        String id = address.of(CheckResource.PATH + certificate.number());
        Badge.Subject subject = subject(certificate, from);
        Badge.Issuer issuer = issuer();
        return new Badge(
                Badge.CONTEXT,
                id,
                List.of("VerifiableCredential", "OpenBadgeCredential"),
                certificate.courseName(),
                issuer,
                from,
                until,
                subject,
                status(certificate.statusIndex()),
                issuer.id(),
                id,
                subject.id(),
                from.getEpochSecond(),
                until == null ? null : until.getEpochSecond());
    }

    private Badge.Subject subject(Certificate certificate, Instant completedAt) {
        return new Badge.Subject(
                "urn:uuid:" + certificate.personId(),
                List.of("AchievementSubject"),
                completedAt,
                new Badge.Achievement(
                        address.of(COURSES + certificate.course()),
                        List.of("Achievement"),
                        certificate.courseName(),
                        Integer.toString(certificate.courseVersion()),
                        "The training “%s” of %s."
                                .formatted(certificate.courseName(), settings.issuer()),
                        new Badge.Criteria(
                                "Attended a session of the training for at least the share of its"
                                        + " length that counts, as its trainer recorded.")));
    }

    private Badge.Status status(long index) {
        String list = address.of(StatusLists.PATH + StatusBits.listOf(index));
        long place = StatusBits.placeOf(index);
        return new Badge.Status(
                list + "#" + place,
                "BitstringStatusListEntry",
                StatusLists.PURPOSE,
                Long.toString(place),
                list);
    }
}
