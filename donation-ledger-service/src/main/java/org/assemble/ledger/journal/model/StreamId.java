package org.assemble.ledger.journal.model;

import java.util.Locale;
import java.util.UUID;

/// Names one thing with a history; as text `mandate:0198c0de-…`, which is stored and never changes.
public record StreamId(Kind kind, UUID id) {

    /// What has a history of its own. `FUND` is wider than its own events: it folds all that
    /// concern its campaign.
    public enum Kind {
        FUND,
        ELECTION,
        MANDATE,
        DONATION,
        INVOICE,
        BANK_DETAILS,
        PAYOUT_RUN,
        POLICIES,
        PERIODS;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// There is one of each: its id says nothing.
    public static final StreamId POLICIES = new StreamId(Kind.POLICIES, new UUID(0, 0));

    public static final StreamId PERIODS = new StreamId(Kind.PERIODS, new UUID(0, 0));

    public static StreamId fund(UUID campaignId) {
        return new StreamId(Kind.FUND, campaignId);
    }

    public static StreamId election(UUID electionId) {
        return new StreamId(Kind.ELECTION, electionId);
    }

    public static StreamId mandate(UUID mandateId) {
        return new StreamId(Kind.MANDATE, mandateId);
    }

    public static StreamId donation(UUID donationId) {
        return new StreamId(Kind.DONATION, donationId);
    }

    public static StreamId invoice(UUID invoiceId) {
        return new StreamId(Kind.INVOICE, invoiceId);
    }

    public static StreamId bankDetails(UUID campaignId) {
        return new StreamId(Kind.BANK_DETAILS, campaignId);
    }

    public static StreamId payoutRun(UUID runId) {
        return new StreamId(Kind.PAYOUT_RUN, runId);
    }

    public static StreamId parse(String text) {
        int colon = text.indexOf(':');
        String kind = text.substring(0, colon).toUpperCase(Locale.ROOT).replace('-', '_');
        return new StreamId(Kind.valueOf(kind), UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return kind.text() + ':' + id;
    }
}
