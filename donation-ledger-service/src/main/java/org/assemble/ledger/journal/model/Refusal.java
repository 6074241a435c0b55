package org.assemble.ledger.journal.model;

import java.util.Locale;

/// The closed list of the rules a command can break, each with a code that never changes. A bug is
/// none of these: it throws. Deciders check them in the order in which they stand here.
public enum Refusal {
    AMOUNT_NOT_POSITIVE(Kind.VALUE, "The amount must be more than nothing"),
    AMOUNT_ABOVE_LIMIT(Kind.VALUE, "The amount is above the limit"),
    DATE_IN_FUTURE(Kind.VALUE, "What has not happened yet can't be recorded"),
    BANK_ACCOUNT_MALFORMED(Kind.VALUE, "A sort code has 6 digits, an account number 8"),
    UNKNOWN_MANDATE(Kind.UNKNOWN, "No such mandate"),
    DONOR_NOT_OF_MANDATE(Kind.VALUE, "The mandate is another donor's"),
    CAMPAIGN_NOT_OF_MANDATE(Kind.VALUE, "The mandate is for another campaign"),
    UNKNOWN_CAMPAIGN(Kind.UNKNOWN, "No such campaign"),
    CAMPAIGN_NOT_AGREED(Kind.STATE, "The campaign has not confirmed the agreement"),
    CAMPAIGN_WITHDRAWN(Kind.STATE, "The campaign has withdrawn"),
    UNKNOWN_INVOICE(Kind.UNKNOWN, "No such invoice"),
    INVOICE_DUPLICATE(Kind.VALUE, "The same supplier, number and amount were submitted before"),
    INVOICE_NOT_SUBMITTED(Kind.STATE, "The invoice does not wait for approval"),
    INVOICE_NOT_APPROVED(Kind.STATE, "The invoice is not approved, or paid already"),
    APPROVER_IS_SUBMITTER(Kind.STATE, "A second person approves"),
    STARTUP_CAP_EXCEEDED(Kind.VALUE, "More than is left of the startup budget"),
    NO_BANK_DETAILS_WAITING(Kind.STATE, "No bank details wait for confirmation"),
    CONFIRMER_IS_SUBMITTER(Kind.STATE, "A second person confirms bank details"),
    UNKNOWN_PAYOUT_RUN(Kind.UNKNOWN, "No such payout run"),
    NOTHING_TO_PAY_OUT(Kind.STATE, "No campaign can be paid"),
    RUN_NOT_PROPOSED(Kind.STATE, "The run does not wait for approval"),
    APPROVER_IS_PROPOSER(Kind.STATE, "A second person approves"),
    RUN_NOT_APPROVED(Kind.STATE, "The run is not approved, or released already"),
    RELEASER_IS_APPROVER(Kind.STATE, "Who approved a run does not release it"),
    NO_LONGER_OWED(Kind.STATE, "Less is owed than the run would pay"),
    BANK_TOO_LOW(Kind.STATE, "The bank account does not hold enough"),
    RUN_NOT_RELEASED(Kind.STATE, "The run is not released, or settled already"),
    RUN_ALREADY_RELEASED(Kind.STATE, "What is released can't be cancelled"),
    REFERENCE_REUSED(Kind.VALUE, "The reference was used for another donation"),
    IDEMPOTENCY_KEY_REUSED(Kind.VALUE, "The key was used for another request");

    /// What sort of refusal it is; the HTTP edge gives each its status.
    public enum Kind {
        UNKNOWN,
        STATE,
        VALUE
    }

    private final Kind kind;
    private final String title;

    Refusal(Kind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    public Kind kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
