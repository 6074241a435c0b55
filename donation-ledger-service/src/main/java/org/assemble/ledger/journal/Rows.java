package org.assemble.ledger.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// Everything that one append writes.
record Rows(
        List<EventRow> events,
        List<PostingRow> postings,
        List<AccountRow> accounts,
        List<KeyRow> keys,
        List<DocumentRow> documents,
        List<AnnouncementRow> announcements) {

    record EventRow(Entry entry, byte[] salt, byte[] hash) {}

    record PostingRow(
            long position, int line, int debit, int credit, long pence, String effective) {}

    record AccountRow(int id, String name, String kind, UUID campaignId) {}

    /// @param answer the first answer; null where it is made from the event
    /// @param position of the first event that it was kept with; null beside an answer where there
    ///   was none, or that was kept before keys named it
    record KeyRow(String name, byte[] request, String answer, Long position) {}

    /// @param body JSON
    /// @param salt so that nobody can guess the body from its hash
    record DocumentRow(UUID id, String kind, String body, byte[] salt) {}

    record AnnouncementRow(UUID id, OutgoingEvent told) {}

    static Rows none() {
        return announcing(new ArrayList<>());
    }

    static Rows announcing(List<AnnouncementRow> announcements) {
        return new Rows(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                announcements);
    }

    Rows withoutAnnouncements() {
        return new Rows(events, postings, accounts, keys, documents, List.of());
    }
}
