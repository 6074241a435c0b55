package org.assemble.ledger.payout.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.APPROVAL_ABOVE_LIMIT;
import static org.assemble.ledger.journal.model.Refusal.APPROVER_IS_PROPOSER;
import static org.assemble.ledger.journal.model.Refusal.BANK_TOO_LOW;
import static org.assemble.ledger.journal.model.Refusal.DATE_IN_FUTURE;
import static org.assemble.ledger.journal.model.Refusal.NOTHING_TO_PAY_OUT;
import static org.assemble.ledger.journal.model.Refusal.NO_LONGER_OWED;
import static org.assemble.ledger.journal.model.Refusal.RELEASER_IS_APPROVER;
import static org.assemble.ledger.journal.model.Refusal.RUN_ALREADY_RELEASED;
import static org.assemble.ledger.journal.model.Refusal.RUN_NOT_APPROVED;
import static org.assemble.ledger.journal.model.Refusal.RUN_NOT_PROPOSED;
import static org.assemble.ledger.journal.model.Refusal.RUN_NOT_RELEASED;
import static org.assemble.ledger.journal.model.Refusal.SETTLED_BEFORE_RELEASE;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_PAYOUT_RUN;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.PayoutEvent.RunApproved;
import org.assemble.ledger.journal.model.PayoutEvent.RunCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.RunProposed;
import org.assemble.ledger.journal.model.PayoutEvent.RunReleased;
import org.assemble.ledger.journal.model.PayoutEvent.RunSettled;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.payout.model.PayoutCommand.Approve;
import org.assemble.ledger.payout.model.PayoutCommand.Cancel;
import org.assemble.ledger.payout.model.PayoutCommand.Candidate;
import org.assemble.ledger.payout.model.PayoutCommand.Propose;
import org.assemble.ledger.payout.model.PayoutCommand.Release;
import org.assemble.ledger.payout.model.PayoutCommand.Settle;

/// M3: a payout run: proposed, approved by a second person, released by someone other than the
/// approver, settled.
public sealed interface PayoutRun extends State<PayoutRun> {

    PayoutRun UNKNOWN = new Unknown();

    record Unknown() implements PayoutRun {}

    /// @param documentId the bank account it is paid to
    record Line(UUID campaignId, long pence, UUID documentId) {}

    record Plan(UUID runId, UUID proposedBy, LocalDate proposedOn, List<Line> lines) {
        public Plan {
            lines = List.copyOf(lines);
        }

        public long totalPence() {
            return lines.stream().mapToLong(Line::pence).sum();
        }
    }

    /// The bank file as it left.
    record File(
            String fileName,
            String sha256,
            long controlTotalPence,
            int payments,
            LocalDate releasedOn) {}

    /// A run that is known, in whichever state.
    sealed interface Known extends PayoutRun {
        Plan plan();
    }

    record Proposed(Plan plan) implements Known {}

    record Approved(Plan plan, UUID approvedBy) implements Known {}

    record Released(Plan plan, UUID approvedBy, UUID releasedBy, File file) implements Known {}

    record Settled(Plan plan, UUID approvedBy, UUID releasedBy, File file, LocalDate settledOn)
            implements Known {}

    record Cancelled(Plan plan) implements Known {}

    default Decision decide(PayoutCommand command) {
        return switch (command) {
            case Propose c -> propose(c);
            case Approve c -> approve(c);
            case Release c -> release(c);
            case Settle c -> settle(c);
            case Cancel c -> cancel(c);
        };
    }

    private static Decision propose(Propose c) {
        List<LedgerEvent> lines =
                c.candidates().stream()
                        .filter(candidate ->
                                candidate.freePence() > 0 && candidate.documentId() != null)
                        .limit(BankFile.MAX_PAYMENTS)
                        .<LedgerEvent>map(candidate -> proposed(c, candidate))
                        .toList();
        if (lines.isEmpty()) {
            return refuse(
                    NOTHING_TO_PAY_OUT,
                    "No campaign with confirmed bank details is owed anything.");
        }
        return steps(new RunProposed(c.runId(), c.proposedBy(), c.on()), lines);
    }

    private static PayoutProposed proposed(Propose c, Candidate candidate) {
        return new PayoutProposed(
                c.runId(),
                candidate.campaignId(),
                candidate.freePence(),
                candidate.documentId(),
                c.on());
    }

    private Decision approve(Approve c) {
        return switch (this) {
            case Unknown _ -> unknown();
            case Proposed(Plan plan) when !c.approver().mayApprove(plan.totalPence()) ->
                    refuse(
                            APPROVAL_ABOVE_LIMIT,
                            "Finance approves up to " + c.approver().limitPence() + " pence.");
            case Proposed(Plan plan) when c.approver().personId().equals(plan.proposedBy()) ->
                    refuse(APPROVER_IS_PROPOSER, "Who proposed a run does not approve it.");
            case Proposed(Plan plan) ->
                    accept(
                            new RunApproved(
                                    plan.runId(),
                                    c.approver().personId(),
                                    c.approver().limitPence(),
                                    c.on()));
            case Approved _, Released _, Settled _, Cancelled _ ->
                    refuse(RUN_NOT_PROPOSED, "The run was approved or cancelled before.");
        };
    }

    private Decision release(Release c) {
        return switch (this) {
            case Unknown _ -> unknown();
            case Approved(Plan plan, UUID approvedBy) when c.releasedBy().equals(approvedBy) ->
                    refuse(
                            RELEASER_IS_APPROVER,
                            "Someone other than the approver releases the run; the proposer may.");
            case Approved(Plan plan, _) -> release(plan, c);
            case Proposed _ -> refuse(RUN_NOT_APPROVED, "The run waits for approval.");
            case Released _, Settled _, Cancelled _ ->
                    refuse(RUN_NOT_APPROVED, "The run was released or cancelled before.");
        };
    }

    /// Payouts authorise: what is paid is checked against what is owed and what is in the bank.
    private static Decision release(Plan plan, Release c) {
        Optional<Line> tooMuch =
                plan.lines().stream()
                        .filter(line -> line.pence() > c.owedPence().get(line.campaignId()))
                        .findFirst();
        if (tooMuch.isPresent()) {
            return refuse(
                    NO_LONGER_OWED,
                    "Campaign "
                            + tooMuch.get().campaignId()
                            + " is owed less now; cancel the run.");
        }
        if (plan.totalPence() > c.freeInBankPence()) {
            return refuse(
                    BANK_TOO_LOW,
                    "The run pays "
                            + plan.totalPence()
                            + " pence, the bank holds "
                            + c.freeInBankPence()
                            + " that no released run takes.");
        }
        RunReleased released =
                new RunReleased(
                        plan.runId(),
                        c.releasedBy(),
                        c.file().fileName(),
                        c.file().sha256(),
                        c.file().controlTotalPence(),
                        c.file().payments(),
                        c.on());
        return steps(
                released,
                each(
                        plan,
                        line ->
                                new PayoutReleased(
                                        plan.runId(), line.campaignId(), line.pence(), c.on())));
    }

    private Decision settle(Settle c) {
        if (c.settledOn().isAfter(c.on())) {
            return refuse(DATE_IN_FUTURE, c.settledOn() + " is still to come.");
        }
        return switch (this) {
            case Unknown _ -> unknown();
            case Released(_, _, _, File file) when c.settledOn().isBefore(file.releasedOn()) ->
                    refuse(
                            SETTLED_BEFORE_RELEASE,
                            "The run was released on " + file.releasedOn() + ".");
            case Released(Plan plan, _, _, _) ->
                    steps(
                            new RunSettled(
                                    plan.runId(), c.settledBy(), c.bankReference(), c.settledOn()),
                            each(
                                    plan,
                                    line ->
                                            new PayoutSettled(
                                                    plan.runId(),
                                                    line.campaignId(),
                                                    line.pence(),
                                                    c.settledOn())));
            case Proposed _, Approved _, Settled _, Cancelled _ ->
                    refuse(RUN_NOT_RELEASED, "Only a released run can settle, and only once.");
        };
    }

    private Decision cancel(Cancel c) {
        return switch (this) {
            case Unknown _ -> unknown();
            case Proposed(Plan plan) -> cancelled(plan, c);
            case Approved(Plan plan, _) -> cancelled(plan, c);
            case Cancelled _ -> accept();
            case Released _, Settled _ -> refuse(RUN_ALREADY_RELEASED, "The bank has the file.");
        };
    }

    private static Decision cancelled(Plan plan, Cancel c) {
        return steps(
                new RunCancelled(plan.runId(), c.cancelledBy(), c.reason(), c.on()),
                each(
                        plan,
                        line ->
                                new PayoutCancelled(
                                        plan.runId(), line.campaignId(), line.pence(), c.on())));
    }

    private static Decision unknown() {
        return refuse(UNKNOWN_PAYOUT_RUN, "The ledger does not know this payout run.");
    }

    private static Decision steps(LedgerEvent run, List<LedgerEvent> lines) {
        return accept(Stream.concat(Stream.of(run), lines.stream()).toList());
    }

    private static List<LedgerEvent> each(Plan plan, Function<Line, LedgerEvent> step) {
        return plan.lines().stream().map(step).toList();
    }

    @Override
    default PayoutRun evolve(LedgerEvent event) {
        return switch (event) {
            case RunProposed e ->
                    new Proposed(new Plan(e.runId(), e.proposedBy(), e.occurredOn(), List.of()));
            case PayoutProposed e -> new Proposed(plus(known().plan(), e));
            case RunApproved e -> new Approved(known().plan(), e.approvedBy());
            case RunReleased e -> released(e);
            case RunSettled e -> settled(e);
            case RunCancelled _ -> new Cancelled(known().plan());
            case PayoutReleased _, PayoutSettled _, PayoutCancelled _ -> this;
            case CampaignEvent _, ElectionEvent _, MandateEvent _, DonationEvent _ -> this;
            case ReversalEvent _, InvoiceEvent _, BankDetailsEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }

    private Known known() {
        return switch (this) {
            case Known known -> known;
            case Unknown _ ->
                    throw new IllegalStateException("a step of a run that was never proposed");
        };
    }

    private static Plan plus(Plan plan, PayoutProposed e) {
        List<Line> lines = new ArrayList<>(plan.lines());
        lines.add(new Line(e.campaignId(), e.pence(), e.documentId()));
        return new Plan(plan.runId(), plan.proposedBy(), plan.proposedOn(), lines);
    }

    private PayoutRun released(RunReleased e) {
        if (!(this instanceof Approved(Plan plan, UUID approvedBy))) {
            throw new IllegalStateException("not to be released: " + e);
        }
        File file =
                new File(
                        e.fileName(),
                        e.sha256(),
                        e.controlTotalPence(),
                        e.payments(),
                        e.occurredOn());
        return new Released(plan, approvedBy, e.releasedBy(), file);
    }

    private PayoutRun settled(RunSettled e) {
        if (!(this instanceof Released(Plan plan, UUID approvedBy, UUID releasedBy, File file))) {
            throw new IllegalStateException("not to be settled: " + e);
        }
        return new Settled(plan, approvedBy, releasedBy, file, e.occurredOn());
    }
}
