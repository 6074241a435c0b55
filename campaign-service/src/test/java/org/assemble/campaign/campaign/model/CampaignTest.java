package org.assemble.campaign.campaign.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.campaign.CampaignRefusal;
import org.assemble.campaign.campaign.model.CampaignCommand.Side;
import org.assemble.campaign.campaign.model.Decision.Happened;
import org.assemble.campaign.campaign.model.Decision.No;
import org.assemble.campaign.campaign.model.Decision.Why;
import org.assemble.testkit.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CampaignTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 10);
    private static final LocalDate POLLING_DAY = LocalDate.of(2026, 7, 2);
    private static final UUID AGREEMENT = UUID.randomUUID();
    private static final long MINIMUM = 30;

    private static final CampaignEvent PLANNED =
            new CampaignEvent.FoundingMeetingPlanned(TODAY, "Mechanics Hall");
    private static final CampaignEvent FOUNDED = new CampaignEvent.Founded(64, 34, "");
    private static final CampaignEvent CONFIRMED =
            new CampaignEvent.AgreementConfirmed(AGREEMENT, "2024-05");
    private static final CampaignEvent LAUNCHED = new CampaignEvent.Launched(TODAY, "Town Hall");
    private static final Readiness READY =
            Readiness.of(
                    new Readiness.Facts(
                            Stage.LAUNCHED,
                            Map.of(UUID.randomUUID(), Set.of("facilitation")),
                            Set.of("facilitation"),
                            true));

    @Test
    void K6_a_campaign_goes_through_its_life() {
        given(PLANNED, FOUNDED, CONFIRMED, LAUNCHED, new CampaignEvent.Contesting())
                .thenState(new Campaign(Stage.CONTESTING, POLLING_DAY, TODAY));
    }

    /// Every command at every stage: the table of K6.
    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(
                        new CampaignCommand.PlanFoundingMeeting(TODAY, "Hall"),
                        EnumSet.of(Stage.INTEREST, Stage.FOUNDING)),
                Arguments.of(meeting(34, false, null), EnumSet.of(Stage.FOUNDING)),
                Arguments.of(
                        new CampaignCommand.ConfirmAgreement(AGREEMENT, "2024-05"),
                        EnumSet.of(Stage.FOUNDED, Stage.AGREED, Stage.LAUNCHED, Stage.CONTESTING)),
                Arguments.of(
                        new CampaignCommand.RecordLaunch(TODAY, "Hall"), EnumSet.of(Stage.AGREED)),
                Arguments.of(new CampaignCommand.Contest(READY), EnumSet.of(Stage.LAUNCHED)),
                Arguments.of(
                        new CampaignCommand.Withdraw(Side.CAMPAIGN, "tired"),
                        EnumSet.range(Stage.INTEREST, Stage.CONTESTING)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void K6_a_step_is_legal_only_at_its_stages(CampaignCommand command, Set<Stage> legal) {
        for (Stage stage : Stage.values()) {
            Decision decision = new Campaign(stage, POLLING_DAY, TODAY).decide(command, TODAY);
            if (legal.contains(stage)) {
                assertThat(decision).as("at %s", stage).isInstanceOf(Happened.class);
            } else {
                assertThat(decision)
                        .as("at %s", stage)
                        .isInstanceOfSatisfying(
                                No.class, no -> assertThat(no.why()).isEqualTo(Why.ILLEGAL_STEP));
            }
        }
    }

    @Test
    void K3_fewer_than_thirty_committed_are_too_few() {
        given(PLANNED)
                .when(campaign -> campaign.decide(meeting(29, false, null), TODAY))
                .then(
                        new No(
                                Why.TOO_FEW_COMMITTED,
                                "29 people commit to giving time, 30 are needed."));
    }

    @Test
    void K3_thirty_committed_are_enough() {
        given(PLANNED)
                .when(campaign -> campaign.decide(meeting(30, false, null), TODAY))
                .then(new Happened(new CampaignEvent.Founded(64, 30, "")));
    }

    @Test
    void K3_nobody_commits_who_did_not_come() {
        given(PLANNED)
                .when(campaign -> campaign.decide(meeting(65, false, null), TODAY))
                .then(new No(Why.MORE_COMMITTED_THAN_CAME, "64 came, so 65 can't have committed."));
    }

    @Test
    void K3_a_meeting_that_lies_ahead_has_no_outcome() {
        given(PLANNED)
                .when(campaign -> campaign.decide(meeting(34, false, null), TODAY.minusDays(1)))
                .then(new No(Why.DATE_NOT_YET, "The meeting is on 2026-05-10."));
    }

    @Test
    void K3_a_coordinator_may_start_with_fewer_and_says_why() {
        given(PLANNED)
                .when(campaign -> campaign.decide(meeting(12, true, "an island"), TODAY))
                .then(new Happened(new CampaignEvent.Founded(64, 12, "an island")));
        given(PLANNED)
                .when(campaign -> campaign.decide(meeting(12, true, null), TODAY))
                .then(
                        new No(
                                Why.TOO_FEW_COMMITTED,
                                "12 people commit to giving time, 30 are needed."));
    }

    @Test
    void G3_a_newer_version_does_not_send_a_campaign_back() {
        given(PLANNED, FOUNDED, CONFIRMED, LAUNCHED, CONFIRMED)
                .thenState(new Campaign(Stage.LAUNCHED, POLLING_DAY, TODAY));
    }

    @Test
    void M5_a_launch_that_lies_ahead_has_not_happened() {
        given(PLANNED, FOUNDED, CONFIRMED)
                .when(campaign ->
                        campaign.decide(
                                new CampaignCommand.RecordLaunch(TODAY.plusDays(1), "Hall"), TODAY))
                .then(new No(Why.DATE_NOT_YET, "2026-05-11 lies ahead."));
    }

    @Test
    void K7_a_campaign_that_is_not_ready_does_not_contest() {
        Readiness readiness =
                Readiness.of(new Readiness.Facts(Stage.LAUNCHED, Map.of(), Set.of(), false));
        given(PLANNED, FOUNDED, CONFIRMED, LAUNCHED)
                .when(campaign -> campaign.decide(new CampaignCommand.Contest(readiness), TODAY))
                .then(new No(Why.NOT_READY, "Missing: a team, a candidate."));
    }

    @Test
    void K6_a_campaign_is_concluded_from_polling_day_on() {
        Campaign contesting = new Campaign(Stage.CONTESTING, POLLING_DAY, TODAY);
        assertThat(contesting.decide(new CampaignCommand.Conclude(), POLLING_DAY.minusDays(1)))
                .isEqualTo(new No(Why.DATE_NOT_YET, "Polling day is 2026-07-02."));
        assertThat(contesting.decide(new CampaignCommand.Conclude(), POLLING_DAY))
                .isEqualTo(new Happened(new CampaignEvent.Concluded()));
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_that_says_no_is_a_refusal_with_a_page(Why why) {
        assertThat(CampaignRefusal.valueOf(why.name()).code()).isNotBlank();
    }

    private static CampaignCommand meeting(int committed, boolean byCoordinator, String reason) {
        return new CampaignCommand.RecordFoundingMeeting(
                64, committed, MINIMUM, byCoordinator, Optional.ofNullable(reason));
    }

    private static Given<Campaign, CampaignEvent> given(CampaignEvent... events) {
        return Given.<Campaign, CampaignEvent>from(
                        Campaign.registeredFor(POLLING_DAY), Campaign::evolve)
                .events(events);
    }
}
