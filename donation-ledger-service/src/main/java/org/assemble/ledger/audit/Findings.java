package org.assemble.ledger.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// What differs. The first ones of each table are told in full, the rest is counted: one account
/// under another name can be a million differences.
final class Findings {

    static final int MOST_TOLD = 50;

    /// @param position the event that it belongs to; null where there is none
    /// @param what the table, row and column
    /// @param expected what follows from the events
    /// @param found what is stored
    record Difference(String check, Long position, String what, String expected, String found) {}

    private final Consumer<Difference> told;
    private final Map<String, Long> ofCheck = new LinkedHashMap<>();
    private long all;

    Findings(Consumer<Difference> told) {
        this.told = told;
    }

    void begin(String check) {
        ofCheck.put(check, 0L);
    }

    void differs(String check, Long position, String what, Object expected, Object found) {
        all++;
        if (ofCheck.merge(check, 1L, Long::sum) <= MOST_TOLD) {
            told.accept(new Difference(check, position, what, text(expected), text(found)));
        }
    }

    private static String text(Object value) {
        return value == null ? "nothing" : value.toString();
    }

    long all() {
        return all;
    }

    Map<String, Long> ofCheck() {
        return ofCheck;
    }
}
