package org.assemble.platform.problem;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;

/// Tells an outage of the database or the broker, which passes, from a bug, which does not.
public final class Outage {
    /// SQLSTATE classes: connection exception, operator intervention, insufficient resources; and a
    /// lock or an answer that could not be had in time.
    private static final List<String> SQL_STATES = List.of("08", "57P", "53", "55P03", "57014");

    /// What the reactive client says where it gives no type of its own.
    private static final List<String> SAID =
            List.of(
                    "Connection is closed",
                    "Pool closed",
                    "Connection is not active",
                    "Failed to read any response from the server",
                    "Pending requests failed to be sent",
                    "Connection refused",
                    "Connection reset",
                    "Acquisition timeout",
                    "Timeout waiting for connection",
                    "the database system is",
                    "canceling statement due to lock timeout",
                    "canceling statement due to statement timeout",
                    "terminating connection");

    private Outage() {}

    public static boolean isBehind(Throwable thrown) {
        return causes(thrown).anyMatch(Outage::is);
    }

    /// The exception and its causes, outermost first.
    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
    }

    private static boolean is(Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof ClosedChannelException
                || cause instanceof RetriableException) {
            return true;
        }
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            return SQL_STATES.stream().anyMatch(sql.getSQLState()::startsWith);
        }
        String message = cause.getMessage();
        return message != null && SAID.stream().anyMatch(message::contains);
    }
}
