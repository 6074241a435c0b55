package org.assemble.ledger.audit;

import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.model.LedgerEvent;

/// An event on its way through the checks.
///
/// @param event null where what is stored can't be read as one
/// @param leaf the hash of its salt and content
record Audited(Link link, LedgerEvent event, byte[] leaf) {

    long position() {
        return link.position();
    }
}
