package org.assemble.ledger.books.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// An account of the books. Its text (`campaign-payable:0198c0de-…`) is stored and never changes.
public sealed interface Account {

    Kind kind();

    default Optional<UUID> campaign() {
        return Optional.empty();
    }

    default String text() {
        return kind().text();
    }

    /// What an account is for, and on which side it grows.
    enum Kind {
        BANK(Side.DEBIT),
        CAMPAIGN_PAYABLE(Side.CREDIT),
        SUPPLIER_PAYABLE(Side.CREDIT),
        PAYOUT_IN_TRANSIT(Side.CREDIT),
        NATIONAL_INCOME(Side.CREDIT),
        MOVEMENT_FUND(Side.CREDIT),
        UNIT_FUND(Side.CREDIT),
        MATCH_COST(Side.DEBIT),
        STARTUP_COST(Side.DEBIT),
        WRITE_OFF(Side.DEBIT);

        private final Side side;

        Kind(Side side) {
            this.side = side;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The kind of that text, if there is one.
        public static Optional<Kind> find(String text) {
            return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
        }

        /// The kind that stands in the tables.
        public static Kind of(String text) {
            return find(text).orElseThrow(() -> new IllegalStateException("no kind " + text));
        }

        /// A balance is shown as what the account holds: more than nothing on the side on which it
        /// grows.
        public long balancePence(long debitPence, long creditPence) {
            return side == Side.DEBIT ? debitPence - creditPence : creditPence - debitPence;
        }

        private enum Side {
            DEBIT,
            CREDIT
        }
    }

    /// An account that stands once.
    sealed interface National extends Account {}

    /// An account that each campaign has.
    sealed interface OfCampaign extends Account {
        UUID campaignId();

        @Override
        default Optional<UUID> campaign() {
            return Optional.of(campaignId());
        }

        @Override
        default String text() {
            return kind().text() + ':' + campaignId();
        }
    }

    /// The national Assemble account (M1).
    record Bank() implements National {
        @Override
        public Kind kind() {
            return Kind.BANK;
        }
    }

    /// Assemble's part of what is shared, and what is the national fund's alone (M1, M2).
    record NationalIncome() implements National {
        @Override
        public Kind kind() {
            return Kind.NATIONAL_INCOME;
        }
    }

    /// What comes in from polling day on (M6).
    record MovementFund() implements National {
        @Override
        public Kind kind() {
            return Kind.MOVEMENT_FUND;
        }
    }

    /// Gifts to the Assembly Unit, which are nobody else's (M1).
    record UnitFund() implements National {
        @Override
        public Kind kind() {
            return Kind.UNIT_FUND;
        }
    }

    /// What is owed to the campaign: its share and its match (M2, M5).
    record CampaignPayable(UUID campaignId) implements OfCampaign {
        @Override
        public Kind kind() {
            return Kind.CAMPAIGN_PAYABLE;
        }
    }

    /// Approved invoices that are not yet paid (M4).
    record SupplierPayable(UUID campaignId) implements OfCampaign {
        @Override
        public Kind kind() {
            return Kind.SUPPLIER_PAYABLE;
        }
    }

    /// Released to the bank and not yet seen on its statement (M3).
    record PayoutInTransit(UUID campaignId) implements OfCampaign {
        @Override
        public Kind kind() {
            return Kind.PAYOUT_IN_TRANSIT;
        }
    }

    /// What the match of this campaign has cost the national fund (M5).
    record MatchCost(UUID campaignId) implements OfCampaign {
        @Override
        public Kind kind() {
            return Kind.MATCH_COST;
        }
    }

    /// What the start of this campaign has cost the national fund (M4).
    record StartupCost(UUID campaignId) implements OfCampaign {
        @Override
        public Kind kind() {
            return Kind.STARTUP_COST;
        }
    }

    /// What a campaign that withdrew never has to give back, at the national fund's cost (M9).
    record WriteOff(UUID campaignId) implements OfCampaign {
        @Override
        public Kind kind() {
            return Kind.WRITE_OFF;
        }
    }
}
