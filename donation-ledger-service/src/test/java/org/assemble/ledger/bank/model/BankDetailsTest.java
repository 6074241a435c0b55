package org.assemble.ledger.bank.model;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;

import org.assemble.ledger.bank.model.BankDetails.Command.Confirm;
import org.assemble.ledger.bank.model.BankDetails.Command.Submit;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsConfirmed;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsSubmitted;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.Refusal;
import org.junit.jupiter.api.Test;

class BankDetailsTest {

    private static final Fund FUND = Fund.UNKNOWN.evolve(REGISTERED);
    private static final BankAccount ACCOUNT =
            BankAccount.written("Campaign", "089999", "66374958");
    private static final BankDetailsSubmitted SUBMITTED =
            new BankDetailsSubmitted(CAMPAIGN, id(1), id(70), DAY);
    private static final BankDetailsConfirmed CONFIRMED =
            new BankDetailsConfirmed(CAMPAIGN, id(1), id(71), DAY);
    private static final BankDetails WAITING = BankDetails.NONE.evolve(SUBMITTED);

    @Test
    void M3_bank_details_wait_until_a_second_person_confirms_them() {
        assertThat(BankDetails.NONE.decide(new Submit(CAMPAIGN, id(1), ACCOUNT, id(70), DAY), FUND))
                .isEqualTo(Decision.accept(SUBMITTED));
        assertThat(WAITING.confirmed()).isFalse();
        assertThat(WAITING.decide(new Confirm(CAMPAIGN, id(71), DAY), FUND))
                .isEqualTo(Decision.accept(CONFIRMED));
        assertThat(WAITING.evolve(CONFIRMED).confirmed()).isTrue();
    }

    @Test
    void M3_until_a_change_is_confirmed_the_old_account_holds() {
        BankDetails changed =
                WAITING.evolve(CONFIRMED)
                        .evolve(new BankDetailsSubmitted(CAMPAIGN, id(2), id(70), DAY));
        assertThat(changed.confirmedDocumentId()).isEqualTo(id(1));
    }

    @Test
    void M3_who_submitted_bank_details_does_not_confirm_them() {
        assertThat(refusal(WAITING, new Confirm(CAMPAIGN, id(70), DAY), FUND))
                .isEqualTo(Refusal.CONFIRMER_IS_SUBMITTER);
    }

    @Test
    void nothing_waits_before_and_after() {
        Confirm confirm = new Confirm(CAMPAIGN, id(71), DAY);
        assertThat(refusal(BankDetails.NONE, confirm, FUND))
                .isEqualTo(Refusal.NO_BANK_DETAILS_WAITING);
        assertThat(refusal(WAITING.evolve(CONFIRMED), confirm, FUND))
                .isEqualTo(Refusal.NO_BANK_DETAILS_WAITING);
    }

    @Test
    void a_malformed_account_is_refused_before_an_unknown_campaign() {
        BankAccount wrong = BankAccount.written("Campaign", "0", "0");
        assertThat(
                        refusal(
                                BankDetails.NONE,
                                new Submit(CAMPAIGN, id(1), wrong, id(70), DAY),
                                Fund.UNKNOWN))
                .isEqualTo(Refusal.BANK_ACCOUNT_MALFORMED);
        assertThat(
                        refusal(
                                BankDetails.NONE,
                                new Submit(CAMPAIGN, id(1), ACCOUNT, id(70), DAY),
                                Fund.UNKNOWN))
                .isEqualTo(Refusal.UNKNOWN_CAMPAIGN);
    }

    private static Refusal refusal(BankDetails details, BankDetails.Command command, Fund fund) {
        return ((Decision.Refused) details.decide(command, fund)).refusal();
    }
}
