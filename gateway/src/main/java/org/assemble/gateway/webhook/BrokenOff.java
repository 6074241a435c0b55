package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.function.Supplier;

/// A transaction that the database broke off, because it and another waited for each other, or
/// because what it refers to went meanwhile: nothing of it was done, and begun anew it finds the
/// other gone. Old events take their deliveries with them in no order, so that whoever changes or
/// adds many deliveries can meet them.
final class BrokenOff {

    /// SQLSTATE's class of transactions that were rolled back: 40P01 is a deadlock.
    private static final String ROLLED_BACK = "40";

    /// An event was forgotten after it was read, and before its delivery was written.
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private BrokenOff() {}

    /// Does it again, once, where it was broken off.
    ///
    /// @param transaction the whole of it
    static <T> Future<T> again(Supplier<Future<T>> transaction) {
        return transaction
                .get()
                .recover(failure ->
                        isSo(failure) ? transaction.get() : Future.failedFuture(failure));
    }

    private static boolean isSo(Throwable failure) {
        return failure instanceof PgException said
                && said.getSqlState() != null
                && (said.getSqlState().startsWith(ROLLED_BACK)
                        || said.getSqlState().equals(FOREIGN_KEY_VIOLATION));
    }
}
