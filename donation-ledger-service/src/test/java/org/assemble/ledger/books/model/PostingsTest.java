package org.assemble.ledger.books.model;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.LAUNCHED;
import static org.assemble.ledger.Happened.given;
import static org.assemble.ledger.Happened.id;
import static org.assemble.ledger.Happened.oneOff;
import static org.assemble.ledger.Happened.payment;
import static org.assemble.ledger.Happened.reversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assemble.ledger.books.model.Account.Bank;
import org.assemble.ledger.books.model.Account.CampaignPayable;
import org.assemble.ledger.books.model.Account.MatchCost;
import org.assemble.ledger.books.model.Account.MovementFund;
import org.assemble.ledger.books.model.Account.NationalIncome;
import org.assemble.ledger.books.model.Account.PayoutInTransit;
import org.assemble.ledger.books.model.Account.StartupCost;
import org.assemble.ledger.books.model.Account.SupplierPayable;
import org.assemble.ledger.books.model.Account.UnitFund;
import org.assemble.ledger.books.model.Account.WriteOff;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.junit.jupiter.api.Test;

class PostingsTest {

    private static final CampaignPayable OWED = new CampaignPayable(CAMPAIGN);

    @Test
    void M1_a_general_donation_is_the_national_funds_income() {
        assertThat(Postings.of(new GivenToNationalFund(oneOff(1, 100_000, DAY), null)))
                .containsExactly(new Posting(new Bank(), new NationalIncome(), 100_000));
    }

    @Test
    void M1_a_gift_to_the_unit_is_its_own_funds_and_goes_back_from_it() {
        assertThat(Postings.of(new GivenToUnit(oneOff(1, 1_000, DAY))))
                .containsExactly(new Posting(new Bank(), new UnitFund(), 1_000));
        Reversal back = reversal(oneOff(1, 1_000, DAY), 400, 600, DAY);
        assertThat(Postings.of(new ReversedFromUnit(back)))
                .containsExactly(new Posting(new UnitFund(), new Bank(), 400));
    }

    @Test
    void M2_M5_a_shared_gift_is_owed_in_part_and_its_match_is_the_national_funds_cost() {
        assertThat(Postings.of(given(payment(1, 7, 1_000, DAY), 800, true, 1_000)))
                .containsExactly(
                        new Posting(new Bank(), OWED, 800),
                        new Posting(new Bank(), new NationalIncome(), 200),
                        new Posting(new MatchCost(CAMPAIGN), OWED, 1_000));
    }

    @Test
    void M2_a_penny_that_rounding_gives_beyond_the_gift_comes_from_the_national_fund() {
        assertThat(Postings.of(given(oneOff(1, 1, DAY), 2, false, 0)))
                .containsExactly(
                        new Posting(new Bank(), OWED, 2),
                        new Posting(new NationalIncome(), new Bank(), 1));
    }

    @Test
    void M5_a_match_at_the_launch_is_a_cost_and_owed_whole() {
        assertThat(
                        Postings.of(
                                new FirstPaymentMatched(
                                        CAMPAIGN, id(1), id(7), id(7), 1_000, 200_000, DAY)))
                .containsExactly(new Posting(new MatchCost(CAMPAIGN), OWED, 1_000));
    }

    @Test
    void M6_from_polling_day_on_it_is_the_movements() {
        assertThat(Postings.of(new GivenToMovement(payment(1, 7, 1_000, DAY), CAMPAIGN)))
                .containsExactly(new Posting(new Bank(), new MovementFund(), 1_000));
    }

    @Test
    void M7_what_is_reversed_goes_back_the_way_it_came() {
        Reversal back = reversal(payment(1, 7, 1_000, DAY), 1_000, 0, DAY);
        assertThat(Postings.of(new ReversedFromCampaign(back, CAMPAIGN, 8_000, 800, 1_000)))
                .containsExactly(
                        new Posting(OWED, new Bank(), 800),
                        new Posting(new NationalIncome(), new Bank(), 200),
                        new Posting(OWED, new MatchCost(CAMPAIGN), 1_000));
        assertThat(Postings.of(new ReversedFromNationalFund(back, null)))
                .containsExactly(new Posting(new NationalIncome(), new Bank(), 1_000));
        assertThat(Postings.of(new ReversedFromMovement(back, CAMPAIGN)))
                .containsExactly(new Posting(new MovementFund(), new Bank(), 1_000));
    }

    @Test
    void M7_a_penny_that_rounding_takes_beyond_the_gift_goes_to_the_national_fund() {
        Reversal back = reversal(oneOff(1, 1, DAY), 1, 0, DAY);
        assertThat(Postings.of(new ReversedFromCampaign(back, CAMPAIGN, 8_000, 2, 0)))
                .containsExactly(
                        new Posting(OWED, new Bank(), 2),
                        new Posting(new Bank(), new NationalIncome(), 1));
    }

    @Test
    void M4_an_approved_invoice_is_startup_cost_and_owed_to_the_supplier_until_it_is_paid() {
        assertThat(
                        Postings.of(
                                new InvoiceApproved(
                                        id(1), CAMPAIGN, 45_000, id(71), 200_000, 0L, DAY)))
                .containsExactly(
                        new Posting(
                                new StartupCost(CAMPAIGN), new SupplierPayable(CAMPAIGN), 45_000));
        assertThat(Postings.of(new InvoicePaid(id(1), CAMPAIGN, 45_000, "FP-1", id(72), DAY)))
                .containsExactly(new Posting(new SupplierPayable(CAMPAIGN), new Bank(), 45_000));
    }

    @Test
    void M3_a_payout_goes_through_transit_to_the_bank() {
        assertThat(Postings.of(new PayoutReleased(id(1), CAMPAIGN, 21_600, DAY)))
                .containsExactly(new Posting(OWED, new PayoutInTransit(CAMPAIGN), 21_600));
        assertThat(Postings.of(new PayoutSettled(id(1), CAMPAIGN, 21_600, DAY)))
                .containsExactly(new Posting(new PayoutInTransit(CAMPAIGN), new Bank(), 21_600));
    }

    @Test
    void M9_a_rest_that_is_written_off_is_the_national_funds_cost() {
        assertThat(Postings.of(new RestWrittenOff(CAMPAIGN, 100, DAY)))
                .containsExactly(new Posting(new WriteOff(CAMPAIGN), OWED, 100));
    }

    @Test
    void what_moves_no_money_is_not_posted() {
        assertThat(Postings.of(LAUNCHED)).isEmpty();
    }

    @Test
    void a_posting_moves_at_least_a_penny() {
        assertThatThrownBy(() -> new Posting(new Bank(), new NationalIncome(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_account_grows_on_its_own_side() {
        assertThat(Account.Kind.BANK.balancePence(500, 200)).isEqualTo(300);
        assertThat(Account.Kind.CAMPAIGN_PAYABLE.balancePence(200, 500)).isEqualTo(300);
    }

    @Test
    void the_text_of_an_account_is_stored_and_never_changes() {
        assertThat(new Bank().text()).isEqualTo("bank");
        assertThat(new NationalIncome().text()).isEqualTo("national-income");
        assertThat(new UnitFund().text()).isEqualTo("unit-fund");
        assertThat(OWED.text()).isEqualTo("campaign-payable:" + CAMPAIGN);
        assertThat(new PayoutInTransit(CAMPAIGN).text()).isEqualTo("payout-in-transit:" + CAMPAIGN);
    }
}
