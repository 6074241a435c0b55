package org.assemble.ledger.pressure;

import static org.assemble.ledger.pressure.Told.DONATIONS;
import static org.assemble.ledger.pressure.Told.LEDGER;
import static org.assemble.ledger.pressure.Told.asked;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.Tokens;

/// A campaign of its own election.
///
/// @param kept a donation to it that nobody reverses by chance
record Local(UUID id, UUID election, Tokens organiser, List<UUID> mandates, Told kept) {

    /// Facts are dated back by less than this.
    static final int DAYS_BACK = 40;

    /// Agreed, with bank details and pledges; its launch is still to come.
    static Local agreed() {
        UUID election = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Neighbours.call(election, LocalDate.of(2099, 5, 7));
        Neighbours.register(id, election);
        Neighbours.agree(id);
        String details = LEDGER + "campaigns/" + id + "/bank-details";
        Tokens organiser = Api.organiserOf(id);
        Api.as(organiser)
                .body(
                        Map.of(
                                "accountName", "Campaign",
                                "sortCode", "107999",
                                "accountNumber", "8837491"))
                .put(details)
                .then()
                .statusCode(200);
        Api.post(Api.FIN, details + "/confirmation", null).statusCode(200);
        Told kept = asked(Api.MACHINE, DONATIONS, giftTo(id, 1_000, DAYS_BACK - 1));
        assertThat(kept.answer().text("fund")).isEqualTo("campaign");
        return new Local(id, election, organiser, Neighbours.pledges(60, id, 1_000), kept);
    }

    private static Map<String, Object> giftTo(UUID campaign, long pence, int daysAgo) {
        Map<String, Object> gift = Api.with(Api.donation(pence), "campaignId", campaign.toString());
        return Api.with(gift, "receivedOn", LocalDate.now().minusDays(daysAgo).toString());
    }

    Map<String, Object> gift(long pence, int daysAgo) {
        return giftTo(id, pence, daysAgo);
    }

    void pollingDayIs(int daysAgo) {
        Neighbours.call(election, LocalDate.now().minusDays(daysAgo));
    }

    void withdrew(int daysAgo) {
        Neighbours.withdraw(id, Instant.now().minus(Duration.ofDays(daysAgo)));
    }
}
