package org.assemble.ledger.fund.model;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.journal.model.Trie;

/// M5: each donor's first payment to the campaign is doubled, up to a cap for the campaign.
///
/// @param firsts by donor: one first payment for a donor and campaign, whichever mandate it came by
/// @param matchedPence what was given of the cap
public record Match(Trie<First> firsts, int count, long matchedPence) {

    public static final Match NONE = new Match(Trie.empty(), 0, 0);

    /// @param number the order in which first payments came in
    public record First(int number, UUID donationId, UUID mandateId, long pence) {}

    public boolean hasFirstOf(UUID donorId) {
        return firsts.contains(donorId);
    }

    /// The last match is cut to what is left of the cap.
    public long penceFor(long paidPence, long capPence) {
        return Math.max(0, Math.min(paidPence, capPence - matchedPence));
    }

    /// First payments in the order in which they came in.
    public List<First> inOrder() {
        return firsts.entries()
                .map(Trie.Leaf::value)
                .sorted(Comparator.comparingInt(First::number))
                .toList();
    }

    public Match withFirst(UUID donorId, UUID donationId, UUID mandateId, long paidPence) {
        First first = new First(count + 1, donationId, mandateId, paidPence);
        return new Match(firsts.with(donorId, first), count + 1, matchedPence);
    }

    public Match plus(long pence) {
        return new Match(firsts, count, matchedPence + pence);
    }
}
