package org.assemble.bench;

/// How much is measured.
///
/// @param loaded donations that are there before anything is measured
/// @param warmRequests that the service has answered before
/// @param imported donations of one import
/// @param manyPostings the larger of the books that are asked
record Size(
        int rounds,
        long warmMillis,
        long measuredMillis,
        int loaded,
        int warmRequests,
        int imported,
        int manyPostings) {
    static final Size WHOLE = new Size(3, 3_000, 8_000, 100_000, 40_000, 1_000_000, 10_000_000);

    /// For trying it out; its figures mean little.
    static final Size QUICK = new Size(1, 3_000, 5_000, 20_000, 10_000, 100_000, 1_000_000);
}
