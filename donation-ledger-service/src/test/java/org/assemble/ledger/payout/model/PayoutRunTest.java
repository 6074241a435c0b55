package org.assemble.ledger.payout.model;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.PayoutEvent.RunApproved;
import org.assemble.ledger.journal.model.PayoutEvent.RunCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.RunProposed;
import org.assemble.ledger.journal.model.PayoutEvent.RunReleased;
import org.assemble.ledger.journal.model.PayoutEvent.RunSettled;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.ledger.payout.model.PayoutCommand.Approve;
import org.assemble.ledger.payout.model.PayoutCommand.Cancel;
import org.assemble.ledger.payout.model.PayoutCommand.Candidate;
import org.assemble.ledger.payout.model.PayoutCommand.Propose;
import org.assemble.ledger.payout.model.PayoutCommand.Release;
import org.assemble.ledger.payout.model.PayoutCommand.Settle;
import org.assemble.ledger.policy.model.Approver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayoutRunTest {

    private static final BankFile FILE =
            BankFile.of(
                    id(1),
                    DAY,
                    List.of(
                            new BankFile.Payment(
                                    CAMPAIGN,
                                    new BankAccount("Campaign", "089999", "66374958"),
                                    21_600)));
    private static final RunProposed RUN_PROPOSED = new RunProposed(id(1), id(70), DAY);
    private static final PayoutProposed LINE =
            new PayoutProposed(id(1), CAMPAIGN, 21_600, id(60), DAY);
    private static final RunApproved RUN_APPROVED = new RunApproved(id(1), id(71), 0L, DAY);
    private static final RunReleased RUN_RELEASED =
            new RunReleased(id(1), id(70), FILE.fileName(), FILE.sha256(), 21_600, 1, DAY);
    private static final PayoutReleased LINE_RELEASED =
            new PayoutReleased(id(1), CAMPAIGN, 21_600, DAY);
    private static final RunSettled RUN_SETTLED = new RunSettled(id(1), id(70), "BACS-1", DAY);
    private static final PayoutSettled LINE_SETTLED =
            new PayoutSettled(id(1), CAMPAIGN, 21_600, DAY);
    private static final RunCancelled RUN_CANCELLED =
            new RunCancelled(id(1), id(70), "wrong week", DAY);

    private static final PayoutRun PROPOSED = run(RUN_PROPOSED, LINE);
    private static final PayoutRun APPROVED = run(RUN_PROPOSED, LINE, RUN_APPROVED);
    private static final PayoutRun RELEASED =
            run(RUN_PROPOSED, LINE, RUN_APPROVED, RUN_RELEASED, LINE_RELEASED);
    private static final PayoutRun SETTLED = RELEASED.evolve(RUN_SETTLED).evolve(LINE_SETTLED);
    private static final PayoutRun CANCELLED = PROPOSED.evolve(RUN_CANCELLED);

    private static PayoutRun run(LedgerEvent... events) {
        PayoutRun run = PayoutRun.UNKNOWN;
        for (LedgerEvent event : events) {
            run = run.evolve(event);
        }
        return run;
    }

    private static Release release(long byPerson, long owedPence, long bankPence) {
        return new Release(id(byPerson), FILE, Map.of(CAMPAIGN, owedPence), bankPence, DAY);
    }

    @Test
    void M3_a_run_has_a_line_for_each_campaign_that_is_owed_and_can_be_paid() {
        Propose propose =
                new Propose(
                        id(1),
                        List.of(
                                new Candidate(id(20), 0, id(61)),
                                new Candidate(CAMPAIGN, 21_600, id(60)),
                                new Candidate(id(21), -5, id(62)),
                                new Candidate(id(22), 100, null)),
                        id(70),
                        DAY);
        assertThat(PayoutRun.UNKNOWN.decide(propose))
                .isEqualTo(Decision.accept(RUN_PROPOSED, LINE));
    }

    @Test
    void M3_a_run_fits_one_bank_file_and_the_rest_waits_for_the_next() {
        List<Candidate> many =
                Stream.iterate(1, n -> n + 1)
                        .limit(101)
                        .map(n -> new Candidate(id(1_000 + n), 1, id(60)))
                        .toList();
        Decision.Accepted accepted =
                (Decision.Accepted) PayoutRun.UNKNOWN.decide(new Propose(id(1), many, id(70), DAY));
        assertThat(accepted.events()).hasSize(1 + 100);
    }

    @Test
    void M3_approved_by_a_second_person() {
        assertThat(PROPOSED.decide(new Approve(new Approver(id(71), true, 0), DAY)))
                .isEqualTo(Decision.accept(RUN_APPROVED));
    }

    @Test
    void finance_approves_up_to_the_limit_that_policy_gives_it_and_the_limit_stands_in_the_event() {
        assertThat(PROPOSED.decide(new Approve(new Approver(id(71), false, 21_600), DAY)))
                .isEqualTo(Decision.accept(new RunApproved(id(1), id(71), 21_600L, DAY)));
    }

    @Test
    void M3_released_by_someone_other_than_the_approver_the_proposer_may() {
        assertThat(APPROVED.decide(release(70, 21_600, 21_600)))
                .isEqualTo(Decision.accept(RUN_RELEASED, LINE_RELEASED));
    }

    @Test
    void M3_settled_when_the_bank_shows_it() {
        assertThat(RELEASED.decide(new Settle(id(70), DAY, "BACS-1", DAY)))
                .isEqualTo(Decision.accept(RUN_SETTLED, LINE_SETTLED));
    }

    @Test
    void a_run_that_is_not_released_can_be_cancelled() {
        PayoutCancelled line = new PayoutCancelled(id(1), CAMPAIGN, 21_600, DAY);
        Cancel cancel = new Cancel(id(70), "wrong week", DAY);
        assertThat(PROPOSED.decide(cancel)).isEqualTo(Decision.accept(RUN_CANCELLED, line));
        assertThat(APPROVED.decide(cancel)).isEqualTo(Decision.accept(RUN_CANCELLED, line));
        assertThat(CANCELLED.decide(cancel)).isEqualTo(Decision.accept());
    }

    static Stream<Arguments> refusals() {
        Propose nobody =
                new Propose(id(1), List.of(new Candidate(CAMPAIGN, 100, null)), id(70), DAY);
        Approve byProposer = new Approve(new Approver(id(70), true, 0), DAY);
        Approve bySecond = new Approve(new Approver(id(71), true, 0), DAY);
        Settle today = new Settle(id(70), DAY, "BACS-1", DAY);
        Settle tomorrow = new Settle(id(70), DAY.plusDays(1), "BACS-1", DAY);
        Settle tooEarly = new Settle(id(70), DAY.minusDays(1), "BACS-1", DAY);
        Cancel cancel = new Cancel(id(70), "wrong week", DAY);
        return Stream.of(
                arguments(Refusal.NOTHING_TO_PAY_OUT, PayoutRun.UNKNOWN, nobody),
                arguments(Refusal.UNKNOWN_PAYOUT_RUN, PayoutRun.UNKNOWN, byProposer),
                arguments(
                        Refusal.APPROVAL_ABOVE_LIMIT,
                        PROPOSED,
                        new Approve(new Approver(id(70), false, 21_599), DAY)),
                arguments(Refusal.APPROVER_IS_PROPOSER, PROPOSED, byProposer),
                arguments(Refusal.RUN_NOT_PROPOSED, APPROVED, bySecond),
                arguments(Refusal.RUN_NOT_PROPOSED, RELEASED, bySecond),
                arguments(Refusal.RUN_NOT_PROPOSED, SETTLED, bySecond),
                arguments(Refusal.RUN_NOT_PROPOSED, CANCELLED, bySecond),
                arguments(Refusal.UNKNOWN_PAYOUT_RUN, PayoutRun.UNKNOWN, release(71, 0, 0)),
                arguments(Refusal.RUN_NOT_APPROVED, PROPOSED, release(71, 0, 0)),
                arguments(Refusal.RELEASER_IS_APPROVER, APPROVED, release(71, 0, 0)),
                arguments(Refusal.NO_LONGER_OWED, APPROVED, release(70, 21_599, 0)),
                arguments(Refusal.BANK_TOO_LOW, APPROVED, release(70, 21_600, 21_599)),
                arguments(Refusal.RUN_NOT_APPROVED, RELEASED, release(70, 0, 0)),
                arguments(Refusal.RUN_NOT_APPROVED, SETTLED, release(70, 0, 0)),
                arguments(Refusal.RUN_NOT_APPROVED, CANCELLED, release(70, 0, 0)),
                arguments(Refusal.DATE_IN_FUTURE, PayoutRun.UNKNOWN, tomorrow),
                arguments(Refusal.UNKNOWN_PAYOUT_RUN, PayoutRun.UNKNOWN, today),
                arguments(Refusal.RUN_NOT_RELEASED, APPROVED, today),
                arguments(Refusal.RUN_NOT_RELEASED, SETTLED, today),
                arguments(Refusal.RUN_NOT_RELEASED, SETTLED, tooEarly),
                arguments(Refusal.SETTLED_BEFORE_RELEASE, RELEASED, tooEarly),
                arguments(Refusal.UNKNOWN_PAYOUT_RUN, PayoutRun.UNKNOWN, cancel),
                arguments(Refusal.RUN_ALREADY_RELEASED, RELEASED, cancel),
                arguments(Refusal.RUN_ALREADY_RELEASED, SETTLED, cancel));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(
            Refusal expected, PayoutRun run, PayoutCommand command) {
        assertThat(run.decide(command))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
