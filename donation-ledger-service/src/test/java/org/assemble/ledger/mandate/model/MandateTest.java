package org.assemble.ledger.mandate.model;

import static org.assemble.ledger.Happened.ASSEMBLY;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;

import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.Refusal;
import org.junit.jupiter.api.Test;

class MandateTest {

    private static final Fund FUND = Fund.UNKNOWN.evolve(REGISTERED);
    private static final MandateCommand.Pledge PLEDGE =
            new MandateCommand.Pledge(id(7), CAMPAIGN, ASSEMBLY, id(8), 1_000, DAY);
    private static final MandatePledged PLEDGED =
            new MandatePledged(id(7), CAMPAIGN, ASSEMBLY, id(8), 1_000, DAY);

    @Test
    void M1_a_pledge_in_a_ward_assembly_is_a_mandate_that_names_it() {
        assertThat(Mandate.UNKNOWN.decide(PLEDGE, FUND)).isEqualTo(Decision.accept(PLEDGED));
    }

    @Test
    void the_same_pledge_told_again_changes_nothing() {
        assertThat(Mandate.UNKNOWN.evolve(PLEDGED).decide(PLEDGE, FUND))
                .isEqualTo(Decision.accept());
    }

    @Test
    void a_pledge_of_nothing_is_refused() {
        assertThat(
                        refusal(
                                new MandateCommand.Pledge(id(7), CAMPAIGN, ASSEMBLY, id(8), 0, DAY),
                                FUND))
                .isEqualTo(Refusal.AMOUNT_NOT_POSITIVE);
    }

    @Test
    void a_pledge_for_a_campaign_that_is_not_known_is_refused_for_now() {
        assertThat(refusal(PLEDGE, Fund.UNKNOWN)).isEqualTo(Refusal.UNKNOWN_CAMPAIGN);
    }

    private static Refusal refusal(MandateCommand command, Fund fund) {
        return ((Decision.Refused) Mandate.UNKNOWN.decide(command, fund)).refusal();
    }

    @Test
    void M5_the_first_payment_makes_it_active_and_later_ones_change_nothing() {
        MandateActivated activated = new MandateActivated(id(7), CAMPAIGN, id(1), DAY);
        Mandate pledged = Mandate.UNKNOWN.evolve(PLEDGED);
        assertThat(pledged.decide(new MandateCommand.PaymentArrived(id(1), DAY), FUND))
                .isEqualTo(Decision.accept(activated));
        assertThat(
                        pledged.evolve(activated)
                                .decide(new MandateCommand.PaymentArrived(id(2), DAY), FUND))
                .isEqualTo(Decision.accept());
    }
}
