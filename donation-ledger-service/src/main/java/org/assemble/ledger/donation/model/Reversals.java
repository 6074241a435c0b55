package org.assemble.ledger.donation.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.ALREADY_REVERSED;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_NOT_POSITIVE;
import static org.assemble.ledger.journal.model.Refusal.DATE_IN_FUTURE;
import static org.assemble.ledger.journal.model.Refusal.REVERSAL_BEFORE_DONATION;
import static org.assemble.ledger.journal.model.Refusal.REVERSAL_EXCEEDS_DONATION;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_DONATION;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.FundCommand.TakeBack;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.mandate.model.MandateCommand.PaymentReversed;

/// M7: what goes back of a donation is taken from the fund that it had gone to, in one or several
/// parts up to the whole.
public final class Reversals {

    private Reversals() {}

    /// @param mandate the mandate that the donation came by; unknown if it came by none
    /// @param fund the fund of the campaign that the donation names; unknown if it names none
    /// @param next if {@link #passesOn} says so, the donor's next payment that is not wholly
    ///   reversed
    public static Decision decide(
            ReverseDonation command,
            Donation donation,
            Mandate mandate,
            Fund fund,
            Optional<Donation.Recorded> next,
            Terms terms,
            LocalDate today) {
        if (command.pence() <= 0) {
            return refuse(AMOUNT_NOT_POSITIVE, "At least a penny goes back.");
        }
        if (command.reversedOn().isAfter(today)) {
            return refuse(DATE_IN_FUTURE, command.reversedOn() + " is still to come.");
        }
        return switch (donation) {
            case Donation.Unknown _ ->
                    refuse(
                            UNKNOWN_DONATION,
                            "No donation has the id " + command.donationId() + ".");
            case Donation.Recorded recorded ->
                    broken(command, recorded)
                            .orElseGet(
                                    () -> takeBack(command, recorded, mandate, fund, next, terms));
        };
    }

    private static Optional<Decision> broken(ReverseDonation command, Donation.Recorded donation) {
        LocalDate receivedOn = donation.event().gift().receivedOn();
        if (command.reversedOn().isBefore(receivedOn)) {
            return Optional.of(
                    refuse(
                            REVERSAL_BEFORE_DONATION,
                            "The donation came in on " + receivedOn + "."));
        }
        long leftPence = donation.leftPence();
        if (leftPence == 0) {
            return Optional.of(
                    refuse(ALREADY_REVERSED, "The donation is wholly reversed already."));
        }
        return command.pence() > leftPence
                ? Optional.of(
                        refuse(
                                REVERSAL_EXCEEDS_DONATION,
                                "Of the donation " + leftPence + " pence are left."))
                : Optional.empty();
    }

    private static Decision takeBack(
            ReverseDonation command,
            Donation.Recorded donation,
            Mandate mandate,
            Fund fund,
            Optional<Donation.Recorded> next,
            Terms terms) {
        Reversal reversal = reversal(command, donation);
        Decision taken =
                switch (donation.event()) {
                    case GivenToNationalFund e ->
                            accept(new ReversedFromNationalFund(reversal, e.campaignId()));
                    case GivenToMovement e ->
                            accept(new ReversedFromMovement(reversal, e.campaignId()));
                    case GivenToUnit _ -> accept(new ReversedFromUnit(reversal));
                    case GivenToCampaign e ->
                            fund.decide(
                                    new TakeBack(
                                            e.campaignId(),
                                            reversal,
                                            e.shareBasisPoints(),
                                            next.map(payment ->
                                                    named(payment, e.campaignId(), command))),
                                    terms);
                };
        return reversal.whole() && !(mandate instanceof Mandate.Unknown)
                ? mandate.decide(
                                new PaymentReversed(command.donationId(), command.reversedOn()),
                                fund)
                        .and(taken)
                : taken;
    }

    private static Reversal reversal(ReverseDonation command, Donation.Recorded donation) {
        Gift gift = donation.event().gift();
        return new Reversal(
                command.reversalId(),
                command.donationId(),
                command.kind(),
                command.source(),
                command.reference(),
                command.pence(),
                donation.leftPence() - command.pence(),
                command.reversedOn(),
                gift.donorId(),
                gift.mandateId(),
                gift.assemblyId());
    }

    /// M5: the payment that is the donor's first from now on.
    private static FirstPaymentNamed named(
            Donation.Recorded next, UUID campaignId, ReverseDonation command) {
        Gift gift = next.event().gift();
        return new FirstPaymentNamed(
                gift.mandateId(),
                campaignId,
                gift.donorId(),
                gift.donationId(),
                next.leftPence(),
                command.reversedOn());
    }

    /// M5: whether all that is left of a first payment goes back, so that the donor's next payment,
    /// if there is one, takes its place.
    public static boolean passesOn(ReverseDonation command, Donation.Recorded donation, Fund fund) {
        Gift gift = donation.event().gift();
        return command.pence() == donation.leftPence()
                && fund.match().isFirst(gift.donorId(), gift.donationId());
    }

    /// The campaign whose fund decides, or null.
    public static UUID campaignOf(Donation.Recorded donation) {
        return donation.event().campaign().orElse(null);
    }
}
