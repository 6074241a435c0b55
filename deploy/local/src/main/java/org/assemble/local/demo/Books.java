package org.assemble.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;

/// The figures of the trial balance that the story is about, all in pence.
record Books(
        long bankPence,
        long campaignPayablePence,
        long paidToCampaignPence,
        long nationalIncomePence,
        long matchCostPence,
        long startupCostPence,
        long debitsPence,
        long creditsPence) {

    /// What one telling of the story adds to the books (M1 to M5).
    static final Books EXPECTED = new Books(45_400, 0, 21_600, 102_400, 12_000, 45_000, 0, 0);

    /// The figures in the order in which they are shown.
    enum Figure {
        BANK("bank", Books::bankPence),
        CAMPAIGN_PAYABLE("campaign payable", Books::campaignPayablePence),
        PAID_TO_CAMPAIGN("paid to the campaign", Books::paidToCampaignPence),
        NATIONAL_INCOME("national fund income", Books::nationalIncomePence),
        MATCH_COST("match cost", Books::matchCostPence),
        STARTUP_COST("startup cost", Books::startupCostPence),
        NATIONAL_FUND("national fund", Books::nationalFundPence);

        private final String title;
        private final ToLongFunction<Books> pence;

        Figure(String title, ToLongFunction<Books> pence) {
            this.title = title;
            this.pence = pence;
        }

        String title() {
            return title;
        }

        /// The figure's name for machines: `nationalIncome`.
        String key() {
            String[] words = name().toLowerCase(Locale.ROOT).split("_");
            StringBuilder key = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
            }
            return key.toString();
        }

        long penceIn(Books books) {
            return pence.applyAsLong(books);
        }
    }

    /// Reads a trial balance as finance gets it.
    static Books of(JsonNode trialBalance) {
        return new Books(
                balance(trialBalance, "bank"),
                balance(trialBalance, "campaign-payable"),
                settled(trialBalance),
                balance(trialBalance, "national-income"),
                balance(trialBalance, "match-cost"),
                balance(trialBalance, "startup-cost"),
                pence(trialBalance.path("totalDebits")),
                pence(trialBalance.path("totalCredits")));
    }

    /// The national fund is a sum of accounts: its income less what match and startup cost it.
    long nationalFundPence() {
        return nationalIncomePence - matchCostPence - startupCostPence;
    }

    Books since(Books before) {
        return new Books(
                bankPence - before.bankPence,
                campaignPayablePence - before.campaignPayablePence,
                paidToCampaignPence - before.paidToCampaignPence,
                nationalIncomePence - before.nationalIncomePence,
                matchCostPence - before.matchCostPence,
                startupCostPence - before.startupCostPence,
                debitsPence - before.debitsPence,
                creditsPence - before.creditsPence);
    }

    /// Whether no figure is off by a penny, and debits equal credits.
    boolean are(Books expected) {
        for (Figure figure : Figure.values()) {
            if (figure.penceIn(this) != figure.penceIn(expected)) {
                return false;
            }
        }
        return balanced();
    }

    boolean balanced() {
        return debitsPence == creditsPence;
    }

    /// These books without what a payout run paid to others, who were owed it from before.
    Books withoutPaidToOthers(long othersPence) {
        return new Books(
                bankPence + othersPence,
                campaignPayablePence + othersPence,
                paidToCampaignPence - othersPence,
                nationalIncomePence,
                matchCostPence,
                startupCostPence,
                debitsPence,
                creditsPence);
    }

    private static long balance(JsonNode trialBalance, String kind) {
        return sum(trialBalance, kind, "balance");
    }

    /// A payout that the bank has shown is a debit of the account in transit.
    private static long settled(JsonNode trialBalance) {
        return sum(trialBalance, "payout-in-transit", "debit");
    }

    private static long sum(JsonNode trialBalance, String kind, String column) {
        return StreamSupport.stream(trialBalance.path("accounts").spliterator(), false)
                .filter(account -> account.path("kind").asText().equals(kind))
                .mapToLong(account -> pence(account.path(column)))
                .sum();
    }

    private static long pence(JsonNode money) {
        if (!money.path("amount").isIntegralNumber()) {
            throw new StoryStopped("This is no amount of money: " + money);
        }
        return money.path("amount").asLong();
    }
}
