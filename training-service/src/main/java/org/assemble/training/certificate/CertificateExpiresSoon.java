package org.assemble.training.certificate;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// A certificate expires soon, and nothing that its holder completed since takes its place (T4).
///
/// @param expiresOn the first day on which it is held no more
/// @param daysLeft how many days it is still held, from the day on which this is said
record CertificateExpiresSoon(
        UUID certificateId, UUID personId, String course, LocalDate expiresOn, long daysLeft)
        implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.training.CertificateExpiresSoon.v1";
    }

    @Override
    public String subject() {
        return certificateId.toString();
    }

    @Override
    public String key() {
        return personId.toString();
    }
}
