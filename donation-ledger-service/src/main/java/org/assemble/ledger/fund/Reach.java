package org.assemble.ledger.fund;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Whose money a list may show: that of some campaigns, or (empty) all there is, the national
/// accounts too.
///
/// @param donors whether who gave may be named by their id: finance alone sees that
public record Reach(Optional<Set<UUID>> campaigns, boolean donors) {

    /// As the parameter of a query: null for all.
    public UUID[] ids() {
        return campaigns.map(ids -> ids.toArray(UUID[]::new)).orElse(null);
    }
}
