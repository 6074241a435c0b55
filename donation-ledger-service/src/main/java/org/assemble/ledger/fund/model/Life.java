package org.assemble.ledger.fund.model;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent.AgreementConfirmed;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignRegistered;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;

/// The steps of a campaign's life that its money depends on; a step not yet taken is null. It folds
/// by itself from the campaign's own few events, without its money.
public record Life(
        UUID campaignId,
        UUID electionId,
        String region,
        LocalDate agreedOn,
        LocalDate launchedOn,
        LocalDate withdrewOn)
        implements State<Life> {

    public static final Life UNKNOWN = new Life(null, null, null, null, null, null);

    public boolean known() {
        return campaignId != null;
    }

    public boolean agreed() {
        return agreedOn != null;
    }

    public boolean launched() {
        return launchedOn != null;
    }

    public boolean withdrew() {
        return withdrewOn != null;
    }

    /// M9: what came in later than the day of the withdrawal is the national fund's.
    boolean withdrewBefore(LocalDate day) {
        return withdrew() && withdrewOn.isBefore(day);
    }

    @Override
    public Life evolve(LedgerEvent event) {
        return switch (event) {
            case CampaignRegistered e ->
                    new Life(e.campaignId(), e.electionId(), e.region(), null, null, null);
            case AgreementConfirmed e -> agree(e.occurredOn());
            case LaunchHeld e -> launch(e.occurredOn());
            case CampaignWithdrew e -> withdraw(e.occurredOn());
            case FirstPaymentMatched _, RestWrittenOff _, ElectionEvent _, MandateEvent _ -> this;
            case DonationEvent _, ReversalEvent _, InvoiceEvent _, BankDetailsEvent _ -> this;
            case PayoutEvent _, PolicyEvent _, PeriodEvent _ -> this;
        };
    }

    private Life agree(LocalDate day) {
        return new Life(campaignId, electionId, region, day, launchedOn, withdrewOn);
    }

    private Life launch(LocalDate day) {
        return new Life(campaignId, electionId, region, agreedOn, day, withdrewOn);
    }

    private Life withdraw(LocalDate day) {
        return new Life(campaignId, electionId, region, agreedOn, launchedOn, day);
    }
}
