package org.assemble.ledger.fund.model;

/// What the campaign is owed, and what of it is on its way (M3).
///
/// @param owedPence share and match, less what was released
/// @param reservedPence of what is owed: set aside for runs that are proposed and not yet released
/// @param inTransitPence released and not yet settled
/// @param paidPence settled
public record Payable(long owedPence, long reservedPence, long inTransitPence, long paidPence) {

    public static final Payable NONE = new Payable(0, 0, 0, 0);

    /// What a new run may pay.
    public long freePence() {
        return owedPence - reservedPence;
    }

    Payable credit(long pence) {
        return new Payable(owedPence + pence, reservedPence, inTransitPence, paidPence);
    }

    Payable reserve(long pence) {
        return new Payable(owedPence, reservedPence + pence, inTransitPence, paidPence);
    }

    Payable release(long pence) {
        return new Payable(
                owedPence - pence, reservedPence - pence, inTransitPence + pence, paidPence);
    }

    Payable settle(long pence) {
        return new Payable(owedPence, reservedPence, inTransitPence - pence, paidPence + pence);
    }
}
