package org.assemble.ledger;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.journal.model.CampaignEvent.AgreementConfirmed;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignRegistered;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;

/// What the tests of rules begin with: one campaign, the policies of the agreement, and days in
/// their order.
public final class Happened {

    public static final UUID CAMPAIGN = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    public static final UUID ELECTION = UUID.fromString("0198c0de-0000-7000-8000-000000000002");
    public static final UUID ASSEMBLY = UUID.fromString("0198c0de-0000-7000-8000-000000000003");
    public static final LocalDate BEFORE_LAUNCH = LocalDate.of(2026, 9, 1);
    public static final LocalDate LAUNCH_DAY = LocalDate.of(2026, 10, 1);
    public static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    public static final LocalDate POLLING_DAY = LocalDate.of(2027, 5, 6);

    /// M2: 80 %. M5, M4: £2,000.
    public static final Terms TERMS = new Terms(8_000, 200_000, 200_000, 100_000_000, POLLING_DAY);

    public static final CampaignRegistered REGISTERED =
            new CampaignRegistered(CAMPAIGN, ELECTION, "E12000003", BEFORE_LAUNCH);
    public static final AgreementConfirmed AGREED = new AgreementConfirmed(CAMPAIGN, BEFORE_LAUNCH);
    public static final LaunchHeld LAUNCHED = new LaunchHeld(CAMPAIGN, LAUNCH_DAY);

    private Happened() {}

    public static UUID id(long number) {
        return new UUID(0x0198_c0de_0000_7000L, 0x9000_0000_0000_0000L + number);
    }

    /// A payment of the monthly donation that donor number `donor` pledged in a ward assembly; the
    /// mandate has the donor's number too.
    public static Gift payment(long donation, long donor, long pence, LocalDate day) {
        return new Gift(
                id(donation),
                "bank",
                "ref-" + donation,
                pence,
                day,
                id(donor),
                id(donor),
                ASSEMBLY,
                TERMS.donationLimitPence());
    }

    /// A gift for the campaign that is no payment of a monthly donation.
    public static Gift oneOff(long donation, long pence, LocalDate day) {
        return new Gift(
                id(donation),
                "bank",
                "ref-" + donation,
                pence,
                day,
                null,
                null,
                null,
                TERMS.donationLimitPence());
    }

    /// What went back of a gift; `leftPence` is left of it.
    public static Reversal reversal(Gift gift, long pence, long leftPence, LocalDate day) {
        return new Reversal(
                id(gift.donationId().getLeastSignificantBits() & 0xffff | 0x10_000),
                gift.donationId(),
                Kind.REFUND,
                "bank",
                "back-" + gift.reference() + "-" + leftPence,
                pence,
                leftPence,
                day,
                gift.donorId(),
                gift.mandateId(),
                gift.assemblyId());
    }

    /// A gift as it is recorded under `TERMS`.
    public static GivenToCampaign given(
            Gift gift, long campaignPence, boolean first, long matchedPence) {
        return new GivenToCampaign(
                gift, CAMPAIGN, 8_000, campaignPence, first, matchedPence, 200_000);
    }
}
