package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// What Assemble has decided of its own values. All decisions stand in one stream.
public sealed interface PolicyEvent extends LedgerEvent {

    @Override
    default StreamId stream() {
        return StreamId.POLICIES;
    }

    /// From `validFrom` on the policy has this value: for everyone, or for one campaign.
    ///
    /// @param policy its name, as `match-cap-pence`
    /// @param campaignId null where it holds for everyone
    /// @param value null where the campaign has no value of its own any more, and everyone's holds
    record PolicySet(
            String policy,
            UUID campaignId,
            LocalDate validFrom,
            Long value,
            UUID setBy,
            LocalDate occurredOn)
            implements PolicyEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.ofNullable(campaignId);
        }
    }
}
