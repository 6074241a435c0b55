package org.assemble.ledger.fund.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.Trie;

/// M5: each donor's first payment to the campaign is doubled, up to a cap for the campaign. M7:
/// what is reversed of it takes its match back in proportion, and that much of the cap is free
/// again, for later first payments only.
///
/// @param firsts by donor: one first payment for a donor and campaign, whichever mandate it came by
/// @param count how many there ever were
/// @param matchedPence what is given of the cap
public record Match(Trie<First> firsts, int count, long matchedPence) {

    public static final Match NONE = new Match(Trie.empty(), 0, 0);

    /// @param number the order in which they became first payments
    /// @param paidPence what is not reversed of it
    /// @param matchedPence what it is matched with: nought before the launch, and beyond the cap
    /// @param given the match as it was once given
    public record First(
            int number,
            UUID donorId,
            UUID donationId,
            UUID mandateId,
            long paidPence,
            long matchedPence,
            Given given) {

        static First of(int number, UUID donorId, UUID donationId, UUID mandateId, long paidPence) {
            return new First(number, donorId, donationId, mandateId, paidPence, 0, Given.NOTHING);
        }

        First matched(long pence) {
            return new First(
                    number,
                    donorId,
                    donationId,
                    mandateId,
                    paidPence,
                    matchedPence + pence,
                    new Given(pence, paidPence));
        }

        First reversed(long pence, long backPence) {
            return new First(
                    number,
                    donorId,
                    donationId,
                    mandateId,
                    paidPence - pence,
                    matchedPence - backPence,
                    given);
        }
    }

    /// A match of so much for so much.
    record Given(long pence, long ofPence) {

        static final Given NOTHING = new Given(0, 0);

        /// M7: what is taken back, in all, once no more than this is left of the payment: in
        /// proportion, cumulated and rounded half-even once, so a payment that is wholly reversed
        /// gives back exactly what it got.
        long takenBackPence(long paidPence) {
            return pence == 0
                    ? 0
                    : BigDecimal.valueOf(pence)
                            .multiply(BigDecimal.valueOf(ofPence - paidPence))
                            .divide(BigDecimal.valueOf(ofPence), 0, RoundingMode.HALF_EVEN)
                            .longValueExact();
        }
    }

    public boolean hasFirstOf(UUID donorId) {
        return firsts.contains(donorId);
    }

    /// Whether the donation is its donor's first payment.
    public boolean isFirst(UUID donorId, UUID donationId) {
        return first(donorId, donationId).isPresent();
    }

    private Optional<First> first(UUID donorId, UUID donationId) {
        return donorId == null
                ? Optional.empty()
                : firsts.get(donorId).filter(first -> first.donationId().equals(donationId));
    }

    /// The last match is cut to what is left of the cap.
    public long penceFor(long paidPence, long capPence) {
        return Math.max(0, Math.min(paidPence, capPence - matchedPence));
    }

    /// M7: what a reversal takes back of the donation's match.
    long backPenceFor(Reversal reversal) {
        return first(reversal.donorId(), reversal.donationId())
                .map(first ->
                        first.matchedPence()
                                - first.given().pence()
                                + first.given()
                                        .takenBackPence(first.paidPence() - reversal.pence()))
                .orElse(0L);
    }

    /// First payments in the order in which they became it.
    public List<First> inOrder() {
        return firsts.entries()
                .map(Trie.Leaf::value)
                .sorted(Comparator.comparingInt(First::number))
                .toList();
    }

    /// A first payment came in.
    Match with(Gift gift) {
        return with(
                First.of(
                        count + 1,
                        gift.donorId(),
                        gift.donationId(),
                        gift.mandateId(),
                        gift.pence()));
    }

    /// A payment takes the place of one that is wholly reversed; it may be known as the first
    /// already, if it came in after that.
    Match with(FirstPaymentNamed named) {
        return isFirst(named.donorId(), named.donationId())
                ? this
                : with(
                        First.of(
                                count + 1,
                                named.donorId(),
                                named.donationId(),
                                named.mandateId(),
                                named.paidPence()));
    }

    private Match with(First first) {
        return new Match(firsts.with(first.donorId(), first), count + 1, matchedPence);
    }

    /// A donor's first payment is matched.
    Match matched(UUID donorId, long pence) {
        First first = firsts.get(donorId).orElseThrow();
        return new Match(firsts.with(donorId, first.matched(pence)), count, matchedPence + pence);
    }

    /// Some of a donation went back; if it was a first payment and nothing is left of it, the donor
    /// has none.
    Match without(ReversedFromCampaign event) {
        Reversal reversal = event.reversal();
        return first(reversal.donorId(), reversal.donationId())
                .map(first ->
                        new Match(
                                reversal.whole()
                                        ? firsts.without(first.donorId())
                                        : firsts.with(
                                                first.donorId(),
                                                first.reversed(
                                                        reversal.pence(), event.matchedPence())),
                                count,
                                matchedPence - event.matchedPence()))
                .orElse(this);
    }
}
