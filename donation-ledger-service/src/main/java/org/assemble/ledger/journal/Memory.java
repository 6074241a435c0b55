package org.assemble.ledger.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assemble.ledger.journal.Rows.AccountRow;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.policy.model.Policies;

/// What an appender remembers of the books as they are at one position; any of it can be read again
/// from the journal.
final class Memory {

    /// States are small, but a busy campaign's fund knows all its donors.
    private static final int MOST_STATES = 20_000;

    /// @param version how many events of its own stream a state has seen
    record Folded(State<?> state, int version) {}

    /// The end of the journal.
    ///
    /// @param recorded of the last event
    record Head(long position, byte[] hash, Instant recorded) {}

    private final Map<StreamId, Folded> states =
            new LinkedHashMap<>(1024, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<StreamId, Folded> eldest) {
                    return size() > MOST_STATES;
                }
            };

    private final Map<String, AccountRow> accounts = new HashMap<>();
    private Head head;
    private Long bankPence;
    private Policies policies;

    Head head() {
        return head;
    }

    Folded state(StreamId stream) {
        return states.get(stream);
    }

    Map<String, AccountRow> accounts() {
        return accounts;
    }

    /// Null while nobody has asked.
    Long bankPence() {
        return bankPence;
    }

    Policies policies() {
        return policies;
    }

    void policies(Policies decided) {
        policies = decided;
    }

    void add(AccountRow account) {
        accounts.put(account.name(), account);
    }

    /// Takes over what is committed up to a new head.
    void advance(Head newHead, Map<StreamId, Folded> changed, Long newBankPence) {
        head = newHead;
        states.putAll(changed);
        bankPence = newBankPence;
    }

    void forget() {
        states.clear();
        accounts.clear();
        head = null;
        bankPence = null;
        policies = null;
    }
}
