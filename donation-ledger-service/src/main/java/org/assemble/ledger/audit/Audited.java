package org.assemble.ledger.audit;

import java.util.List;
import java.util.Optional;
import org.assemble.ledger.announcement.Announcement;
import org.assemble.ledger.announcement.Announcements;
import org.assemble.ledger.books.model.Posting;
import org.assemble.ledger.books.model.Postings;
import org.assemble.ledger.journal.EventJson;
import org.assemble.ledger.journal.Kept;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.model.LedgerEvent;

/// An event on its way through the checks.
///
/// @param leaf the hash of its salt and content
/// @param kept what it vouches for; nothing where that can't be read
/// @param read what is stored as an event; null where it can't be read as one
record Audited(Link link, byte[] leaf, Kept kept, Read read) {

    /// What follows from an event.
    record Read(LedgerEvent event, List<Posting> postings, Optional<Announcement> announcement) {}

    static Audited of(Link link, byte[] leaf) {
        return new Audited(link, leaf, kept(link), read(link));
    }

    private static Kept kept(Link link) {
        try {
            return Kept.from(link.entry().data());
        } catch (RuntimeException unreadable) {
            return Kept.NOTHING; // said by the chain's check, and of each row that it vouched for
        }
    }

    private static Read read(Link link) {
        try {
            LedgerEvent event = EventJson.read(link.entry().type(), link.entry().data());
            event.concerned().toList(); // an event about nothing is none
            return new Read(event, Postings.of(event), Announcements.of(event));
        } catch (RuntimeException unreadable) {
            return null; // a finding, not a bug: said by the chain's check
        }
    }

    boolean isReadable() {
        return read != null;
    }

    LedgerEvent event() {
        return read == null ? null : read.event();
    }

    long position() {
        return link.position();
    }
}
