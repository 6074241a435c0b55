package org.assemble.ledger.plain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One campaign: its life, and its payments in the order in which they came.
final class PlainCampaign {

    final String id;
    final String election;
    boolean agreed;
    boolean launched;
    LocalDate withdrewOn; // null: it did not
    String bankDocument; // null: none is confirmed
    String waitingDocument;
    String documentBy;
    long setAsidePence; // for runs that are not released

    /// Donors in the order in which the payment that is their first now became it.
    final List<String> firsts = new ArrayList<>();

    private final Map<String, List<PlainPayment>> ofDonor = new HashMap<>();
    private long basisPointPence;

    PlainCampaign(Stored registered) {
        id = registered.text("campaignId");
        election = registered.text("electionId");
    }

    /// M9: later than the day of the withdrawal.
    boolean withdrewBefore(LocalDate day) {
        return withdrewOn != null && withdrewOn.isBefore(day);
    }

    /// M5: the donor's first payment, of those raised in ward assemblies, that is not wholly
    /// reversed.
    Optional<PlainPayment> firstOf(String donor) {
        return ofDonor.getOrDefault(donor, List.of()).stream()
                .filter(payment -> payment.leftPence > 0)
                .findFirst();
    }

    boolean isFirst(PlainPayment payment) {
        return payment.assembly != null && firstOf(payment.donor).orElse(null) == payment;
    }

    /// M2: what changes of the campaign's share when so much more, or less, is raised.
    long share(long pence, long basisPoints) {
        long before = sharePence();
        basisPointPence += pence * basisPoints;
        return sharePence() - before;
    }

    /// M2: of all that was raised, exact to the penny, rounded half-even once.
    private long sharePence() {
        return BigDecimal.valueOf(basisPointPence, 4)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /// @return whether it is the donor's first (M5)
    boolean take(PlainPayment payment) {
        if (payment.assembly == null) {
            return false;
        }
        boolean first = firstOf(payment.donor).isEmpty();
        ofDonor.computeIfAbsent(payment.donor, _ -> new ArrayList<>()).add(payment);
        if (first) {
            firsts.add(payment.donor);
        }
        return first;
    }
}
