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
        List<Document> documents,
        List<OutgoingEvent> announcements) {

    record EventRow(Entry entry, byte[] salt, byte[] hash) {}

    record PostingRow(
            long position, int line, int debit, int credit, long pence, String effective) {}

    record AccountRow(int id, String name, String kind, UUID campaignId) {}

    /// The first answer, or the position of the event that it is made from; the other is null.
    record KeyRow(String name, byte[] request, String answer, Long position) {}

    static Rows none() {
        return announcing(new ArrayList<>());
    }

    static Rows announcing(List<OutgoingEvent> announcements) {
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
