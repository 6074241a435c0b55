package org.assemble.ledger.announcement;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.announcement.Announcement.DonationMatched;
import org.assemble.ledger.announcement.Announcement.DonationRecorded;
import org.assemble.ledger.announcement.Announcement.DonationReversed;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent.AgreementConfirmed;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignRegistered;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.PayoutEvent.RunEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;

/// The one place that says which events others hear of, and in which words.
public final class Announcements {

    private Announcements() {}

    /// A UUIDv7 (RFC 9562) whose random part is a hash, so the audit computes it again: a message
    /// under another id would be taken twice.
    ///
    /// @param hash what is told of: an event's in the chain, or a checkpoint's root; at least 10
    ///   bytes
    public static UUID id(Instant moment, byte[] hash) {
        ByteBuffer random = ByteBuffer.wrap(hash);
        long high = moment.toEpochMilli() << 16 | 0x7000 | random.getShort() & 0x0FFF;
        long low = 0x8000_0000_0000_0000L | random.getLong() & 0x3FFF_FFFF_FFFF_FFFFL;
        return new UUID(high, low);
    }

    public static Optional<Announcement> of(LedgerEvent event) {
        return Optional.ofNullable(orNull(event));
    }

    private static Announcement orNull(LedgerEvent event) {
        return switch (event) {
            case GivenToNationalFund e -> recorded(e, "national", 0, 0);
            case GivenToMovement e -> recorded(e, "movement", 0, 0);
            case GivenToUnit e -> recorded(e, "unit", 0, 0);
            case GivenToCampaign e -> recorded(e, "campaign", e.campaignPence(), e.matchedPence());
            case ReversedFromNationalFund e -> reversed(e, "national", 0, 0);
            case ReversedFromMovement e -> reversed(e, "movement", 0, 0);
            case ReversedFromUnit e -> reversed(e, "unit", 0, 0);
            case ReversedFromCampaign e ->
                    reversed(e, "campaign", e.campaignPence(), e.matchedPence());
            case FirstPaymentMatched e ->
                    new DonationMatched(
                            e.campaignId(), e.donationId(), e.mandateId(), e.matchedPence());
            case InvoicePaid e ->
                    new Announcement.InvoicePaid(e.invoiceId(), e.campaignId(), e.pence());
            case PayoutSettled e ->
                    new Announcement.PayoutSettled(
                            e.runId(), e.campaignId(), e.pence(), e.occurredOn());
            case CampaignRegistered _, AgreementConfirmed _, LaunchHeld _, CampaignWithdrew _ ->
                    null;
            case RestWrittenOff _, ElectionEvent _, MandateEvent _, BankDetailsEvent _ -> null;
            case InvoiceSubmitted _, InvoiceApproved _, RunEvent _ -> null;
            case PayoutProposed _, PayoutReleased _, PayoutCancelled _ -> null;
            case PolicyEvent _, PeriodEvent _ -> null;
        };
    }

    private static DonationRecorded recorded(
            DonationEvent event, String fund, long campaignPence, long matchedPence) {
        Gift gift = event.gift();
        return new DonationRecorded(
                gift.donationId(),
                event.campaign().orElse(null),
                gift.assemblyId(),
                gift.mandateId(),
                gift.pence(),
                campaignPence,
                matchedPence,
                gift.receivedOn(),
                fund);
    }

    private static DonationReversed reversed(
            ReversalEvent event, String fund, long campaignPence, long matchedPence) {
        Reversal reversal = event.reversal();
        return new DonationReversed(
                reversal.reversalId(),
                reversal.donationId(),
                event.campaign().orElse(null),
                reversal.assemblyId(),
                reversal.mandateId(),
                reversal.kind().name(),
                reversal.pence(),
                reversal.leftPence(),
                campaignPence,
                matchedPence,
                reversal.reversedOn(),
                fund);
    }
}
