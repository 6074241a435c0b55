package org.assemble.ledger.donation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.donation.ReversalResource.ReversalView;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.donation.model.Reversals;
import org.assemble.ledger.donation.model.ReverseDonation;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.mandate.model.Mandate;

/// Reversals, told to the ledger (M7).
@ApplicationScoped
class Reversing {

    /// M10: the same reversal told twice counts once, whoever tells it and under whichever key.
    Order<ReversalView> reversing(ReverseDonation command) {
        return Order.of(
                        ledger -> decide(command, ledger),
                        ledger ->
                                ReversalView.of(
                                        ((Donation.Recorded) ledger.donation(command.donationId()))
                                                .reversals()
                                                .getLast()),
                        ReversalView.class)
                .named(References.of(command));
    }

    private static Decision decide(ReverseDonation command, Ledger ledger) {
        return switch (ledger.donation(command.donationId())) {
            case Donation.Unknown unknown ->
                    Reversals.decide(
                            command,
                            unknown,
                            Mandate.UNKNOWN,
                            Fund.UNKNOWN,
                            Optional.empty(),
                            ledger.termsOn(ledger.today(), Fund.UNKNOWN),
                            ledger.today());
            case Donation.Recorded donation -> decide(command, donation, ledger);
        };
    }

    private static Decision decide(
            ReverseDonation command, Donation.Recorded donation, Ledger ledger) {
        Gift gift = donation.event().gift();
        Mandate mandate =
                gift.mandateId() == null ? Mandate.UNKNOWN : ledger.mandate(gift.mandateId());
        UUID campaignId = Reversals.campaignOf(donation);
        Fund fund = campaignId == null ? Fund.UNKNOWN : ledger.fund(campaignId);
        return Reversals.decide(
                command,
                donation,
                mandate,
                fund,
                next(command, donation, fund, ledger),
                ledger.termsOn(command.reversedOn(), fund),
                ledger.today());
    }

    /// M5: the payment that takes the donation's place. Its mandate is looked at, too, because that
    /// is where it is written.
    private static Optional<Donation.Recorded> next(
            ReverseDonation command, Donation.Recorded donation, Fund fund, Ledger ledger) {
        if (!Reversals.passesOn(command, donation, fund)) {
            return Optional.empty();
        }
        Optional<Donation.Recorded> next =
                ledger.nextPayment(
                        fund.life().campaignId(),
                        donation.event().gift().donorId(),
                        command.donationId());
        next.ifPresent(payment -> ledger.mandate(payment.event().gift().mandateId()));
        return next;
    }
}
