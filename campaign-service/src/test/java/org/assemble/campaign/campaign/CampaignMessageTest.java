package org.assemble.campaign.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.campaign.campaign.model.CampaignCommand.Side;
import org.assemble.testkit.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each message is its golden example, to the last field: nothing more is told than the contract
/// says (D2).
class CampaignMessageTest {
    private static final UUID CAMPAIGN = id("c1");
    private static final UUID ELECTION = id("e1");
    private static final UUID AGREEMENT = id("f1");

    static Stream<CampaignMessage> messages() {
        return Stream.of(
                new CampaignMessage.CampaignRegistered(
                        CAMPAIGN, ELECTION, "E14001321", "E12000003"),
                new CampaignMessage.FoundingMeetingPlanned(CAMPAIGN, LocalDate.of(2026, 3, 1)),
                new CampaignMessage.CampaignFounded(CAMPAIGN, 64, 34),
                new CampaignMessage.AgreementConfirmed(
                        CAMPAIGN, AGREEMENT, "2024-05", Instant.parse("2026-03-02T09:30:00Z")),
                new CampaignMessage.CampaignLaunched(CAMPAIGN, LocalDate.of(2026, 5, 9)),
                new CampaignMessage.CampaignContesting(CAMPAIGN),
                new CampaignMessage.CampaignConcluded(CAMPAIGN),
                new CampaignMessage.CampaignWithdrawn(
                        CAMPAIGN, Side.CAMPAIGN, Instant.parse("2026-06-01T18:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void D2_a_message_is_its_example_and_no_more(CampaignMessage message) {
        String name = message.type().substring(CampaignMessage.PREFIX.length());
        Golden.event("campaign-service", name).is(message);
    }

    private static UUID id(String end) {
        return UUID.fromString("0190a1b2-0000-7000-8000-0000000000" + end);
    }
}
