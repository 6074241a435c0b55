package org.assemble.ledger.due.model;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.RunApproved;
import org.assemble.ledger.journal.model.PayoutEvent.RunCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.RunProposed;
import org.assemble.ledger.journal.model.PayoutEvent.RunReleased;
import org.assemble.ledger.journal.model.PayoutEvent.RunSettled;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final InvoiceSubmitted SUBMITTED =
            new InvoiceSubmitted(id(1), CAMPAIGN, id(2), 100, id(3), null, DAY);
    private static final InvoiceApproved APPROVED =
            new InvoiceApproved(id(1), CAMPAIGN, 100, id(4), 200_000, 0L, DAY);
    private static final InvoicePaid PAID = new InvoicePaid(id(1), CAMPAIGN, 100, "FP", id(3), DAY);
    private static final RunProposed PROPOSED = new RunProposed(id(5), id(3), DAY);
    private static final PayoutProposed LINE = new PayoutProposed(id(5), CAMPAIGN, 100, id(6), DAY);
    private static final RunApproved RUN_APPROVED = new RunApproved(id(5), id(4), 0L, DAY);
    private static final RunReleased RELEASED =
            new RunReleased(id(5), id(3), "run.csv", "00", 100, 1, DAY);

    @Test
    void M4_an_invoice_waits_for_approval_then_for_payment_then_for_nothing() {
        assertThat(Step.after(List.of(SUBMITTED))).contains(Step.APPROVAL);
        assertThat(Step.after(List.of(SUBMITTED, APPROVED))).contains(Step.PAYMENT);
        assertThat(Step.after(List.of(SUBMITTED, APPROVED, PAID))).contains(Step.NONE);
    }

    @Test
    void M3_a_run_waits_for_approval_release_and_settlement_and_a_cancelled_one_for_nothing() {
        assertThat(Step.after(List.of(PROPOSED, LINE))).contains(Step.APPROVAL);
        assertThat(Step.after(List.of(PROPOSED, LINE, RUN_APPROVED))).contains(Step.RELEASE);
        assertThat(Step.after(List.of(PROPOSED, LINE, RUN_APPROVED, RELEASED)))
                .contains(Step.SETTLEMENT);
        assertThat(
                        Step.after(
                                List.of(
                                        PROPOSED,
                                        LINE,
                                        RUN_APPROVED,
                                        RELEASED,
                                        new RunSettled(id(5), id(3), "BACS", DAY))))
                .contains(Step.NONE);
        assertThat(Step.after(List.of(PROPOSED, new RunCancelled(id(5), id(3), "typo", DAY))))
                .contains(Step.NONE);
    }

    @Test
    void what_counts_before_the_step_that_led_to_it_is_the_furthest_still() {
        assertThat(Step.after(List.of(PAID))).contains(Step.NONE);
        assertThat(Step.after(List.of(LINE))).isEmpty();
    }
}
