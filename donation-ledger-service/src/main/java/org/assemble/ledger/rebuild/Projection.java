package org.assemble.ledger.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Tables that are computed from the events alone. They are filled again beside the ones in use, in
/// tables of the same shape and name in a schema of their own.
interface Projection {

    /// Where the new tables stand until they are exchanged.
    default String schema() {
        return "rebuild_" + name();
    }

    /// As callers name it.
    String name();

    /// One run at a time, in all replicas: the second number of an advisory lock.
    int turn();

    /// Those of projections that are made again with this one, and so not by themselves meanwhile.
    default List<Integer> turnsOfOthers() {
        return List.of();
    }

    /// All that are exchanged together.
    List<String> tables();

    /// The locks that those who write the tables take first, as statements for one transaction.
    List<String> stopWriters();

    /// How many events one transaction fills in; positions move by whole steps but for the last.
    int step();

    /// The last position that can be filled in, of a journal that goes so far.
    long fillable(long head);

    /// Begins where an earlier run has stopped.
    ///
    /// @param position up to which the new tables are filled in
    Filling from(Connection connection, long position) throws SQLException;

    /// Fills the new tables; one transaction after the other, each of which moves the position.
    interface Filling {
        void fill(Connection connection, long after, long last) throws SQLException;
    }

    /// Called while no writer can go on, before the new tables take the place of the old.
    ///
    /// @param asService a connection of the service's own role
    default void beforeExchange(Connection owner, Connection asService) throws SQLException {}
}
