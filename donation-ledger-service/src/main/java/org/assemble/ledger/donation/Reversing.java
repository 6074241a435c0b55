package org.assemble.ledger.donation;

import static org.assemble.ledger.journal.model.Refusal.REFERENCE_REUSED;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.donation.ReversalResource.ReversalView;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.donation.model.Reversals;
import org.assemble.ledger.donation.model.ReverseDonation;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.Key;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.mandate.model.Mandate;

/// Reversals, told to the ledger (M7).
@ApplicationScoped
class Reversing {

    /// What is compared when the same reference comes again: all but the id that the reversal would
    /// get.
    private record Told(UUID donationId, Kind kind, long pence, LocalDate reversedOn) {}

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
                .named(
                        Key.of(
                                "reversal:" + command.source() + ":" + command.reference(),
                                new Told(
                                        command.donationId(),
                                        command.kind(),
                                        command.pence(),
                                        command.reversedOn()),
                                new LedgerRefusal(REFERENCE_REUSED)
                                        .at(
                                                "/reference",
                                                "%s was told before as something else."
                                                        .formatted(command.reference()))));
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
