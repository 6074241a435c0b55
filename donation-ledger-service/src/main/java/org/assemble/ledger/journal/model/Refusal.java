package org.assemble.ledger.journal.model;

import java.util.Locale;

/// The closed list of the rules a command can break, in the order in which they are checked. Codes
/// are permanent. A bug is none of these: it throws.
public enum Refusal {
    AMOUNT_NOT_POSITIVE(
            Kind.VALUE,
            "The amount must be more than nothing",
            "Donations, reversals, pledges and invoices are of at least a penny. Taking back what was given is a reversal."),
    AMOUNT_ABOVE_LIMIT(
            Kind.VALUE,
            "The amount is above the limit",
            "One donation, or one month of a pledge, is at most what the policy donation-limit-pence says, because more is rather a slip of the finger."),
    DATE_IN_FUTURE(
            Kind.VALUE,
            "This has not happened yet",
            "What is recorded as having happened can't lie ahead. Days are days in Europe/London."),
    BANK_ACCOUNT_MALFORMED(
            Kind.VALUE,
            "This is no bank account",
            "A sort code has six digits; an account number has eight, or six or seven that are padded with noughts."),
    UNKNOWN_DONATION(Kind.UNKNOWN, "There is no such donation", "No donation has this id."),
    UNKNOWN_REVERSAL(
            Kind.UNKNOWN, "There is no such reversal", "The donation has no reversal of this id."),
    REVERSAL_BEFORE_DONATION(
            Kind.VALUE,
            "This is earlier than the donation",
            "A donation is reversed on the day on which it came in or later."),
    ALREADY_REVERSED(
            Kind.STATE,
            "Nothing is left to take back",
            "The donation is wholly reversed already. A donation is reversed in one or several parts up to the whole (M7)."),
    REVERSAL_EXCEEDS_DONATION(
            Kind.VALUE,
            "More than is left of the donation",
            "A donation is reversed in one or several parts up to the whole (M7). The detail says what is left."),
    UNIT_GIFT_NOT_ALONE(
            Kind.VALUE,
            "A gift to the Assembly Unit is for the unit alone",
            "It goes to the unit's own fund (M1): it names no campaign and is no payment of a mandate, because nothing of it is shared or matched. Leave them out, or leave out the fund."),
    UNKNOWN_MANDATE(
            Kind.UNKNOWN,
            "There is no such mandate",
            "No mandate has this id. One that was pledged a moment ago may still be on its way: ask again."),
    DONOR_NOT_OF_MANDATE(
            Kind.VALUE,
            "The mandate is another donor's",
            "A donation by a mandate is its donor's. Leave the donor out, or name the mandate's."),
    CAMPAIGN_NOT_OF_MANDATE(
            Kind.VALUE,
            "The mandate is for another campaign",
            "A donation by a mandate is for its campaign. Leave the campaign out, or name the mandate's."),
    UNKNOWN_ACCOUNT(
            Kind.UNKNOWN,
            "There is no such account in these books",
            "Nothing was ever posted to an account of this name, as far as was known then. The list of accounts shows the names."),
    BEFORE_PLEDGE(
            Kind.VALUE,
            "This is earlier than the pledge",
            "A mandate changes and ends on the day on which it was pledged or later."),
    MANDATE_ENDED(
            Kind.STATE,
            "The mandate has ended",
            "A mandate ends once, and its amount changes no more after that. Payments that still come in are taken."),
    UNKNOWN_CAMPAIGN(
            Kind.UNKNOWN,
            "There is no such campaign",
            "The ledger knows no campaign of this id. One that registered a moment ago may still be on its way: ask again."),
    CAMPAIGN_NOT_AGREED(
            Kind.STATE,
            "The campaign has not confirmed the agreement",
            "Money is taken and spent for a campaign once it has confirmed the agreement (M2, M4)."),
    CAMPAIGN_WITHDRAWN(
            Kind.STATE,
            "The campaign has withdrawn",
            "A campaign that withdrew has no launch event to pay for. What it was owed is still paid (M9)."),
    UNKNOWN_INVOICE(Kind.UNKNOWN, "There is no such invoice", "No invoice has this id."),
    INVOICE_DUPLICATE(
            Kind.VALUE,
            "This invoice was submitted before",
            "An invoice of the same supplier, number and amount stands in the books. An invoice is paid once."),
    INVOICE_NOT_SUBMITTED(
            Kind.STATE,
            "The invoice does not wait for approval",
            "An invoice is approved once, after it was submitted."),
    INVOICE_NOT_APPROVED(
            Kind.STATE,
            "The invoice does not wait for payment",
            "An invoice is paid once, after a second person has approved it."),
    APPROVAL_ABOVE_LIMIT(
            Kind.PERSON,
            "This takes an approver",
            "Up to what the policy approval-limit-pence says finance may approve what another brought; more takes the role finance-approver."),
    APPROVER_IS_SUBMITTER(
            Kind.STATE,
            "A second person approves",
            "Who submitted an invoice does not approve it."),
    STARTUP_CAP_EXCEEDED(
            Kind.VALUE,
            "More than is left of the startup budget",
            "Assemble pays the suppliers of a campaign's launch event up to a cap (M4). The detail says what is left."),
    NO_BANK_DETAILS(Kind.UNKNOWN, "There are no bank details", "The campaign has submitted none."),
    NO_BANK_DETAILS_WAITING(
            Kind.STATE,
            "No bank details wait for confirmation",
            "Bank details are confirmed once, after the campaign has submitted them."),
    CONFIRMER_IS_SUBMITTER(
            Kind.STATE,
            "A second person confirms",
            "Who submitted bank details does not confirm them."),
    UNKNOWN_PAYOUT_RUN(Kind.UNKNOWN, "There is no such payout run", "No payout run has this id."),
    NOTHING_TO_PAY_OUT(
            Kind.STATE,
            "Nobody can be paid",
            "No campaign with confirmed bank details is owed anything that is not in another run (M3)."),
    RUN_NOT_PROPOSED(
            Kind.STATE,
            "The run does not wait for approval",
            "A payout run is approved once, after it was proposed."),
    APPROVER_IS_PROPOSER(
            Kind.STATE,
            "A second person approves",
            "Who proposed a payout run does not approve it (M3)."),
    RUN_NOT_APPROVED(
            Kind.STATE,
            "The run does not wait for its release",
            "A payout run is released once, after a second person has approved it (M3)."),
    RELEASER_IS_APPROVER(
            Kind.STATE,
            "Someone other than the approver releases",
            "Who approved a payout run does not release it; who proposed it may (M3)."),
    NO_LONGER_OWED(
            Kind.STATE,
            "Less is owed than the run would pay",
            "Something was taken back since the run was proposed. Cancel the run and propose a new one."),
    BANK_TOO_LOW(
            Kind.STATE,
            "The bank account does not hold enough",
            "A payout run is released when the books show that the bank account holds its total."),
    RUN_NOT_RELEASED(
            Kind.STATE,
            "The run does not wait for the bank",
            "A payout run settles once, after it was released (M3)."),
    SETTLED_BEFORE_RELEASE(
            Kind.VALUE,
            "This is earlier than the release",
            "A payout run settles on the day on which it was released or later."),
    RUN_ALREADY_RELEASED(
            Kind.STATE,
            "The bank has the run's file",
            "A payout run can be cancelled until it is released."),
    UNKNOWN_POLICY(
            Kind.UNKNOWN,
            "There is no such policy",
            "No policy has this name. GET /api/v1/ledger/policies lists them."),
    POLICY_VALUE_OUT_OF_RANGE(
            Kind.VALUE,
            "The policy can't have this value",
            "Each policy has a least and a greatest value, which the detail names."),
    POLICY_NOT_PER_CAMPAIGN(
            Kind.VALUE,
            "The policy is the same for every campaign",
            "Only the caps of match and startup budget can be set for one campaign (M4, M5)."),
    POLICY_IN_PAST(
            Kind.VALUE,
            "A policy does not change the past",
            "A policy applies from today or from a later day, and never rewrites what was decided by an earlier one."),
    PERIOD_NOT_PAST(
            Kind.STATE,
            "The month is not over",
            "A month closes when its last day has passed in Europe/London."),
    PERIOD_ALREADY_CLOSED(
            Kind.STATE, "The month is closed", "A month closes once, until it is reopened."),
    PERIOD_OUT_OF_ORDER(
            Kind.STATE,
            "Another month comes first",
            "Months close one after the other and reopen the last one first, because a closed month's opening balances are those of all before it."),
    PERIOD_NOT_CLOSED(Kind.STATE, "The month is open", "Only a closed month can be reopened."),
    REOPENER_IS_CLOSER(
            Kind.STATE, "A second person reopens", "Who closed a month does not reopen it."),
    REFERENCE_REUSED(
            Kind.VALUE,
            "The reference stands for something else",
            "A reference of a source names one donation, or one reversal, for ever; it came again with another content (M10)."),
    UNKNOWN_CHECKPOINT(
            Kind.UNKNOWN,
            "There is no such checkpoint",
            "Checkpoints are published every hour if something was recorded, and when finance asks for one. The list has all of them."),
    NOTHING_RECORDED(
            Kind.STATE,
            "Nothing was recorded yet",
            "A checkpoint covers at least one event of the journal."),
    HISTORY_CHANGED(
            Kind.STATE,
            "The history is not the one that was signed",
            "What the newest checkpoint covers was changed since, so none is signed (M12). The audit says what differs."),
    DOCUMENT_CHANGED(
            Kind.STATE,
            "A payee's details are not those that were confirmed",
            "They were changed in the database, so nothing is paid by them (M12). The audit says which; the run is cancelled, and the campaign submits them again."),
    NOT_IN_A_CHECKPOINT_YET(
            Kind.STATE,
            "The donation is in no checkpoint yet",
            "A receipt proves that a donation is in a published checkpoint (M12). The next one is published within the hour: ask again then. Finance can publish one at once."),
    AUDIT_UNDER_WAY(
            Kind.STATE,
            "An audit is under way",
            "One audit goes through the journal at a time. Ask again when it has ended."),
    UNKNOWN_PROJECTION(
            Kind.UNKNOWN,
            "There is no such projection",
            "What is computed from the events and can be made again is listed at /api/v1/ledger/rebuilds."),
    REBUILD_UNDER_WAY(
            Kind.STATE,
            "The projection is being rebuilt",
            "A projection is rebuilt once at a time; its place in /api/v1/ledger/rebuilds says how far it is.");

    /// What sort of refusal it is; the HTTP edge gives each its status.
    public enum Kind {
        UNKNOWN,
        STATE,
        VALUE,
        PERSON
    }

    private final Kind kind;
    private final String title;
    private final String explanation;

    Refusal(Kind kind, String title, String explanation) {
        this.kind = kind;
        this.title = title;
        this.explanation = explanation;
    }

    public Kind kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
