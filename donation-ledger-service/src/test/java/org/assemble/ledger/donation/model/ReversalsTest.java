package org.assemble.ledger.donation.model;

import static org.assemble.ledger.Happened.AGREED;
import static org.assemble.ledger.Happened.ASSEMBLY;
import static org.assemble.ledger.Happened.BEFORE_LAUNCH;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
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
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.FundCommand.HoldLaunch;
import org.assemble.ledger.fund.model.FundCommand.TakeGift;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentLost;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.assemble.ledger.mandate.model.Mandate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReversalsTest {

    private static final Gift FIRST = payment(1, 7, 1_000, LAUNCH_DAY);
    private static final Gift SECOND = payment(2, 7, 600, LAUNCH_DAY.plusMonths(1));

    private static Fund fund(LedgerEvent... events) {
        Fund fund = Fund.UNKNOWN.evolve(REGISTERED).evolve(AGREED);
        for (LedgerEvent event : events) {
            fund = fund.evolve(event);
        }
        return fund;
    }

    private static Donation.Recorded recorded(DonationEvent event, ReversalEvent... reversals) {
        return new Donation.Recorded(event, List.of(reversals));
    }

    private static ReverseDonation reverse(Gift gift, long pence, LocalDate day) {
        return new ReverseDonation(
                id(99), gift.donationId(), Kind.CHARGEBACK, "bank", "back-1", pence, day);
    }

    private static Reversal reversal(Gift gift, long pence, long leftPence, LocalDate day) {
        return new Reversal(
                id(99),
                gift.donationId(),
                Kind.CHARGEBACK,
                "bank",
                "back-1",
                pence,
                leftPence,
                day,
                gift.donorId(),
                gift.mandateId(),
                gift.assemblyId());
    }

    /// Donor and mandate number 7, active with the first payment.
    private static Mandate active() {
        return Mandate.UNKNOWN
                .evolve(new MandatePledged(id(7), CAMPAIGN, ASSEMBLY, id(7), 1_000, null, DAY))
                .evolve(new MandateActivated(id(7), CAMPAIGN, id(1), DAY));
    }

    private static Decision decide(
            ReverseDonation command,
            Donation donation,
            Mandate mandate,
            Fund fund,
            Donation.Recorded next) {
        return Reversals.decide(
                command,
                donation,
                mandate,
                fund,
                Optional.ofNullable(next),
                TERMS,
                POLLING_DAY.plusYears(1));
    }

    private static Decision decide(
            ReverseDonation command, Donation donation, Mandate mandate, Fund fund) {
        return decide(command, donation, mandate, fund, null);
    }

    @Test
    void M7_a_reversal_takes_back_its_match_and_its_share() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        assertThat(
                        decide(
                                reverse(FIRST, 1_000, DAY),
                                recorded(first),
                                active(),
                                fund(LAUNCHED, first)))
                .isEqualTo(
                        Decision.accept(
                                new FirstPaymentLost(id(7), CAMPAIGN, id(1), DAY),
                                new ReversedFromCampaign(
                                        reversal(FIRST, 1_000, 0, DAY),
                                        CAMPAIGN,
                                        8_000,
                                        800,
                                        1_000)));
    }

    @Test
    void M7_the_share_is_restated_and_may_differ_by_a_penny_from_what_the_donation_had_given() {
        // 1p each: 0.8 → 1, 1.6 → 2, 2.4 → 2. The third gave nothing; without the first it is 1.6 →
        // 2.
        GivenToCampaign one = given(oneOff(1, 1, DAY), 1, false, 0);
        GivenToCampaign two = given(oneOff(2, 1, DAY), 1, false, 0);
        GivenToCampaign three = given(oneOff(3, 1, DAY), 0, false, 0);
        assertThat(
                        decide(
                                reverse(one.gift(), 1, DAY),
                                recorded(one),
                                Mandate.UNKNOWN,
                                fund(one, two, three)))
                .isEqualTo(
                        Decision.accept(
                                new ReversedFromCampaign(
                                        reversal(one.gift(), 1, 0, DAY), CAMPAIGN, 8_000, 0, 0)));
    }

    @Test
    void M7_a_donation_goes_back_at_the_share_that_it_was_given_at() {
        GivenToCampaign given =
                new GivenToCampaign(oneOff(1, 1_000, DAY), CAMPAIGN, 5_000, 500, false, 0, 200_000);
        assertThat(
                        decide(
                                reverse(given.gift(), 1_000, DAY),
                                recorded(given),
                                Mandate.UNKNOWN,
                                fund(given)))
                .isEqualTo(
                        Decision.accept(
                                new ReversedFromCampaign(
                                        reversal(given.gift(), 1_000, 0, DAY),
                                        CAMPAIGN,
                                        5_000,
                                        500,
                                        0)));
    }

    /// A payment of 1,000 that was matched with 333, because no more was left of the cap.
    @ParameterizedTest(name = "{0}p, then {1}p: {2}p and {3}p of the match")
    @CsvSource({"500,500,166,167", "1,999,0,333", "999,1,333,0", "300,300,100,100", "3,1,1,0"})
    void M7_the_match_goes_back_in_proportion_cumulated_so_the_whole_takes_all_of_it(
            long one, long two, long firstBack, long secondBack) {
        GivenToCampaign given = given(FIRST, 800, true, 333);
        Fund before = fund(LAUNCHED, given);
        ReversedFromCampaign first = back(reverse(FIRST, one, DAY), recorded(given), before);
        assertThat(first.matchedPence()).isEqualTo(firstBack);
        Fund after = before.evolve(first);
        ReversedFromCampaign second = back(reverse(FIRST, two, DAY), recorded(given, first), after);
        assertThat(second.matchedPence()).isEqualTo(secondBack);
        assertThat(after.evolve(second).match().matchedPence())
                .isEqualTo(333 - firstBack - secondBack);
    }

    private static ReversedFromCampaign back(
            ReverseDonation command, Donation donation, Fund fund) {
        Decision.Accepted accepted = (Decision.Accepted) decide(command, donation, active(), fund);
        return accepted.events().stream()
                .filter(ReversedFromCampaign.class::isInstance)
                .map(ReversedFromCampaign.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void M8_what_a_ward_assembly_raised_goes_down() {
        GivenToCampaign given = given(FIRST, 800, true, 0);
        Fund fund = fund(given);
        Fund after = fund.evolve(back(reverse(FIRST, 400, DAY), recorded(given), fund));
        assertThat(after.raisedByAssembly().get(ASSEMBLY)).hasValue(600L);
        assertThat(after.share().raisedPence()).isEqualTo(600);
        assertThat(after.payable().owedPence()).isEqualTo(480);
    }

    @Test
    void M5_the_next_payment_takes_the_place_of_a_first_that_is_wholly_reversed_and_is_matched() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        GivenToCampaign second = given(SECOND, 480, false, 0);
        Decision decision =
                decide(
                        reverse(FIRST, 1_000, DAY),
                        recorded(first),
                        active(),
                        fund(LAUNCHED, first, second),
                        recorded(second));
        assertThat(decision)
                .isEqualTo(
                        Decision.accept(
                                new FirstPaymentLost(id(7), CAMPAIGN, id(1), DAY),
                                new ReversedFromCampaign(
                                        reversal(FIRST, 1_000, 0, DAY),
                                        CAMPAIGN,
                                        8_000,
                                        800,
                                        1_000),
                                new FirstPaymentNamed(id(7), CAMPAIGN, id(7), id(2), 600, DAY),
                                new FirstPaymentMatched(
                                        CAMPAIGN, id(2), id(7), id(7), 600, 200_000, DAY)));
    }

    @Test
    void M5_what_is_reversed_of_the_next_payment_already_is_not_matched() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        GivenToCampaign second = given(SECOND, 480, false, 0);
        ReversedFromCampaign part =
                new ReversedFromCampaign(reversal(SECOND, 200, 400, DAY), CAMPAIGN, 8_000, 160, 0);
        Decision.Accepted decision =
                (Decision.Accepted)
                        decide(
                                reverse(FIRST, 1_000, DAY),
                                recorded(first),
                                active(),
                                fund(LAUNCHED, first, second, part),
                                recorded(second, part));
        assertThat(decision.events().getLast())
                .isEqualTo(
                        new FirstPaymentMatched(CAMPAIGN, id(2), id(7), id(7), 400, 200_000, DAY));
    }

    @Test
    void M5_a_first_of_which_a_penny_is_left_is_still_the_first() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        Fund fund = fund(LAUNCHED, first);
        assertThat(Reversals.passesOn(reverse(FIRST, 999, DAY), recorded(first), fund)).isFalse();
        assertThat(Reversals.passesOn(reverse(FIRST, 1_000, DAY), recorded(first), fund)).isTrue();
        Fund after = fund.evolve(back(reverse(FIRST, 999, DAY), recorded(first), fund));
        assertThat(
                        ((Decision.Accepted) after.decide(new TakeGift(CAMPAIGN, SECOND), TERMS))
                                .events())
                .containsExactly(given(SECOND, 480, false, 0));
    }

    @Test
    void M5_without_a_next_payment_the_next_to_come_in_is_the_first() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        Fund fund = fund(LAUNCHED, first);
        Fund after = fund.evolve(back(reverse(FIRST, 1_000, DAY), recorded(first), fund));
        assertThat(after.decide(new TakeGift(CAMPAIGN, SECOND), TERMS))
                .isEqualTo(Decision.accept(given(SECOND, 480, true, 600)));
    }

    @Test
    void M5_a_later_payment_that_is_reversed_leaves_the_first_as_it_is() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        GivenToCampaign second = given(SECOND, 480, false, 0);
        Fund fund = fund(LAUNCHED, first, second);
        assertThat(Reversals.passesOn(reverse(SECOND, 600, DAY), recorded(second), fund)).isFalse();
        Fund after = fund.evolve(back(reverse(SECOND, 600, DAY), recorded(second), fund));
        assertThat(after.match()).isEqualTo(fund.match());
    }

    @Test
    void M5_a_first_that_the_cap_had_cut_is_not_topped_up_by_what_a_reversal_frees() {
        Gift big = payment(3, 9, 199_400, LAUNCH_DAY);
        GivenToCampaign filled = given(big, 159_520, true, 199_400);
        GivenToCampaign cut = given(FIRST, 800, true, 600);
        Fund fund = fund(LAUNCHED, filled, cut);
        Fund after = fund.evolve(back(reverse(big, 199_400, DAY), recorded(filled), fund));
        assertThat(after.match().matchedPence()).isEqualTo(600);
        assertThat(after.match().inOrder())
                .singleElement()
                .satisfies(first -> assertThat(first.matchedPence()).isEqualTo(600));
        Gift later = payment(4, 8, 1_000, DAY);
        assertThat(after.decide(new TakeGift(CAMPAIGN, later), TERMS))
                .isEqualTo(Decision.accept(given(later, 800, true, 1_000)));
    }

    @Test
    void M5_before_the_launch_the_next_payment_only_takes_the_place_and_the_launch_matches_it() {
        GivenToCampaign first = given(FIRST, 800, true, 0);
        GivenToCampaign second = given(SECOND, 480, false, 0);
        Fund fund = fund(first, second);
        Decision.Accepted decision =
                (Decision.Accepted)
                        decide(
                                reverse(FIRST, 1_000, DAY),
                                recorded(first),
                                active(),
                                fund,
                                recorded(second));
        assertThat(decision.events().getLast())
                .isEqualTo(new FirstPaymentNamed(id(7), CAMPAIGN, id(7), id(2), 600, DAY));
        Fund after = fund;
        for (LedgerEvent event : decision.events()) {
            after = after.evolve(event);
        }
        assertThat(
                        ((Decision.Accepted) after.decide(new HoldLaunch(CAMPAIGN, DAY), TERMS))
                                .events())
                .contains(
                        new FirstPaymentMatched(CAMPAIGN, id(2), id(7), id(7), 600, 200_000, DAY));
    }

    @Test
    void M5_the_launch_matches_what_is_left_of_a_first_that_was_reversed_in_part() {
        GivenToCampaign first = given(payment(1, 7, 1_000, BEFORE_LAUNCH), 800, true, 0);
        Fund fund = fund(first);
        Fund after = fund.evolve(back(reverse(FIRST, 400, DAY), recorded(first), fund));
        assertThat(
                        ((Decision.Accepted) after.decide(new HoldLaunch(CAMPAIGN, DAY), TERMS))
                                .events())
                .contains(
                        new FirstPaymentMatched(CAMPAIGN, id(1), id(7), id(7), 600, 200_000, DAY));
    }

    @Test
    void M5_from_polling_day_on_a_first_is_taken_back_and_the_next_is_not_matched() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        GivenToCampaign second = given(SECOND, 480, false, 0);
        Decision.Accepted decision =
                (Decision.Accepted)
                        decide(
                                reverse(FIRST, 1_000, POLLING_DAY),
                                recorded(first),
                                active(),
                                fund(LAUNCHED, first, second),
                                recorded(second));
        assertThat(decision.events())
                .noneMatch(FirstPaymentMatched.class::isInstance)
                .contains(
                        new ReversedFromCampaign(
                                reversal(FIRST, 1_000, 0, POLLING_DAY),
                                CAMPAIGN,
                                8_000,
                                800,
                                1_000));
    }

    @Test
    void M6_a_movement_gift_goes_back_from_the_movement_fund() {
        Gift gift = payment(1, 7, 1_000, POLLING_DAY);
        assertThat(
                        decide(
                                reverse(gift, 1_000, POLLING_DAY),
                                recorded(new GivenToMovement(gift, CAMPAIGN)),
                                Mandate.UNKNOWN,
                                fund(LAUNCHED)))
                .isEqualTo(
                        Decision.accept(
                                new ReversedFromMovement(
                                        reversal(gift, 1_000, 0, POLLING_DAY), CAMPAIGN)));
    }

    @Test
    void M1_a_gift_to_the_national_fund_goes_back_from_it() {
        Gift gift = oneOff(1, 1_000, DAY);
        assertThat(
                        decide(
                                reverse(gift, 400, DAY),
                                recorded(new GivenToNationalFund(gift, null)),
                                Mandate.UNKNOWN,
                                Fund.UNKNOWN))
                .isEqualTo(
                        Decision.accept(
                                new ReversedFromNationalFund(reversal(gift, 400, 600, DAY), null)));
    }

    @Test
    void M1_a_gift_to_the_unit_goes_back_from_its_fund_in_part_and_whole() {
        Gift gift = oneOff(1, 1_000, DAY);
        ReversedFromUnit part = new ReversedFromUnit(reversal(gift, 400, 600, DAY));
        assertThat(
                        decide(
                                reverse(gift, 400, DAY),
                                recorded(new GivenToUnit(gift)),
                                Mandate.UNKNOWN,
                                Fund.UNKNOWN))
                .isEqualTo(Decision.accept(part));
        assertThat(
                        decide(
                                reverse(gift, 600, DAY),
                                recorded(new GivenToUnit(gift), part),
                                Mandate.UNKNOWN,
                                Fund.UNKNOWN))
                .isEqualTo(Decision.accept(new ReversedFromUnit(reversal(gift, 600, 0, DAY))));
    }

    @Test
    void M7_what_is_paid_out_already_is_owed_by_the_campaign_and_netted_from_what_comes() {
        GivenToCampaign given = given(oneOff(1, 1_000, DAY), 800, false, 0);
        Fund paid =
                fund(
                        given,
                        new PayoutProposed(id(50), CAMPAIGN, 800, id(60), DAY),
                        new PayoutReleased(id(50), CAMPAIGN, 800, DAY));
        Fund after = paid.evolve(back(reverse(given.gift(), 1_000, DAY), recorded(given), paid));
        assertThat(after.payable().owedPence()).isEqualTo(-800);
        assertThat(
                        after.evolve(given(oneOff(2, 2_000, DAY), 1_600, false, 0))
                                .payable()
                                .freePence())
                .isEqualTo(800);
    }

    @Test
    void M9_what_a_campaign_that_withdrew_would_have_to_give_back_is_written_off() {
        GivenToCampaign first = given(FIRST, 800, true, 1_000);
        GivenToCampaign second = given(SECOND, 480, false, 0);
        LocalDate later = DAY.plusDays(1);
        Decision.Accepted decision =
                (Decision.Accepted)
                        decide(
                                reverse(FIRST, 1_000, later),
                                recorded(first),
                                active(),
                                fund(
                                        LAUNCHED,
                                        first,
                                        second,
                                        new PayoutReleased(id(50), CAMPAIGN, 2_280, DAY),
                                        new CampaignWithdrew(CAMPAIGN, DAY)),
                                recorded(second));
        assertThat(decision.events())
                .noneMatch(FirstPaymentMatched.class::isInstance)
                .endsWith(new RestWrittenOff(CAMPAIGN, 1_800, later));
    }

    @Test
    void M9_a_campaign_that_withdrew_and_is_still_owed_enough_has_it_netted() {
        GivenToCampaign one = given(oneOff(1, 1_000, DAY), 800, false, 0);
        GivenToCampaign two = given(oneOff(2, 1_000, DAY), 800, false, 0);
        Fund fund = fund(one, two, new CampaignWithdrew(CAMPAIGN, DAY));
        assertThat(decide(reverse(one.gift(), 1_000, DAY), recorded(one), Mandate.UNKNOWN, fund))
                .isEqualTo(
                        Decision.accept(
                                new ReversedFromCampaign(
                                        reversal(one.gift(), 1_000, 0, DAY),
                                        CAMPAIGN,
                                        8_000,
                                        800,
                                        0)));
    }

    /// Each row breaks its own rule and every rule below it that it can.
    static Stream<Arguments> refusals() {
        Donation whole = recorded(new GivenToNationalFund(oneOff(1, 1_000, DAY), null));
        Donation gone =
                recorded(
                        new GivenToNationalFund(oneOff(1, 1_000, DAY), null),
                        new ReversedFromNationalFund(
                                reversal(oneOff(1, 1_000, DAY), 1_000, 0, DAY), null));
        Gift gift = oneOff(1, 1_000, DAY);
        LocalDate ahead = POLLING_DAY.plusYears(1).plusDays(1);
        return Stream.of(
                arguments(Refusal.AMOUNT_NOT_POSITIVE, reverse(gift, 0, ahead), Donation.UNKNOWN),
                arguments(Refusal.AMOUNT_NOT_POSITIVE, reverse(gift, -1, ahead), whole),
                arguments(Refusal.DATE_IN_FUTURE, reverse(gift, 1, ahead), Donation.UNKNOWN),
                arguments(Refusal.UNKNOWN_DONATION, reverse(gift, 1, DAY), Donation.UNKNOWN),
                arguments(
                        Refusal.REVERSAL_BEFORE_DONATION, reverse(gift, 1, DAY.minusDays(1)), gone),
                arguments(Refusal.ALREADY_REVERSED, reverse(gift, 1, DAY), gone),
                arguments(Refusal.REVERSAL_EXCEEDS_DONATION, reverse(gift, 1_001, DAY), whole));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(
            Refusal expected, ReverseDonation command, Donation donation) {
        assertThat(decide(command, donation, Mandate.UNKNOWN, Fund.UNKNOWN))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
