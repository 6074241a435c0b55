package org.assemble.ledger.payout;

import static org.assemble.ledger.journal.model.Refusal.RUN_NOT_RELEASED;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_PAYOUT_RUN;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.payout.PayoutResource.RunView;
import org.assemble.ledger.payout.model.BankFile;
import org.assemble.ledger.payout.model.PayoutCommand;
import org.assemble.ledger.payout.model.PayoutCommand.Candidate;
import org.assemble.ledger.payout.model.PayoutRun;
import org.assemble.ledger.payout.model.PayoutRun.Line;
import org.assemble.ledger.payout.model.PayoutRun.Plan;
import org.assemble.platform.caller.Caller;

/// Payout runs (M3), and their bank files.
@ApplicationScoped
class Payouts {

    @Inject History history;

    Order<RunView> proposing(UUID runId, Caller by) {
        return order(
                runId,
                ledger ->
                        new PayoutCommand.Propose(
                                runId, candidates(ledger), by.personId(), ledger.today()));
    }

    private static List<Candidate> candidates(Ledger ledger) {
        return ledger.campaignsEverOwed().stream()
                .map(campaignId ->
                        new Candidate(
                                campaignId,
                                ledger.fund(campaignId).payable().freePence(),
                                ledger.bankDetails(campaignId).confirmedDocumentId()))
                .toList();
    }

    Order<RunView> approving(UUID runId, Caller by) {
        return order(
                runId, ledger -> new PayoutCommand.Approve(ledger.approver(by), ledger.today()));
    }

    /// The file is made of the run's own lines and accounts as they were proposed and approved.
    Order<RunView> releasing(UUID runId, Caller by) {
        return order(
                runId,
                ledger -> {
                    List<Line> lines = linesOf(ledger.payoutRun(runId));
                    BankFile file = file(runId, ledger.today(), lines, ledger::document);
                    Map<UUID, Long> owedPence =
                            lines.stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Line::campaignId,
                                                    line ->
                                                            ledger.fund(line.campaignId())
                                                                    .payable()
                                                                    .owedPence()));
                    return new PayoutCommand.Release(
                            by.personId(),
                            file,
                            owedPence,
                            ledger.freeInBankPence(),
                            ledger.today());
                });
    }

    Order<RunView> settling(UUID runId, LocalDate settledOn, String bankReference, Caller by) {
        return order(
                runId,
                ledger ->
                        new PayoutCommand.Settle(
                                by.personId(), settledOn, bankReference, ledger.today()));
    }

    Order<RunView> cancelling(UUID runId, String reason, Caller by) {
        return order(
                runId, ledger -> new PayoutCommand.Cancel(by.personId(), reason, ledger.today()));
    }

    private static Order<RunView> order(UUID runId, Function<Ledger, PayoutCommand> command) {
        return Order.of(
                ledger -> ledger.payoutRun(runId).decide(command.apply(ledger)),
                ledger -> RunView.of((PayoutRun.Known) ledger.payoutRun(runId)),
                RunView.class);
    }

    private static List<Line> linesOf(PayoutRun run) {
        return run instanceof PayoutRun.Known known ? known.plan().lines() : List.of();
    }

    private static BankFile file(
            UUID runId,
            LocalDate day,
            List<Line> lines,
            BiFunction<UUID, Class<BankAccount>, BankAccount> documents) {
        return BankFile.of(
                runId,
                day,
                lines.stream()
                        .map(line ->
                                new BankFile.Payment(
                                        line.campaignId(),
                                        documents.apply(line.documentId(), BankAccount.class),
                                        line.pence()))
                        .toList());
    }

    Uni<PayoutRun.Known> get(UUID runId) {
        return history.of(StreamId.payoutRun(runId), PayoutRun.UNKNOWN)
                .map(run ->
                        switch (run) {
                            case PayoutRun.Known known -> known;
                            case PayoutRun.Unknown _ ->
                                    throw new LedgerRefusal(UNKNOWN_PAYOUT_RUN)
                                            .because("No payout run has the id " + runId + ".");
                        });
    }

    /// The file of a released run, made again; that it is the same is proved by the hash that was
    /// recorded.
    Uni<BankFile> file(UUID runId) {
        return get(runId)
                .chain(run ->
                        switch (run) {
                            case PayoutRun.Released released ->
                                    again(released.plan(), released.file());
                            case PayoutRun.Settled settled -> again(settled.plan(), settled.file());
                            case PayoutRun.Proposed _,
                                    PayoutRun.Approved _,
                                    PayoutRun.Cancelled _ ->
                                    throw new LedgerRefusal(RUN_NOT_RELEASED)
                                            .because("There is no file before the release.");
                        });
    }

    private Uni<BankFile> again(Plan plan, PayoutRun.File released) {
        return Multi.createFrom()
                .iterable(plan.lines())
                .onItem()
                .transformToUniAndConcatenate(line ->
                        history.document(line.documentId(), BankAccount.class)
                                .map(payee -> Map.entry(line.documentId(), payee)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(payees ->
                        file(
                                plan.runId(),
                                released.releasedOn(),
                                plan.lines(),
                                (id, _) -> payees.get(id)))
                .invoke(file -> mustBe(released, file));
    }

    private static void mustBe(PayoutRun.File released, BankFile file) {
        if (!file.sha256().equals(released.sha256())) {
            throw new IllegalStateException(
                    released.fileName() + " is no longer the file that was released");
        }
    }
}
