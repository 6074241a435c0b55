package org.assemble.gateway.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/// Somebody who has to do with each event that was taken in.
public interface Follower {

    /// What must commit together with the events.
    ///
    /// @param after the new ones have positions above this
    default Future<Void> with(SqlConnection connection, long after) {
        return Future.succeededFuture();
    }

    /// Told after the commit, on any thread.
    default void tookIn() {}
}
