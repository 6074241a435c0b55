package org.assemble.ledger.announcement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// What the ledger tells the others, on its topic: not its own events, only what others need, in
/// ids, pence and days.
public sealed interface Announcement extends OutgoingEvent {

    /// Money came in. `matchedPence` is what was matched at once; `fund` says where it went:
    /// `campaign`, `national`, `movement` or `unit`.
    record DonationRecorded(
            UUID donationId,
            UUID campaignId,
            UUID assemblyId,
            UUID mandateId,
            long amountPence,
            long campaignSharePence,
            long matchedPence,
            LocalDate receivedOn,
            String fund)
            implements Announcement {
        @Override
        public String type() {
            return "org.assemble.ledger.DonationRecorded.v1";
        }

        @Override
        public String subject() {
            return donationId.toString();
        }

        @Override
        public String key() {
            return campaignId == null ? "national" : campaignId.toString();
        }
    }

    /// M7: money went back. `amountPence` is what went back now, `leftPence` what is left of the
    /// donation; share and match are what it took back of them, and `fund` is what it went back
    /// from.
    record DonationReversed(
            UUID reversalId,
            UUID donationId,
            UUID campaignId,
            UUID assemblyId,
            UUID mandateId,
            String kind,
            long amountPence,
            long leftPence,
            long campaignSharePence,
            long matchedPence,
            LocalDate reversedOn,
            String fund)
            implements Announcement {
        @Override
        public String type() {
            return "org.assemble.ledger.DonationReversed.v1";
        }

        @Override
        public String subject() {
            return donationId.toString();
        }

        @Override
        public String key() {
            return campaignId == null ? "national" : campaignId.toString();
        }
    }

    /// M5: a first payment was matched later than it came in: when the launch happened, or when it
    /// took the place of one that is wholly reversed.
    record DonationMatched(UUID campaignId, UUID donationId, UUID mandateId, long matchedPence)
            implements Announcement {
        @Override
        public String type() {
            return "org.assemble.ledger.DonationMatched.v1";
        }

        @Override
        public String subject() {
            return donationId.toString();
        }

        @Override
        public String key() {
            return campaignId.toString();
        }
    }

    record InvoicePaid(UUID invoiceId, UUID campaignId, long amountPence) implements Announcement {
        @Override
        public String type() {
            return "org.assemble.ledger.InvoicePaid.v1";
        }

        @Override
        public String subject() {
            return invoiceId.toString();
        }

        @Override
        public String key() {
            return campaignId.toString();
        }
    }

    /// The bank shows that a campaign was paid.
    record PayoutSettled(UUID runId, UUID campaignId, long amountPence, LocalDate settledOn)
            implements Announcement {
        @Override
        public String type() {
            return "org.assemble.ledger.PayoutSettled.v1";
        }

        @Override
        public String subject() {
            return runId.toString();
        }

        @Override
        public String key() {
            return campaignId.toString();
        }
    }

    /// M12: the history so far, signed; who keeps it will see if the past is changed.
    ///
    /// @param origin names the ledger
    /// @param size how many events it covers
    /// @param note a C2SP tlog-checkpoint, byte for byte
    record CheckpointPublished(String origin, long size, String note, Instant publishedAt)
            implements Announcement {
        @Override
        public String type() {
            return "org.assemble.ledger.CheckpointPublished.v1";
        }

        @Override
        public String subject() {
            return Long.toString(size);
        }

        @Override
        public String key() {
            return origin;
        }
    }
}
