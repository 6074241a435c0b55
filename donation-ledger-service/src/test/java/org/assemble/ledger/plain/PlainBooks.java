package org.assemble.ledger.plain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each account holds: a list of what moved, and sums over it.
final class PlainBooks {

    /// @param pence more or less on the side on which the account grows
    private record Movement(long position, LocalDate day, String account, long pence) {}

    private final List<Movement> movements = new ArrayList<>();
    private final Map<String, Long> totals = new HashMap<>();

    /// On the event's effective day.
    void move(Stored event, String account, long pence) {
        if (pence != 0) {
            movements.add(new Movement(event.position(), event.effective(), account, pence));
            totals.merge(account, pence, Long::sum);
        }
    }

    /// Whatever the day.
    long total(String account) {
        return totals.getOrDefault(account, 0L);
    }

    /// All accounts whose name begins so, whatever the day.
    long totalOfAll(String prefix) {
        return totals.entrySet().stream()
                .filter(account -> account.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Every account that was posted to, as of a day, as it was known at a position (M8).
    Map<String, Long> balances(long position, LocalDate asOf) {
        Map<String, Long> balances = new HashMap<>();
        for (Movement one : movements) {
            if (one.position() <= position && !one.day().isAfter(asOf)) {
                balances.merge(one.account(), one.pence(), Long::sum);
            }
        }
        return balances;
    }
}
