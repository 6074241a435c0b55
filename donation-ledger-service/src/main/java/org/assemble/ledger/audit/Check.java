package org.assemble.ledger.audit;

import java.sql.SQLException;

/// One thing that is computed again from the events and compared with what is stored. It goes along
/// with the events, in the order of their positions, and remembers only what does not grow with the
/// journal.
interface Check extends AutoCloseable {

    /// What is compared, in the report: a table, or a part of one.
    String name();

    void see(Audited event) throws SQLException;

    /// After the last event: what is stored and follows from none.
    void end() throws SQLException;

    @Override
    default void close() throws SQLException {}
}
