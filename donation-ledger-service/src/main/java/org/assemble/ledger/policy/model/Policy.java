package org.assemble.ledger.policy.model;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A value that Assemble decides: data with a day from which it holds, never a constant.
///
/// @param campaignId the one campaign it holds for; null where it holds for everyone
/// @param value null where the campaign has no value of its own any more, and everyone's holds
/// @param setBy null, as `setOn` is, in what the software came with
public record Policy(
        Name name, UUID campaignId, LocalDate validFrom, Long value, UUID setBy, LocalDate setOn) {

    /// One that the software came with.
    public static Policy seeded(Name name, LocalDate validFrom, long value) {
        return new Policy(name, null, validFrom, value, null, null);
    }

    /// What can be decided, within which bounds.
    public enum Name {
        /// M2: the campaign's part of what it raised, in basis points of the gross.
        CAMPAIGN_SHARE_BASIS_POINTS(0, 10_000),
        /// M5: at most this is matched for one campaign.
        MATCH_CAP_PENCE(0, 100_000_000_000L),
        /// M4: at most this is paid for one campaign's launch event.
        STARTUP_CAP_PENCE(0, 100_000_000_000L),
        /// One donation above it is more likely a slip of the finger.
        DONATION_LIMIT_PENCE(1, 100_000_000_000L),
        /// M3: payouts are every so many weeks.
        PAYOUT_RHYTHM_WEEKS(1, 2),
        /// M3: the day of the week on which they are, 1 for Monday to 7 for Sunday.
        PAYOUT_WEEKDAY(1, 7),
        /// Who can approve: up to this, finance may approve what another brought; above it, only an
        /// approver.
        APPROVAL_LIMIT_PENCE(0, 100_000_000_000L);

        private final long least;
        private final long greatest;

        Name(long least, long greatest) {
            this.least = least;
            this.greatest = greatest;
        }

        /// As it is stored.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Name of(String text) {
            return find(text)
                    .orElseThrow(() -> new IllegalStateException("no policy has the name " + text));
        }

        public static Optional<Name> find(String text) {
            return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
        }

        boolean takes(Long value) {
            return value != null && value >= least && value <= greatest;
        }

        String bounds() {
            return "It is from " + least + " to " + greatest + ".";
        }

        /// Whether a campaign can have a value of its own.
        public boolean perCampaign() {
            return this == MATCH_CAP_PENCE || this == STARTUP_CAP_PENCE;
        }
    }
}
