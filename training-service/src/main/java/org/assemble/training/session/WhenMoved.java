package org.assemble.training.session;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.UUID;

/// What follows in another feature when sessions begin at another time or are not held, in the same
/// transaction, which holds them. A session does not know who that is: the others know of sessions,
/// and not the other way round.
public interface WhenMoved {

    /// @param sessions the ids of those that were moved or cancelled
    Uni<Void> moved(Collection<UUID> sessions);
}
