package org.assemble.assembly.campaign;

import static org.assemble.assembly.AssemblyApi.announce;
import static org.assemble.assembly.AssemblyApi.organiser;
import static org.assemble.assembly.AssemblyApi.plan;
import static org.assemble.assembly.AssemblyApi.planned;
import static org.assemble.assembly.AssemblyApi.registered;
import static org.assemble.assembly.AssemblyApi.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.UUID;
import org.assemble.assembly.AssemblyApi;
import org.assemble.testkit.Golden;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class CampaignsTest {
    private static final UUID CAMPAIGN = UUID.fromString("0190a1b2-0000-7000-8000-0000000000c1");

    @Test
    void what_campaign_service_promises_is_what_is_read() {
        assertThat(
                        Golden.event("campaign-service", "CampaignRegistered.v1")
                                .readAs(Campaigns.CampaignRegistered.class))
                .isEqualTo(new Campaigns.CampaignRegistered(CAMPAIGN, "E14001321"));
        assertThat(
                        Golden.event("campaign-service", "CampaignWithdrawn.v1")
                                .readAs(Campaigns.CampaignWithdrawn.class))
                .isEqualTo(
                        new Campaigns.CampaignWithdrawn(
                                CAMPAIGN, Instant.parse("2026-06-01T18:00:00Z")));
    }

    @Test
    void a_campaign_that_nobody_told_of_is_unknown() {
        plan(UUID.randomUUID()).statusCode(404).body("code", equalTo("unknown-campaign"));
    }

    @Test
    void G2_a_campaign_that_withdrew_plans_and_announces_no_assembly() {
        UUID campaign = AssemblyApi.campaign();
        UUID assembly = planned(campaign);
        withdrawn(campaign);
        Soon.holds(
                () -> plan(campaign).statusCode(409).body("code", equalTo("campaign-withdrawn")));
        announce(organiser(campaign), assembly)
                .statusCode(409)
                .body("code", equalTo("campaign-withdrawn"));
    }

    @Test
    void a_withdrawal_that_is_told_before_its_campaign_waits_for_it() {
        UUID campaign = UUID.randomUUID();
        withdrawn(campaign);
        registered(campaign);
        Soon.holds(
                () -> plan(campaign).statusCode(409).body("code", equalTo("campaign-withdrawn")));
    }

    @Test
    void a_campaign_that_is_told_twice_is_one() {
        UUID campaign = AssemblyApi.campaign();
        registered(campaign);
        withdrawn(campaign);
        Soon.holds(() -> plan(campaign).statusCode(409));
    }
}
