package org.assemble.ledger.journal;

import java.util.UUID;

/// One link of the chain as it is stored: what happened, and what it is hashed with.
///
/// @param salt so that nobody can guess the content from the leaf
/// @param hash over the leaf and the link before
public record Link(Entry entry, byte[] salt, byte[] hash) {

    /// The columns of `event` that `Links` and `Events` read, in the order in which they do.
    static final String COLUMNS =
            "position, stream, version, campaign_id, type, data::text as data, occurred, effective, recorded, salt, hash";

    public long position() {
        return entry.position();
    }

    public UUID campaignId() {
        return entry.campaignId();
    }
}
