package org.assemble.ledger.fund.model;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.Trie;

/// M5: each donor's first payment to the campaign is doubled, up to a cap for the campaign.
///
/// @param firsts by donor: one first payment for a donor and campaign, whichever mandate it came by
/// @param count how many there were
/// @param matchedPence what was given of the cap
public record Match(Trie<First> firsts, int count, long matchedPence) {

    public static final Match NONE = new Match(Trie.empty(), 0, 0);

    /// @param number the order in which first payments came in
    /// @param matchedPence what it was matched with: nought before the launch, and beyond the cap
    public record First(
            int number,
            UUID donorId,
            UUID donationId,
            UUID mandateId,
            long paidPence,
            long matchedPence) {

        First matched(long pence) {
            return new First(
                    number, donorId, donationId, mandateId, paidPence, matchedPence + pence);
        }
    }

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

    /// A first payment came in.
    Match with(Gift gift) {
        First first =
                new First(
                        count + 1,
                        gift.donorId(),
                        gift.donationId(),
                        gift.mandateId(),
                        gift.pence(),
                        0);
        return new Match(firsts.with(gift.donorId(), first), count + 1, matchedPence);
    }

    /// A donor's first payment is matched.
    Match matched(UUID donorId, long pence) {
        First first = firsts.get(donorId).orElseThrow();
        return new Match(firsts.with(donorId, first.matched(pence)), count, matchedPence + pence);
    }
}
