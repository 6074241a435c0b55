package org.assemble.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.token.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String LAUNCHED = "org.assemble.campaign.CampaignLaunched.v1";
    private static final String RECORDED = "org.assemble.ledger.DonationRecorded.v1";
    private static final String LEEDS = "0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b30";
    private static final String YORK = "0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b31";
    private static final Set<String> SCOPES =
            Set.of("gateway:read", "campaign:read", "ledger:read");

    private final Access access =
            new Access(
                    Set.of("campaign", "ledger")::contains,
                    Set.of("national-admin", "service"),
                    Set.of("campaign-organiser"));

    @ParameterizedTest
    @ValueSource(strings = {"national-admin", "service"})
    void who_sees_all_may_have_all_campaigns(String role) {
        Reach reach = access.check(caller(role, SCOPES), List.of(LAUNCHED, RECORDED), List.of());

        assertThat(reach.types()).containsExactlyInAnyOrder(LAUNCHED, RECORDED);
        assertThat(reach.campaigns()).isEmpty();
    }

    @Test
    void an_organiser_may_have_the_campaigns_of_the_token() {
        Reach reach =
                access.check(
                        caller("campaign-organiser", SCOPES, LEEDS, YORK),
                        List.of(LAUNCHED),
                        List.of(LEEDS.toUpperCase(java.util.Locale.ROOT)));

        assertThat(reach.campaigns()).contains(Set.of(LEEDS));
    }

    @Test
    void an_organiser_may_have_no_other_campaign_and_not_all() {
        Caller organiser = caller("campaign-organiser", SCOPES, LEEDS);

        refused(Refusal.NOT_YOUR_CAMPAIGN, organiser, LAUNCHED, YORK);
        refused(Refusal.NOT_YOUR_CAMPAIGN, organiser, LAUNCHED, LEEDS, YORK);
        refused(Refusal.NOT_YOUR_CAMPAIGN, organiser, LAUNCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance", "regional-coordinator", "facilitator", "trainer", ""})
    void nobody_else_has_any(String role) {
        refused(Refusal.NOT_ALLOWED, caller(role, SCOPES, LEEDS), LAUNCHED, LEEDS);
    }

    @Test
    void each_type_needs_the_scope_of_its_service() {
        Caller national = caller("national-admin", Set.of("gateway:read", "campaign:read"));

        assertThat(access.check(national, List.of(LAUNCHED), List.of())).isNotNull();
        refused(Refusal.SCOPE_MISSING, national, RECORDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "org.assemble.campaign.*",
                "org.assemble.nobody.Thing.v1",
                "org.assemble.gateway.Ping.v1",
                "com.example.campaign.CampaignLaunched.v1",
                "org.assemble.campaign.CampaignLaunched",
                "org.assemble.campaign.CampaignLaunched.v1'"
            })
    void what_no_service_publishes_is_refused(String type) {
        refused(Refusal.MALFORMED_REQUEST, caller("national-admin", SCOPES), type);
    }

    @Test
    void a_campaign_is_named_by_its_id() {
        refused(Refusal.MALFORMED_REQUEST, caller("national-admin", SCOPES), LAUNCHED, "leeds");
    }

    private void refused(Refusal refusal, Caller caller, String type, String... campaigns) {
        assertThatThrownBy(() -> access.check(caller, List.of(type), List.of(campaigns)))
                .isInstanceOfSatisfying(
                        Rejection.class, said -> assertThat(said.refusal()).isEqualTo(refusal));
    }

    private static Caller caller(String role, Set<String> scopes, String... campaigns) {
        return new Caller(
                "map", "somebody", Set.of(role), Set.of(campaigns), scopes, Long.MAX_VALUE);
    }
}
