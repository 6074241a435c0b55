package org.assemble.ledger.plain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

/// A donation: where it went, what is left of it, and what it was matched with.
final class PlainPayment {

    final String id;
    final String donor; // null, as the two that follow: none is known
    final String mandate;
    final String assembly;
    final String campaign;
    final String fund; // the type of the event by which it was given
    final LocalDate day;
    final long basisPoints;
    long leftPence;
    private long matchPence;
    private long matchedOfPence;

    PlainPayment(Stored given) {
        id = given.text("gift/donationId");
        donor = given.text("gift/donorId");
        mandate = given.text("gift/mandateId");
        assembly = given.text("gift/assemblyId");
        campaign = given.text("campaignId");
        fund = given.type();
        day = given.day("gift/receivedOn");
        basisPoints = given.pence("shareBasisPoints");
        leftPence = given.pence("gift/pence");
    }

    void match(long pence) {
        matchPence = pence;
        matchedOfPence = leftPence;
    }

    /// M7: the match goes back in proportion, rounded half-even once over all parts.
    private long stillMatchedPence() {
        if (matchPence == 0) {
            return 0;
        }
        BigDecimal back =
                BigDecimal.valueOf(matchPence)
                        .multiply(BigDecimal.valueOf(matchedOfPence - leftPence))
                        .divide(BigDecimal.valueOf(matchedOfPence), 0, RoundingMode.HALF_EVEN);
        return matchPence - back.longValueExact();
    }

    /// @return what goes back of its match (M7)
    long takeBack(long pence) {
        long before = stillMatchedPence();
        leftPence -= pence;
        return before - stillMatchedPence();
    }
}
