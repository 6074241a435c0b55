package org.assemble.ledger.policy.model;

import java.time.LocalDate;
import java.util.Locale;

/// A value that Assemble decides: data with a day from which it holds, never a constant.
public record Policy(Name name, LocalDate validFrom, long value) {

    public enum Name {
        /// M2: the campaign's part of what it raised, in basis points of the gross.
        CAMPAIGN_SHARE_BASIS_POINTS,
        /// M5: at most this is matched for one campaign.
        MATCH_CAP_PENCE,
        /// M4: at most this is paid for one campaign's launch event.
        STARTUP_CAP_PENCE,
        /// One donation above it is more likely a slip of the finger.
        DONATION_LIMIT_PENCE;

        /// As it stands in the table.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Name of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
