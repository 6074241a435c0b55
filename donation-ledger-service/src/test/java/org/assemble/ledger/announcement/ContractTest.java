package org.assemble.ledger.announcement;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.LAUNCHED;
import static org.assemble.ledger.Happened.given;
import static org.assemble.ledger.Happened.oneOff;
import static org.assemble.ledger.Happened.payment;
import static org.assemble.ledger.Happened.reversal;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.ledger.announcement.Announcement.CheckpointPublished;
import org.assemble.ledger.announcement.Announcement.DonationMatched;
import org.assemble.ledger.announcement.Announcement.DonationRecorded;
import org.assemble.ledger.announcement.Announcement.DonationReversed;
import org.assemble.ledger.announcement.Announcement.InvoicePaid;
import org.assemble.ledger.announcement.Announcement.PayoutSettled;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.assemble.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What the ledger publishes is what its contract says.
class ContractTest {

    private static final String SERVICE = "donation-ledger-service";
    private static final UUID C = id("c1");
    private static final LocalDate RECEIVED = LocalDate.of(2026, 11, 1);

    private static UUID id(String end) {
        return UUID.fromString("0190a1b2-0000-7000-8000-0000000000" + end);
    }

    static final List<Announcement> EXAMPLES =
            List.of(
                    new DonationRecorded(
                            id("d1"),
                            C,
                            id("a1"),
                            id("b1"),
                            1_000,
                            800,
                            1_000,
                            RECEIVED,
                            "campaign"),
                    new DonationMatched(C, id("d1"), id("b1"), 1_000),
                    new DonationReversed(
                            id("e1"),
                            id("d1"),
                            C,
                            id("a1"),
                            id("b1"),
                            "CHARGEBACK",
                            1_000,
                            0,
                            800,
                            1_000,
                            LocalDate.of(2026, 11, 15),
                            "campaign"),
                    new InvoicePaid(id("f1"), C, 45_000),
                    new PayoutSettled(id("f2"), C, 21_600, LocalDate.of(2026, 11, 8)),
                    new CheckpointPublished(
                            "assemble.local/ledger",
                            5,
                            "assemble.local/ledger\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— assemble.local/ledger Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n",
                            Instant.parse("2026-11-22T10:00:00Z")));

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void what_is_published_is_the_golden_example(Announcement announcement) {
        String name = announcement.type().replace("org.assemble.ledger.", "");
        assertThat(announcement.type()).startsWith("org.assemble.ledger.").endsWith(".v1");
        Golden.event(SERVICE, name).is(announcement);
    }

    @Test
    void every_announcement_has_its_contract_and_every_contract_its_announcement() {
        assertThat(Golden.events(SERVICE).stream().map(Golden::name).collect(Collectors.toSet()))
                .isEqualTo(
                        Arrays.stream(Announcement.class.getPermittedSubclasses())
                                .map(type -> type.getSimpleName() + ".v1")
                                .collect(Collectors.toSet()));
    }

    @Test
    void what_is_not_known_is_sent_as_null() {
        DonationRecorded general =
                (DonationRecorded)
                        Announcements.of(new GivenToNationalFund(oneOff(1, 100, DAY), null))
                                .orElseThrow();
        // A general donation fits the schema too.
        Golden.event(SERVICE, "DonationRecorded.v1").fits(general);
        assertThat(general.campaignId()).isNull();
        assertThat(general.key()).isEqualTo("national");
        assertThat(general.fund()).isEqualTo("national");
    }

    @Test
    void a_donation_is_told_with_its_share_and_its_match_whatever_fund_it_went_to() {
        assertThat(Announcements.of(given(payment(1, 7, 1_000, DAY), 800, true, 600)))
                .get()
                .isInstanceOfSatisfying(
                        DonationRecorded.class,
                        told -> {
                            assertThat(told.campaignSharePence()).isEqualTo(800);
                            assertThat(told.matchedPence()).isEqualTo(600);
                            assertThat(told.key()).isEqualTo(CAMPAIGN.toString());
                        });
        assertThat(Announcements.of(new GivenToMovement(payment(1, 7, 1_000, DAY), CAMPAIGN)))
                .get()
                .isInstanceOfSatisfying(
                        DonationRecorded.class,
                        told -> {
                            assertThat(told.campaignSharePence()).isZero();
                            assertThat(told.fund()).isEqualTo("movement");
                        });
    }

    @Test
    void M1_a_gift_to_the_unit_is_told_as_the_units_and_of_no_campaign() {
        assertThat(Announcements.of(new GivenToUnit(oneOff(1, 1_000, DAY))))
                .get()
                .isInstanceOfSatisfying(
                        DonationRecorded.class,
                        told -> {
                            assertThat(told.fund()).isEqualTo("unit");
                            assertThat(told.campaignId()).isNull();
                            assertThat(told.campaignSharePence()).isZero();
                            assertThat(told.matchedPence()).isZero();
                            Golden.event(SERVICE, "DonationRecorded.v1").fits(told);
                        });
        Reversal reversal = reversal(oneOff(1, 1_000, DAY), 400, 600, DAY);
        assertThat(Announcements.of(new ReversedFromUnit(reversal)))
                .get()
                .isInstanceOfSatisfying(
                        DonationReversed.class,
                        told -> {
                            assertThat(told.fund()).isEqualTo("unit");
                            assertThat(told.amountPence()).isEqualTo(400);
                            Golden.event(SERVICE, "DonationReversed.v1").fits(told);
                        });
    }

    @Test
    void M7_a_reversal_is_told_with_what_it_took_back_whatever_fund_the_gift_had_gone_to() {
        Reversal reversal = reversal(payment(1, 7, 1_000, DAY), 400, 600, DAY);
        assertThat(Announcements.of(new ReversedFromCampaign(reversal, CAMPAIGN, 8_000, 320, 400)))
                .get()
                .isInstanceOfSatisfying(
                        DonationReversed.class,
                        told -> {
                            assertThat(told.amountPence()).isEqualTo(400);
                            assertThat(told.leftPence()).isEqualTo(600);
                            assertThat(told.campaignSharePence()).isEqualTo(320);
                            assertThat(told.matchedPence()).isEqualTo(400);
                            assertThat(told.key()).isEqualTo(CAMPAIGN.toString());
                            Golden.event(SERVICE, "DonationReversed.v1").fits(told);
                        });
        assertThat(Announcements.of(new ReversedFromMovement(reversal, CAMPAIGN)))
                .get()
                .isInstanceOfSatisfying(
                        DonationReversed.class, told -> assertThat(told.matchedPence()).isZero());
        assertThat(Announcements.of(new ReversedFromNationalFund(reversal, null)))
                .get()
                .isInstanceOfSatisfying(
                        DonationReversed.class,
                        told -> {
                            assertThat(told.key()).isEqualTo("national");
                            Golden.event(SERVICE, "DonationReversed.v1").fits(told);
                        });
    }

    @Test
    void what_others_need_not_know_is_not_told() {
        assertThat(Announcements.of(LAUNCHED)).isEmpty();
    }
}
