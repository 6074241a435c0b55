package org.assemble.ledger.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assemble.ledger.journal.Rows.AccountRow;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.policy.model.Policies;

/// What an appender remembers of the books as they are at one position; any of it can be read again
/// from the journal.
final class Memory {

    /// States are small, but a busy campaign's fund knows all its donors.
    private static final int MOST_STATES = 20_000;

    /// @param version how many events of its own stream a state has seen
    record Folded(State<?> state, int version) {

        Folded after(StreamId stream, LedgerEvent event) {
            boolean own = event.stream().equals(stream);
            return new Folded(state.evolve(event), own ? version + 1 : version);
        }
    }

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
    private Long freeInBankPence;
    private int policyCount;
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
    Long freeInBankPence() {
        return freeInBankPence;
    }

    Policies policies() {
        return policies;
    }

    boolean knowsPolicies(int count) {
        return policies != null && policyCount == count;
    }

    /// What the software came with; the journal's own decisions are folded onto it.
    void seeded(int count, Policies all) {
        policyCount = count;
        policies = all;
        states.remove(StreamId.POLICIES);
    }

    void opened(AccountRow account) {
        accounts.put(account.name(), account);
    }

    /// Begins at a head, knowing nothing yet of what came before it.
    void beginAt(Head from) {
        states.clear();
        freeInBankPence = null;
        head = from;
    }

    /// Another replica appended this.
    void happened(LedgerEvent event) {
        event.concerned()
                .forEach(stream ->
                        states.computeIfPresent(
                                stream, (_, folded) -> folded.after(stream, event)));
    }

    /// This replica committed. Single donations are not remembered: there are too many, and few are
    /// looked at again.
    void committed(Head newHead, Map<StreamId, Folded> changed, Long newFreeInBankPence) {
        changed.forEach((stream, folded) -> {
            if (stream.kind() != StreamId.Kind.DONATION) {
                states.put(stream, folded);
            }
        });
        head = newHead;
        freeInBankPence = newFreeInBankPence;
    }

    /// Others committed up to here.
    void caughtUp(Head newHead) {
        head = newHead;
        freeInBankPence = null;
    }

    void forget() {
        states.clear();
        accounts.clear();
        head = null;
        freeInBankPence = null;
        policies = null;
    }
}
