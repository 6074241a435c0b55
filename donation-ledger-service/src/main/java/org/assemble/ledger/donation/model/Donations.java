package org.assemble.ledger.donation.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_ABOVE_LIMIT;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_NOT_POSITIVE;
import static org.assemble.ledger.journal.model.Refusal.CAMPAIGN_NOT_OF_MANDATE;
import static org.assemble.ledger.journal.model.Refusal.DATE_IN_FUTURE;
import static org.assemble.ledger.journal.model.Refusal.DONOR_NOT_OF_MANDATE;
import static org.assemble.ledger.journal.model.Refusal.UNIT_GIFT_NOT_ALONE;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_MANDATE;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.FundCommand.TakeGift;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.Decision.Accepted;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.mandate.model.MandateCommand.PaymentArrived;

/// Where a donation goes: to the Assembly Unit's fund if it was given to the unit, by its mandate
/// or its campaign to that campaign's fund, else to the national fund (M1).
public final class Donations {

    private Donations() {}

    /// @param mandate the mandate the command names; unknown if it names none
    /// @param fund the fund of {@link #campaignOf}; unknown if there is none
    public static Decision decide(
            RecordDonation command, Mandate mandate, Fund fund, Terms terms, LocalDate today) {
        if (command.pence() <= 0) {
            return refuse(AMOUNT_NOT_POSITIVE, "A donation is at least a penny.");
        }
        if (command.pence() > terms.donationLimitPence()) {
            return refuse(
                    AMOUNT_ABOVE_LIMIT,
                    "One donation is at most " + terms.donationLimitPence() + " pence.");
        }
        if (command.receivedOn().isAfter(today)) {
            return refuse(DATE_IN_FUTURE, command.receivedOn() + " is still to come.");
        }
        if (command.toUnit()) {
            return toUnit(command, terms);
        }
        if (command.mandateId() != null) {
            return byMandate(command, mandate, fund, terms);
        }
        Gift gift = gift(command, command.donorId(), null, terms);
        return command.campaignId() == null
                ? accept(new GivenToNationalFund(gift, null))
                : fund.decide(new TakeGift(command.campaignId(), gift), terms);
    }

    /// The campaign whose fund decides, or null.
    public static UUID campaignOf(RecordDonation command, Mandate mandate) {
        return mandate instanceof Mandate.Known known
                ? known.promise().campaignId()
                : command.campaignId();
    }

    /// M1: nobody shares in it, so nobody else may be named.
    private static Decision toUnit(RecordDonation command, Terms terms) {
        return command.mandateId() == null && command.campaignId() == null
                ? accept(new GivenToUnit(gift(command, command.donorId(), null, terms)))
                : refuse(
                        UNIT_GIFT_NOT_ALONE,
                        "Leave out the campaign and the mandate, or leave out the fund.");
    }

    private static Decision byMandate(
            RecordDonation command, Mandate mandate, Fund fund, Terms terms) {
        if (!(mandate instanceof Mandate.Known known)) {
            return refuse(
                    UNKNOWN_MANDATE,
                    "The ledger does not know mandate " + command.mandateId() + ".");
        }
        Mandate.Promise promise = known.promise();
        if (command.donorId() != null && !command.donorId().equals(promise.donorId())) {
            return refuse(DONOR_NOT_OF_MANDATE, "Leave the donor out, or name the mandate's.");
        }
        if (command.campaignId() != null && !command.campaignId().equals(promise.campaignId())) {
            return refuse(
                    CAMPAIGN_NOT_OF_MANDATE, "Leave the campaign out, or name the mandate's.");
        }
        Gift gift = gift(command, promise.donorId(), promise.assemblyId(), terms);
        Decision taken = fund.decide(new TakeGift(promise.campaignId(), gift), terms);
        return taken.and(
                mandate.decide(
                        new PaymentArrived(
                                gift.donationId(), gift.pence(), isFirst(taken), gift.receivedOn()),
                        fund));
    }

    private static boolean isFirst(Decision taken) {
        return taken instanceof Accepted(List<LedgerEvent> events)
                && events.stream()
                        .anyMatch(e -> e instanceof GivenToCampaign given && given.first());
    }

    private static Gift gift(RecordDonation command, UUID donorId, UUID assemblyId, Terms terms) {
        return new Gift(
                command.donationId(),
                command.source(),
                command.reference(),
                command.pence(),
                command.receivedOn(),
                donorId,
                command.mandateId(),
                assemblyId,
                terms.donationLimitPence());
    }
}
