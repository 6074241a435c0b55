package org.assemble.training.certificate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.training.certificate.model.CertificateNumber;

/// A certificate and the completion that it is of.
///
/// @param id the completion's
/// @param courseName as the course was called, in the version that it had, when the session began
/// @param expiresOn the first day on which it is held no more; null where it does not expire
/// @param withdrawnAt null, as the reason is, where it is not withdrawn
/// @param statusIndex its place in the public status lists
record Certificate(
        UUID id,
        String number,
        UUID personId,
        String course,
        String courseName,
        int courseVersion,
        UUID sessionId,
        Instant completedAt,
        LocalDate expiresOn,
        Instant withdrawnAt,
        String withdrawnReason,
        long statusIndex) {

    /// Whether it is held, and why not.
    enum Standing {
        VALID,
        EXPIRED,
        WITHDRAWN
    }

    Standing on(LocalDate day) {
        if (withdrawnAt != null) {
            return Standing.WITHDRAWN;
        }
        return expiresOn == null || day.isBefore(expiresOn) ? Standing.VALID : Standing.EXPIRED;
    }

    String shownNumber() {
        return new CertificateNumber(number).shown();
    }
}
