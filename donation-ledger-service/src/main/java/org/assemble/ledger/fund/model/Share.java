package org.assemble.ledger.fund.model;

/// M2: the campaign's share of all it raised, cumulated, rounded half-even once. What one donation
/// gives the campaign is the difference it makes, so no penny is lost or made in any sequence.
///
/// @param raisedPence all that was raised for the campaign and is shared
/// @param basisPointPence the sum of each amount times the share in force for it
public record Share(long raisedPence, long basisPointPence) {

    public static final Share NONE = new Share(0, 0);

    private static final long WHOLE = 10_000;

    public Share plus(long pence, int shareBasisPoints) {
        return new Share(
                Math.addExact(raisedPence, pence),
                Math.addExact(basisPointPence, Math.multiplyExact(pence, (long) shareBasisPoints)));
    }

    public long campaignPence() {
        long down = Math.floorDiv(basisPointPence, WHOLE);
        long rest = Math.floorMod(basisPointPence, WHOLE) * 2;
        boolean up = rest > WHOLE || rest == WHOLE && down % 2 != 0;
        return up ? down + 1 : down;
    }

    /// What one more amount would add to the campaign's share.
    public long campaignPenceOf(long pence, int shareBasisPoints) {
        return plus(pence, shareBasisPoints).campaignPence() - campaignPence();
    }
}
