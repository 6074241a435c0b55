package org.assemble.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final String LAUNCHED = "org.assemble.campaign.CampaignLaunched.v1";
    private static final String RECORDED = "org.assemble.ledger.DonationRecorded.v1";

    @Test
    void only_the_types_that_were_asked_for() {
        Reach all = new Reach(Set.of(LAUNCHED), Optional.empty());

        assertThat(all.covers(event(LAUNCHED, "leeds"))).isTrue();
        assertThat(all.covers(event(LAUNCHED, "national"))).isTrue();
        assertThat(all.covers(event(RECORDED, "leeds"))).isFalse();
    }

    @Test
    void a_campaign_gets_its_own_and_nothing_of_the_nation() {
        Reach leeds = new Reach(Set.of(LAUNCHED, RECORDED), Optional.of(Set.of("leeds")));

        assertThat(leeds.covers(event(RECORDED, "leeds"))).isTrue();
        assertThat(leeds.covers(event(RECORDED, "york"))).isFalse();
        assertThat(leeds.covers(event(RECORDED, "national"))).isFalse();
    }

    @Test
    void what_is_told_has_no_line_end_and_the_data_to_the_letter() {
        TakenEvent event =
                new TakenEvent(
                        7,
                        "/assemble/campaign",
                        "id",
                        LAUNCHED,
                        "subject",
                        "leeds",
                        Instant.parse("2026-11-22T10:00:00Z"),
                        "{\"pence\": 1000000000000000001,\r\n \"text\": \"a\\nb\"}");

        assertThat(event.told())
                .isEqualTo(
                        "{\"type\":\"org.assemble.campaign.CampaignLaunched.v1\","
                                + "\"timestamp\":\"2026-11-22T10:00:00Z\",\"id\":\"id\","
                                + "\"source\":\"/assemble/campaign\",\"subject\":\"subject\","
                                + "\"data\":{\"pence\": 1000000000000000001,   \"text\": \"a\\nb\"}}");
    }

    private static TakenEvent event(String type, String key) {
        return new TakenEvent(1, "source", "id", type, "subject", key, Instant.EPOCH, "{}");
    }
}
