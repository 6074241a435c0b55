package org.assemble.ledger.fund.model;

import static org.assemble.ledger.Happened.AGREED;
import static org.assemble.ledger.Happened.ASSEMBLY;
import static org.assemble.ledger.Happened.BEFORE_LAUNCH;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.ELECTION;
import static org.assemble.ledger.Happened.LAUNCHED;
import static org.assemble.ledger.Happened.LAUNCH_DAY;
import static org.assemble.ledger.Happened.POLLING_DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.TERMS;
import static org.assemble.ledger.Happened.given;
import static org.assemble.ledger.Happened.id;
import static org.assemble.ledger.Happened.oneOff;
import static org.assemble.ledger.Happened.payment;
import static org.assertj.core.api.Assertions.assertThat;

import org.assemble.ledger.fund.model.FundCommand.ConfirmAgreement;
import org.assemble.ledger.fund.model.FundCommand.HoldLaunch;
import org.assemble.ledger.fund.model.FundCommand.RegisterCampaign;
import org.assemble.ledger.fund.model.FundCommand.TakeGift;
import org.assemble.ledger.fund.model.FundCommand.Withdraw;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.testkit.Given;
import org.junit.jupiter.api.Test;

class FundTest {

    private static Given<Fund, LedgerEvent> fund(LedgerEvent... events) {
        return Given.<Fund, LedgerEvent>from(Fund.UNKNOWN, Fund::evolve).events(events);
    }

    private static Decision take(Fund fund, Gift gift) {
        return fund.decide(new TakeGift(CAMPAIGN, gift), TERMS);
    }

    private static Fund state(LedgerEvent... events) {
        Fund fund = Fund.UNKNOWN;
        for (LedgerEvent event : events) {
            fund = fund.evolve(event);
        }
        return fund;
    }

    @Test
    void M2_four_fifths_of_a_gift_are_the_campaigns() {
        Gift gift = oneOff(1, 1_000, DAY);
        fund(REGISTERED, AGREED)
                .when(fund -> take(fund, gift))
                .then(Decision.accept(given(gift, 800, false, 0)));
    }

    @Test
    void M2_the_share_is_rounded_once_over_all_that_was_raised_not_per_gift() {
        // 4 × 1p: 0.8, 1.6, 2.4, 3.2 → 1, 2, 2, 3
        Gift third = oneOff(3, 1, DAY);
        fund(
                        REGISTERED,
                        AGREED,
                        given(oneOff(1, 1, DAY), 1, false, 0),
                        given(oneOff(2, 1, DAY), 1, false, 0))
                .when(fund -> take(fund, third))
                .then(Decision.accept(given(third, 0, false, 0)));
    }

    @Test
    void M2_a_new_share_counts_for_what_comes_after_it_and_stands_in_the_event() {
        Terms half = new Terms(5_000, 200_000, 200_000, 100_000_000, POLLING_DAY);
        Gift gift = oneOff(2, 1_000, DAY);
        fund(REGISTERED, AGREED, given(oneOff(1, 1_000, BEFORE_LAUNCH), 800, false, 0))
                .when(fund -> fund.decide(new TakeGift(CAMPAIGN, gift), half))
                .then(
                        Decision.accept(
                                new GivenToCampaign(
                                        gift, CAMPAIGN, 5_000, 500, false, 0, 200_000)));
    }

    @Test
    void M2_nothing_is_taken_for_a_campaign_without_agreement() {
        Decision decision = take(state(REGISTERED), oneOff(1, 1_000, DAY));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(Refusal.CAMPAIGN_NOT_AGREED));
    }

    @Test
    void M5_the_first_payment_of_a_monthly_donation_is_doubled_once_the_launch_has_happened() {
        Gift first = payment(1, 7, 1_000, DAY);
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund -> take(fund, first))
                .then(Decision.accept(given(first, 800, true, 1_000)));
    }

    @Test
    void M5_the_second_payment_is_not_matched() {
        Gift second = payment(2, 7, 1_000, DAY);
        fund(REGISTERED, AGREED, LAUNCHED, given(payment(1, 7, 1_000, DAY), 800, true, 1_000))
                .when(fund -> take(fund, second))
                .then(Decision.accept(given(second, 800, false, 0)));
    }

    @Test
    void M5_a_donor_has_one_first_payment_for_a_campaign_whatever_the_mandate() {
        Gift byAnother = new Gift(id(2), "bank", "ref-2", 1_000, DAY, id(7), id(8), ASSEMBLY, null);
        fund(REGISTERED, AGREED, LAUNCHED, given(payment(1, 7, 1_000, DAY), 800, true, 1_000))
                .when(fund -> take(fund, byAnother))
                .then(Decision.accept(given(byAnother, 800, false, 0)));
    }

    @Test
    void M5_a_gift_from_no_ward_assembly_is_shared_and_never_matched() {
        Gift gift = new Gift(id(1), "bank", "ref-1", 1_000, DAY, id(7), null, null, null);
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund -> take(fund, gift))
                .then(Decision.accept(given(gift, 800, false, 0)));
    }

    @Test
    void M5_the_last_match_is_cut_to_what_is_left_of_the_cap() {
        Gift last = payment(2, 8, 1_000, DAY);
        fund(
                        REGISTERED,
                        AGREED,
                        LAUNCHED,
                        given(payment(1, 7, 199_400, DAY), 159_520, true, 199_400))
                .when(fund -> take(fund, last))
                .then(Decision.accept(given(last, 800, true, 600)));
    }

    @Test
    void M5_beyond_the_cap_nothing_is_matched_and_the_payment_is_still_the_first() {
        Gift beyond = payment(2, 8, 1_000, DAY);
        fund(
                        REGISTERED,
                        AGREED,
                        LAUNCHED,
                        given(payment(1, 7, 200_000, DAY), 160_000, true, 200_000))
                .when(fund -> take(fund, beyond))
                .then(Decision.accept(given(beyond, 800, true, 0)));
    }

    @Test
    void M5_a_first_payment_before_the_launch_waits_for_it() {
        Gift early = payment(1, 7, 1_000, BEFORE_LAUNCH);
        fund(REGISTERED, AGREED)
                .when(fund -> take(fund, early))
                .then(Decision.accept(given(early, 800, true, 0)));
    }

    @Test
    void
            M5_the_launch_matches_the_first_payments_that_came_before_it_in_their_order_up_to_the_cap() {
        fund(
                        REGISTERED,
                        AGREED,
                        given(payment(1, 9, 150_000, BEFORE_LAUNCH), 120_000, true, 0),
                        given(payment(2, 7, 40_000, BEFORE_LAUNCH), 32_000, true, 0),
                        given(payment(3, 7, 40_000, BEFORE_LAUNCH), 32_000, false, 0),
                        given(payment(4, 8, 20_000, BEFORE_LAUNCH), 16_000, true, 0),
                        given(payment(5, 6, 20_000, BEFORE_LAUNCH), 16_000, true, 0))
                .when(fund -> fund.decide(new HoldLaunch(CAMPAIGN, LAUNCH_DAY), TERMS))
                .then(
                        Decision.accept(
                                LAUNCHED,
                                new FirstPaymentMatched(
                                        CAMPAIGN,
                                        id(1),
                                        id(9),
                                        id(9),
                                        150_000,
                                        200_000,
                                        LAUNCH_DAY),
                                new FirstPaymentMatched(
                                        CAMPAIGN, id(2), id(7), id(7), 40_000, 200_000, LAUNCH_DAY),
                                new FirstPaymentMatched(
                                        CAMPAIGN,
                                        id(4),
                                        id(8),
                                        id(8),
                                        10_000,
                                        200_000,
                                        LAUNCH_DAY)));
    }

    @Test
    void M5_a_launch_from_polling_day_on_matches_nothing() {
        fund(REGISTERED, AGREED, given(payment(1, 7, 1_000, BEFORE_LAUNCH), 800, true, 0))
                .when(fund -> fund.decide(new HoldLaunch(CAMPAIGN, POLLING_DAY), TERMS))
                .then(Decision.accept(new LaunchHeld(CAMPAIGN, POLLING_DAY)));
    }

    @Test
    void M6_from_polling_day_on_money_builds_the_movement_and_is_neither_shared_nor_matched() {
        Gift gift = payment(1, 7, 1_000, POLLING_DAY);
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund -> take(fund, gift))
                .then(Decision.accept(new GivenToMovement(gift, CAMPAIGN)));
    }

    @Test
    void M6_the_day_before_is_still_shared_and_matched() {
        Gift gift = payment(1, 7, 1_000, POLLING_DAY.minusDays(1));
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund -> take(fund, gift))
                .then(Decision.accept(given(gift, 800, true, 1_000)));
    }

    @Test
    void M9_after_a_withdrawal_payments_are_the_national_funds() {
        Gift gift = payment(1, 7, 1_000, DAY.plusDays(1));
        fund(REGISTERED, AGREED, LAUNCHED, new CampaignWithdrew(CAMPAIGN, DAY))
                .when(fund -> take(fund, gift))
                .then(Decision.accept(new GivenToNationalFund(gift, CAMPAIGN)));
    }

    @Test
    void M9_what_came_in_until_the_withdrawal_is_still_shared_however_late_it_is_told() {
        Gift gift = payment(1, 7, 1_000, DAY);
        fund(REGISTERED, AGREED, LAUNCHED, new CampaignWithdrew(CAMPAIGN, DAY))
                .when(fund -> take(fund, gift))
                .then(Decision.accept(given(gift, 800, true, 1_000)));
    }

    @Test
    void M9_a_withdrawal_takes_nothing_back() {
        Fund fund = state(REGISTERED, AGREED, given(oneOff(1, 1_000, DAY), 800, false, 0));
        Fund after = fund.evolve(new CampaignWithdrew(CAMPAIGN, DAY));
        assertThat(after.payable()).isEqualTo(fund.payable());
    }

    @Test
    void M9_a_negative_rest_is_written_off_to_the_national_fund() {
        Fund overpaid =
                state(REGISTERED, AGREED, given(oneOff(1, 1_000, DAY), 800, false, 0))
                        .evolve(new PayoutReleased(id(50), CAMPAIGN, 900, DAY));
        assertThat(overpaid.decide(new Withdraw(CAMPAIGN, DAY), TERMS))
                .isEqualTo(
                        Decision.accept(
                                new CampaignWithdrew(CAMPAIGN, DAY),
                                new RestWrittenOff(CAMPAIGN, 100, DAY)));
    }

    @Test
    void M3_what_is_set_aside_for_a_run_is_not_proposed_again() {
        Fund fund =
                state(
                        REGISTERED,
                        AGREED,
                        given(oneOff(1, 1_000, DAY), 800, false, 0),
                        new PayoutProposed(id(50), CAMPAIGN, 500, id(60), DAY));
        assertThat(fund.payable().freePence()).isEqualTo(300);
        assertThat(
                        fund.evolve(new PayoutCancelled(id(50), CAMPAIGN, 500, DAY))
                                .payable()
                                .freePence())
                .isEqualTo(800);
    }

    @Test
    void M3_a_payout_is_owed_then_in_transit_then_paid() {
        Fund released =
                state(
                        REGISTERED,
                        AGREED,
                        given(oneOff(1, 1_000, DAY), 800, false, 0),
                        new PayoutProposed(id(50), CAMPAIGN, 800, id(60), DAY),
                        new PayoutReleased(id(50), CAMPAIGN, 800, DAY));
        assertThat(released.payable()).isEqualTo(new Payable(0, 0, 800, 0));
        assertThat(released.evolve(new PayoutSettled(id(50), CAMPAIGN, 800, DAY)).payable())
                .isEqualTo(new Payable(0, 0, 0, 800));
    }

    @Test
    void M8_each_assemblys_raised_sum_is_kept() {
        Fund fund =
                state(
                        REGISTERED,
                        AGREED,
                        given(payment(1, 7, 1_000, DAY), 800, true, 0),
                        given(payment(2, 8, 2_000, DAY), 1_600, true, 0),
                        given(oneOff(3, 5_000, DAY), 4_000, false, 0));
        assertThat(fund.raisedByAssembly().get(ASSEMBLY)).hasValue(3_000L);
        assertThat(fund.share().raisedPence()).isEqualTo(8_000);
    }

    @Test
    void a_campaigns_life_is_known_without_its_money() {
        Life life = Life.UNKNOWN;
        for (LedgerEvent event :
                new LedgerEvent[] {
                    REGISTERED,
                    AGREED,
                    LAUNCHED,
                    new FirstPaymentMatched(
                            CAMPAIGN, id(1), id(7), id(7), 1_000, 200_000, LAUNCH_DAY),
                    new CampaignWithdrew(CAMPAIGN, DAY),
                    new RestWrittenOff(CAMPAIGN, 100, DAY)
                }) {
            life = life.evolve(event);
        }
        assertThat(life)
                .isEqualTo(
                        new Life(CAMPAIGN, ELECTION, "E12000003", BEFORE_LAUNCH, LAUNCH_DAY, DAY));
    }

    @Test
    void a_step_of_the_campaigns_life_told_twice_happens_once() {
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund ->
                        fund.decide(
                                new RegisterCampaign(CAMPAIGN, ELECTION, "E12000003", DAY), TERMS))
                .then(Decision.accept());
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund -> fund.decide(new ConfirmAgreement(CAMPAIGN, DAY), TERMS))
                .then(Decision.accept());
        fund(REGISTERED, AGREED, LAUNCHED)
                .when(fund -> fund.decide(new HoldLaunch(CAMPAIGN, DAY), TERMS))
                .then(Decision.accept());
    }
}
