package org.assemble.ledger.donation;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_DONATION;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assemble.ledger.donation.DonationResource.DonationView;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.donation.model.Donations;
import org.assemble.ledger.donation.model.RecordDonation;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.mandate.model.Mandate;

/// Donations, told to the ledger and looked up.
@ApplicationScoped
class Donating {

    @Inject History history;

    /// M10: the same payment told twice counts once, whoever tells it and under whichever key.
    Order<DonationView> recording(RecordDonation command) {
        Order<DonationView> order =
                Order.answeredByEvent(
                                ledger -> decide(command, ledger),
                                event -> DonationView.of((DonationEvent) event),
                                DonationView.class)
                        .named(References.of(command));
        return command.mandateId() == null
                ? order
                : order.reading(StreamId.mandate(command.mandateId()));
    }

    private static Decision decide(RecordDonation command, Ledger ledger) {
        Mandate mandate =
                command.mandateId() == null ? Mandate.UNKNOWN : ledger.mandate(command.mandateId());
        UUID campaignId = Donations.campaignOf(command, mandate);
        Fund fund = campaignId == null ? Fund.UNKNOWN : ledger.fund(campaignId);
        return Donations.decide(
                command, mandate, fund, ledger.termsOn(command.receivedOn(), fund), ledger.today());
    }

    Uni<Donation.Recorded> get(UUID donationId) {
        return history.of(StreamId.donation(donationId), Donation.UNKNOWN)
                .map(donation ->
                        switch (donation) {
                            case Donation.Recorded recorded -> recorded;
                            case Donation.Unknown _ ->
                                    throw new LedgerRefusal(UNKNOWN_DONATION)
                                            .because("No donation has the id " + donationId + ".");
                        });
    }
}
