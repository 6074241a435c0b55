package org.assemble.ledger.policy.model;

import static org.assemble.ledger.policy.model.Policy.seeded;

import java.time.LocalDate;
import java.util.List;
import org.assemble.ledger.policy.model.Policy.Name;

/// The policies that the software came with, as its migrations wrote them: whoever changed one in
/// the database would change shares and caps without a decision. A migration that adds one adds it
/// here; none is ever changed, because what Assemble decides since is an event.
public final class Seeds {

    private static final LocalDate BEGINNING = LocalDate.of(2024, 1, 1);

    public static final List<Policy> ALL =
            List.of(
                    seeded(Name.CAMPAIGN_SHARE_BASIS_POINTS, BEGINNING, 8_000), // M2
                    seeded(Name.MATCH_CAP_PENCE, BEGINNING, 200_000), // M5
                    seeded(Name.STARTUP_CAP_PENCE, BEGINNING, 200_000), // M4
                    seeded(Name.DONATION_LIMIT_PENCE, BEGINNING, 100_000_000),
                    seeded(Name.PAYOUT_RHYTHM_WEEKS, BEGINNING, 1), // M3
                    seeded(Name.PAYOUT_WEEKDAY, BEGINNING, 5), // M3
                    seeded(Name.APPROVAL_LIMIT_PENCE, BEGINNING, 0));

    private Seeds() {}
}
