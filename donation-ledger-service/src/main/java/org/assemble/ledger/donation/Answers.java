package org.assemble.ledger.donation;

import org.assemble.ledger.donation.DonationResource.DonationView;
import org.assemble.ledger.donation.ReversalResource.ReversalView;
import org.assemble.ledger.journal.EventJson;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ReversalEvent;

/// First answers that are stored, for the audit: whole as they are, they follow from the event.
/// What a later version of an answer has more is no difference.
public final class Answers {

    private Answers() {}

    /// Whether a donation was answered so; answers are stored of the oldest only.
    public static boolean isOf(DonationEvent event, String answer) {
        return DonationView.of(event).equals(read(answer, DonationView.class));
    }

    public static boolean isOf(ReversalEvent event, String answer) {
        return ReversalView.of(event).equals(read(answer, ReversalView.class));
    }

    /// Null where it is none.
    private static <T> T read(String answer, Class<T> view) {
        try {
            return EventJson.readAny(answer, view);
        } catch (RuntimeException none) {
            return null;
        }
    }
}
