package org.assemble.training.record;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/// What follows from a completed training in another feature, in the same transaction. A record
/// does not know who that is: the others know of records, and not the other way round.
public interface WhenCompleted {

    /// @param completions the ids of those that are new
    Uni<Void> completed(List<UUID> completions);
}
