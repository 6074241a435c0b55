package org.assemble.ledger.invoice.model;

import static org.assemble.ledger.Happened.AGREED;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.TERMS;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.invoice.model.InvoiceCommand.Approve;
import org.assemble.ledger.invoice.model.InvoiceCommand.Pay;
import org.assemble.ledger.invoice.model.InvoiceCommand.Submit;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.ledger.policy.model.Approver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvoiceTest {

    private static final Fund FUND = Fund.UNKNOWN.evolve(REGISTERED).evolve(AGREED);
    private static final BankAccount PRINTER =
            BankAccount.written("The Printer", "20-00-00", "5577991");
    private static final InvoiceSubmitted SUBMITTED =
            new InvoiceSubmitted(id(1), CAMPAIGN, id(2), 45_000, id(70), 200_000L, DAY);
    private static final InvoiceApproved APPROVED =
            new InvoiceApproved(id(1), CAMPAIGN, 45_000, id(71), 200_000, 0L, DAY);
    private static final InvoicePaid PAID =
            new InvoicePaid(id(1), CAMPAIGN, 45_000, "FP-1", id(72), DAY);
    private static final Invoice WAITING = Invoice.UNKNOWN.evolve(SUBMITTED);

    private static Submit submit(long pence, BankAccount supplier) {
        return new Submit(id(1), CAMPAIGN, id(2), supplier, pence, id(70), DAY);
    }

    @Test
    void M4_an_invoice_is_submitted_approved_by_a_second_person_and_paid() {
        assertThat(Invoice.UNKNOWN.decide(submit(45_000, PRINTER), FUND, TERMS))
                .isEqualTo(Decision.accept(SUBMITTED));
        assertThat(WAITING.decide(new Approve(new Approver(id(71), true, 0), DAY), FUND, TERMS))
                .isEqualTo(Decision.accept(APPROVED));
        assertThat(WAITING.evolve(APPROVED).decide(new Pay(DAY, "FP-1", id(72), DAY), FUND, TERMS))
                .isEqualTo(Decision.accept(PAID));
    }

    @Test
    void M4_up_to_the_cap_is_approved_and_a_penny_more_is_refused_with_what_is_left() {
        Fund used =
                FUND.evolve(
                        new InvoiceApproved(id(9), CAMPAIGN, 155_000, id(71), 200_000, 0L, DAY));
        assertThat(WAITING.decide(new Approve(new Approver(id(71), true, 0), DAY), used, TERMS))
                .isEqualTo(Decision.accept(APPROVED));
        Fund penny =
                used.evolve(new InvoiceApproved(id(10), CAMPAIGN, 1, id(71), 200_000, 0L, DAY));
        assertThat(WAITING.decide(new Approve(new Approver(id(71), true, 0), DAY), penny, TERMS))
                .isEqualTo(
                        Decision.refuse(
                                Refusal.STARTUP_CAP_EXCEEDED,
                                "Of the startup budget 44999 pence are left."));
    }

    @Test
    void finance_approves_up_to_the_limit_that_policy_gives_it_and_the_limit_stands_in_the_event() {
        Approve finance = new Approve(new Approver(id(71), false, 45_000), DAY);
        assertThat(WAITING.decide(finance, FUND, TERMS))
                .isEqualTo(
                        Decision.accept(
                                new InvoiceApproved(
                                        id(1), CAMPAIGN, 45_000, id(71), 200_000, 45_000L, DAY)));
    }

    static Stream<Arguments> refusals() {
        Fund registered = Fund.UNKNOWN.evolve(REGISTERED);
        Fund withdrawn = FUND.evolve(new CampaignWithdrew(CAMPAIGN, DAY));
        BankAccount wrong = BankAccount.written("The Printer", "20-00", "1");
        Invoice approved = WAITING.evolve(APPROVED);
        Invoice paid = approved.evolve(PAID);
        Approve bySubmitter = new Approve(new Approver(id(70), true, 0), DAY);
        Approve bySecond = new Approve(new Approver(id(71), true, 0), DAY);
        Pay today = new Pay(DAY, "FP-1", id(72), DAY);
        Pay tomorrow = new Pay(DAY.plusDays(1), "FP-1", id(72), DAY);
        return Stream.of(
                arguments(
                        Refusal.AMOUNT_NOT_POSITIVE,
                        Invoice.UNKNOWN,
                        submit(0, wrong),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.BANK_ACCOUNT_MALFORMED,
                        Invoice.UNKNOWN,
                        submit(1, wrong),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.UNKNOWN_CAMPAIGN,
                        Invoice.UNKNOWN,
                        submit(200_001, PRINTER),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.CAMPAIGN_NOT_AGREED,
                        Invoice.UNKNOWN,
                        submit(200_001, PRINTER),
                        registered),
                arguments(
                        Refusal.CAMPAIGN_WITHDRAWN,
                        Invoice.UNKNOWN,
                        submit(200_001, PRINTER),
                        withdrawn),
                arguments(
                        Refusal.STARTUP_CAP_EXCEEDED,
                        Invoice.UNKNOWN,
                        submit(200_001, PRINTER),
                        FUND),
                arguments(Refusal.UNKNOWN_INVOICE, Invoice.UNKNOWN, bySecond, Fund.UNKNOWN),
                arguments(Refusal.CAMPAIGN_WITHDRAWN, WAITING, bySubmitter, withdrawn),
                arguments(
                        Refusal.APPROVAL_ABOVE_LIMIT,
                        WAITING,
                        new Approve(new Approver(id(70), false, 44_999), DAY),
                        FUND),
                arguments(Refusal.APPROVER_IS_SUBMITTER, WAITING, bySubmitter, FUND),
                arguments(Refusal.INVOICE_NOT_SUBMITTED, approved, bySecond, FUND),
                arguments(Refusal.INVOICE_NOT_SUBMITTED, paid, bySecond, FUND),
                arguments(Refusal.DATE_IN_FUTURE, Invoice.UNKNOWN, tomorrow, FUND),
                arguments(Refusal.UNKNOWN_INVOICE, Invoice.UNKNOWN, today, FUND),
                arguments(Refusal.INVOICE_NOT_APPROVED, WAITING, today, FUND),
                arguments(Refusal.INVOICE_NOT_APPROVED, paid, today, FUND));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(
            Refusal expected, Invoice invoice, InvoiceCommand command, Fund fund) {
        assertThat(invoice.decide(command, fund, TERMS))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
