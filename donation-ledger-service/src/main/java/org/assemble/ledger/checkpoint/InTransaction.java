package org.assemble.ledger.checkpoint;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import java.util.function.Function;

/// A transaction of a worker, which may wait: what takes long is written line after line.
final class InTransaction {

    private InTransaction() {}

    static <T> T of(Pool database, Function<SqlConnection, T> work) {
        SqlConnection connection = database.getConnectionAndAwait();
        try {
            Transaction transaction = connection.beginAndAwait();
            T result = work.apply(connection);
            transaction.commitAndAwait();
            return result;
        } finally {
            // What is not committed is rolled back with it.
            connection.closeAndAwait();
        }
    }
}
