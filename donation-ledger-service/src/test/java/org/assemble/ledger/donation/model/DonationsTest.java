package org.assemble.ledger.donation.model;

import static org.assemble.ledger.Happened.AGREED;
import static org.assemble.ledger.Happened.ASSEMBLY;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.LAUNCHED;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.ledger.mandate.model.Mandate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DonationsTest {

    private static final Fund FUND =
            Fund.UNKNOWN.evolve(REGISTERED).evolve(AGREED).evolve(LAUNCHED);
    private static final Mandate PLEDGED =
            Mandate.UNKNOWN.evolve(
                    new MandatePledged(id(7), CAMPAIGN, ASSEMBLY, id(7), 1_000, null, DAY));

    private static RecordDonation donation(
            long pence, LocalDate day, UUID donorId, UUID mandateId, UUID campaignId) {
        return new RecordDonation(
                id(1), "bank", "ref-1", pence, day, donorId, mandateId, campaignId, false);
    }

    private static RecordDonation toUnit(
            long pence, LocalDate day, UUID donorId, UUID mandateId, UUID campaignId) {
        return new RecordDonation(
                id(1), "bank", "ref-1", pence, day, donorId, mandateId, campaignId, true);
    }

    private static Decision decide(RecordDonation command, Mandate mandate, Fund fund) {
        return Donations.decide(command, mandate, fund, TERMS, DAY);
    }

    @Test
    void M1_a_general_donation_is_the_national_funds_alone() {
        Decision decision =
                decide(donation(1_000, DAY, null, null, null), Mandate.UNKNOWN, Fund.UNKNOWN);
        assertThat(decision)
                .isEqualTo(Decision.accept(new GivenToNationalFund(oneOff(1, 1_000, DAY), null)));
    }

    @Test
    void M1_a_donation_for_a_named_campaign_is_shared_and_not_matched() {
        Decision decision =
                decide(donation(1_000, DAY, null, null, CAMPAIGN), Mandate.UNKNOWN, FUND);
        assertThat(decision)
                .isEqualTo(Decision.accept(given(oneOff(1, 1_000, DAY), 800, false, 0)));
    }

    @Test
    void M1_a_gift_to_the_unit_is_the_units_alone_whatever_the_day() {
        Decision decision =
                decide(toUnit(1_000, DAY, id(8), null, null), Mandate.UNKNOWN, Fund.UNKNOWN);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Accepted.class,
                        accepted ->
                                assertThat(accepted.events())
                                        .singleElement()
                                        .isInstanceOfSatisfying(
                                                GivenToUnit.class,
                                                given -> {
                                                    assertThat(given.gift().pence())
                                                            .isEqualTo(1_000);
                                                    assertThat(given.gift().donorId())
                                                            .isEqualTo(id(8));
                                                    assertThat(given.campaign()).isEmpty();
                                                }));
        Decision afterPolling =
                Donations.decide(
                        toUnit(1_000, POLLING_DAY, null, null, null),
                        Mandate.UNKNOWN,
                        Fund.UNKNOWN,
                        TERMS,
                        POLLING_DAY);
        assertThat(afterPolling)
                .isEqualTo(Decision.accept(new GivenToUnit(oneOff(1, 1_000, POLLING_DAY))));
    }

    @Test
    void M5_the_first_payment_of_a_mandate_is_shared_and_matched_and_makes_it_active() {
        Decision decision = decide(donation(1_000, DAY, null, id(7), null), PLEDGED, FUND);
        assertThat(decision)
                .isEqualTo(
                        Decision.accept(
                                given(payment(1, 7, 1_000, DAY), 800, true, 1_000),
                                new MandateActivated(id(7), CAMPAIGN, id(1), DAY)));
    }

    @Test
    void a_later_payment_leaves_the_mandate_as_it_is() {
        Mandate active = PLEDGED.evolve(new MandateActivated(id(7), CAMPAIGN, id(9), DAY));
        Fund paid = FUND.evolve(given(payment(9, 7, 1_000, DAY), 800, true, 1_000));
        Decision decision = decide(donation(1_000, DAY, null, id(7), null), active, paid);
        assertThat(decision)
                .isEqualTo(Decision.accept(given(payment(1, 7, 1_000, DAY), 800, false, 0)));
    }

    @Test
    void the_campaign_that_decides_is_the_mandates() {
        assertThat(Donations.campaignOf(donation(1, DAY, null, id(7), null), PLEDGED))
                .isEqualTo(CAMPAIGN);
        assertThat(Donations.campaignOf(donation(1, DAY, null, null, id(5)), Mandate.UNKNOWN))
                .isEqualTo(id(5));
        assertThat(Donations.campaignOf(donation(1, DAY, null, null, null), Mandate.UNKNOWN))
                .isNull();
    }

    /// Each row breaks its own rule and every rule below it.
    static Stream<Arguments> refusals() {
        LocalDate tomorrow = DAY.plusDays(1);
        Fund notAgreed = Fund.UNKNOWN.evolve(REGISTERED);
        return Stream.of(
                arguments(
                        Refusal.AMOUNT_NOT_POSITIVE,
                        donation(0, tomorrow, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.AMOUNT_NOT_POSITIVE,
                        donation(-1, tomorrow, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.AMOUNT_ABOVE_LIMIT,
                        donation(100_000_001, tomorrow, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.DATE_IN_FUTURE,
                        donation(1, tomorrow, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.DATE_IN_FUTURE,
                        toUnit(1, tomorrow, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.UNIT_GIFT_NOT_ALONE,
                        toUnit(1, DAY, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.UNIT_GIFT_NOT_ALONE, toUnit(1, DAY, id(7), id(7), null), notAgreed),
                arguments(
                        Refusal.UNIT_GIFT_NOT_ALONE,
                        toUnit(1, DAY, null, null, CAMPAIGN),
                        notAgreed),
                arguments(
                        Refusal.UNKNOWN_MANDATE,
                        donation(1, DAY, id(8), id(9), id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.DONOR_NOT_OF_MANDATE,
                        donation(1, DAY, id(8), id(7), id(5)),
                        notAgreed),
                arguments(
                        Refusal.CAMPAIGN_NOT_OF_MANDATE,
                        donation(1, DAY, id(7), id(7), id(5)),
                        notAgreed),
                arguments(
                        Refusal.CAMPAIGN_NOT_AGREED,
                        donation(1, DAY, id(7), id(7), CAMPAIGN),
                        notAgreed),
                arguments(
                        Refusal.UNKNOWN_CAMPAIGN,
                        donation(1, DAY, null, null, id(5)),
                        Fund.UNKNOWN),
                arguments(
                        Refusal.CAMPAIGN_NOT_AGREED,
                        donation(1, DAY, null, null, CAMPAIGN),
                        notAgreed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(Refusal expected, RecordDonation command, Fund fund) {
        Mandate mandate = id(7).equals(command.mandateId()) ? PLEDGED : Mandate.UNKNOWN;
        assertThat(decide(command, mandate, fund))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
