package org.assemble.ledger.journal;

import org.assemble.ledger.journal.model.LedgerEvent;

/// What a key stands for already.
///
/// @param request SHA-256 of what was asked under it
record Known(byte[] request, First first) {

    /// What came of it, as far as it must be kept to answer the same again.
    sealed interface First {

        /// The first answer, as JSON.
        ///
        /// @param position of the first event that it answers for; null where it was kept before
        ///   keys named it
        record Answered(String answer, Long position) implements First {}

        /// The event that the answer is made from.
        record Happened(long position, LedgerEvent event) implements First {}
    }
}
