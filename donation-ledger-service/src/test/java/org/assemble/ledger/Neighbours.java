package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assemble.testkit.Messages;
import org.assemble.testkit.Soon;

/// The other services, as the ledger knows them: by what they say on their topics.
public final class Neighbours {

    private static final Messages CAMPAIGNS = Messages.of("campaign");
    private static final Messages ASSEMBLIES = Messages.of("assembly");
    public static final String REGION = "E12000003";

    private Neighbours() {}

    /// A campaign that has confirmed the agreement, for an election whose polling day is far.
    public static UUID agreedCampaign() {
        UUID campaignId = registeredCampaign();
        agree(campaignId);
        return campaignId;
    }

    /// The same in another region.
    public static UUID agreedCampaign(String region) {
        UUID campaignId = registeredCampaign(region);
        agree(campaignId);
        return campaignId;
    }

    /// A campaign that the ledger knows, for an election whose polling day is far.
    public static UUID registeredCampaign() {
        return registeredCampaign(REGION);
    }

    private static UUID registeredCampaign(String region) {
        UUID electionId = UUID.randomUUID();
        UUID campaignId = UUID.randomUUID();
        call(electionId, LocalDate.of(2099, 5, 7));
        register(campaignId, electionId, region);
        Soon.holds(() -> assertThat(knows("campaigns/" + campaignId + "/summary")).isTrue());
        return campaignId;
    }

    public static void call(UUID electionId, LocalDate pollingDay) {
        CAMPAIGNS.send(
                "ElectionCalled.v1",
                electionId,
                Map.of("electionId", electionId, "kind", "GENERAL", "pollingDay", pollingDay));
    }

    public static void register(UUID campaignId, UUID electionId) {
        register(campaignId, electionId, REGION);
    }

    private static void register(UUID campaignId, UUID electionId, String region) {
        CAMPAIGNS.send(
                "CampaignRegistered.v1",
                campaignId,
                Map.of(
                        "campaignId", campaignId,
                        "electionId", electionId,
                        "constituencyCode", "E14001063",
                        "region", region));
    }

    /// Messages of one campaign come in their order, so what is asked of it later finds it agreed.
    public static void agree(UUID campaignId) {
        CAMPAIGNS.send(
                "AgreementConfirmed.v1",
                campaignId,
                Map.of("campaignId", campaignId, "confirmedAt", Instant.now()));
        // More than any startup budget: refused as too much only once the agreement is known.
        Soon.holds(() ->
                Api.post(
                                Api.organiserOf(campaignId),
                                "/api/v1/ledger/invoices",
                                Api.invoice(campaignId, 90_000_000))
                        .statusCode(422));
    }

    public static void launch(UUID campaignId) {
        CAMPAIGNS.send(
                "CampaignLaunched.v1",
                campaignId,
                Map.of("campaignId", campaignId, "heldOn", LocalDate.now()));
    }

    public static void withdraw(UUID campaignId) {
        withdraw(campaignId, Instant.now());
    }

    public static void withdraw(UUID campaignId, Instant at) {
        CAMPAIGNS.send(
                "CampaignWithdrawn.v1",
                campaignId,
                Map.of("campaignId", campaignId, "by", "CAMPAIGN", "withdrawnAt", at));
    }

    /// Pledges at one ward assembly, each by a donor of its own, once the ledger knows them.
    public static List<UUID> pledges(UUID campaignId, long... monthlyPence) {
        UUID assemblyId = UUID.randomUUID();
        List<UUID> mandates = new ArrayList<>();
        for (long pence : monthlyPence) {
            mandates.add(pledge(campaignId, assemblyId, UUID.randomUUID(), pence));
        }
        Soon.holds(() -> assertThat(knows("mandates/" + mandates.getLast())).isTrue());
        return mandates;
    }

    public static List<UUID> pledges(int count, UUID campaignId, long monthlyPence) {
        return pledges(campaignId, LongStream.generate(() -> monthlyPence).limit(count).toArray());
    }

    public static UUID pledge(UUID campaignId, UUID assemblyId, UUID donorId, long monthlyPence) {
        UUID pledgeId = UUID.randomUUID();
        ASSEMBLIES.send(
                "PledgeMade.v1",
                campaignId,
                Map.of(
                        "pledgeId", pledgeId,
                        "assemblyId", assemblyId,
                        "campaignId", campaignId,
                        "donorId", donorId,
                        "monthlyPence", monthlyPence,
                        "pledgedAt", Instant.now()));
        return pledgeId;
    }

    public static boolean knows(String thing) {
        return Api.as(Api.FIN).get("/api/v1/ledger/" + thing).statusCode() == 200;
    }
}
