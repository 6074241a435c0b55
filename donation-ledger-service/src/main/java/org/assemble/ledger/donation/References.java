package org.assemble.ledger.donation;

import static org.assemble.ledger.journal.model.Refusal.REFERENCE_REUSED;

import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.donation.model.RecordDonation;
import org.assemble.ledger.donation.model.ReverseDonation;
import org.assemble.ledger.journal.Key;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;

/// M10: a reference of a source names one donation, or one reversal, for ever, and stands for what
/// was told under it. The audit computes from the events what that was, so these words never
/// change.
public final class References {

    private References() {}

    /// What is compared when the same reference comes again: all but the id that the donation would
    /// get. What is null is not written, so what was told before `fund` stood here is the same.
    ///
    /// @param fund `unit`, or null
    private record ToldDonation(
            long pence,
            LocalDate receivedOn,
            UUID donorId,
            UUID mandateId,
            UUID campaignId,
            String fund) {}

    private record ToldReversal(UUID donationId, Kind kind, long pence, LocalDate reversedOn) {}

    static Key of(RecordDonation command) {
        return key(
                named("donation", command.source(), command.reference()),
                command.reference(),
                new ToldDonation(
                        command.pence(),
                        command.receivedOn(),
                        command.donorId(),
                        command.mandateId(),
                        command.campaignId(),
                        fund(command.toUnit())));
    }

    static Key of(ReverseDonation command) {
        return key(
                named("reversal", command.source(), command.reference()),
                command.reference(),
                new ToldReversal(
                        command.donationId(),
                        command.kind(),
                        command.pence(),
                        command.reversedOn()));
    }

    /// What may have been told of a donation: who told a payment of a mandate may have named donor
    /// and campaign, and need not. The likeliest comes first.
    public static Stream<Key> of(DonationEvent event) {
        Gift gift = event.gift();
        UUID campaignId = event.campaign().orElse(null);
        if (gift.mandateId() == null) {
            return Stream.of(told(gift, gift.donorId(), campaignId, event instanceof GivenToUnit));
        }
        return Stream.of(false, true)
                .flatMap(donor ->
                        Stream.of(false, true)
                                .map(campaign ->
                                        told(
                                                gift,
                                                donor ? gift.donorId() : null,
                                                campaign ? campaignId : null,
                                                false)));
    }

    private static Key told(Gift gift, UUID donorId, UUID campaignId, boolean toUnit) {
        return key(
                nameOf(gift),
                gift.reference(),
                new ToldDonation(
                        gift.pence(),
                        gift.receivedOn(),
                        donorId,
                        gift.mandateId(),
                        campaignId,
                        fund(toUnit)));
    }

    private static String fund(boolean toUnit) {
        return toUnit ? "unit" : null;
    }

    /// What was told of a reversal.
    public static Key of(Reversal reversal) {
        return key(
                nameOf(reversal),
                reversal.reference(),
                new ToldReversal(
                        reversal.donationId(),
                        reversal.kind(),
                        reversal.pence(),
                        reversal.reversedOn()));
    }

    /// The key that counts a donation once.
    public static String nameOf(Gift gift) {
        return named("donation", gift.source(), gift.reference());
    }

    /// The key that counts a reversal once.
    public static String nameOf(Reversal reversal) {
        return named("reversal", reversal.source(), reversal.reference());
    }

    private static String named(String kind, String source, String reference) {
        return kind + ":" + source + ":" + reference;
    }

    private static Key key(String name, String reference, Object told) {
        return Key.of(
                name,
                told,
                new LedgerRefusal(REFERENCE_REUSED)
                        .at("/reference", reference + " was told before as something else."));
    }
}
