package org.assemble.ledger.pressure;

import static org.assemble.ledger.pressure.Local.DAYS_BACK;
import static org.assemble.ledger.pressure.Told.DONATIONS;
import static org.assemble.ledger.pressure.Told.LEDGER;
import static org.assemble.ledger.pressure.Told.asked;
import static org.assemble.ledger.pressure.Told.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.testkit.Tokens;

/// What callers do, at random, and what they were told.
final class Mix {

    private static final String RUNS = LEDGER + "payout-runs";
    private static final String INVOICES = LEDGER + "invoices";
    private static final String POLICIES = LEDGER + "policies";
    private static final String SHARE = "campaign-share-basis-points";
    private static final String MATCH_CAP = "match-cap-pence";

    /// A report as it is asked for.
    record Report(LocalDate asOf, long position) {
        Map<String, Long> answer() {
            return Balances.asked("?knownAt=%d&asOf=%s".formatted(position, asOf)).pence();
        }
    }

    final ConcurrentLinkedQueue<Told> given = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Told> reversed = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Told> decided = new ConcurrentLinkedQueue<>();
    final ConcurrentHashMap<Report, Map<String, Long>> reports = new ConcurrentHashMap<>();

    void step(Random random, Local campaign) throws Exception {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> give(random, campaign);
            case 5 -> giveOtherwise(random);
            case 6 -> duel(random);
            case 7 -> tellAgain(random);
            case 8, 9, 10 -> reverse(random);
            case 11 -> payOut(random);
            case 12 -> invoice(random, campaign);
            case 13 -> decide(random, campaign);
            case 14 -> closeOrReopen(random);
            default -> read(random);
        }
    }

    /// Half of them come in today, where policies of today count.
    private static Map<String, Object> donation(Random random) {
        int daysAgo = random.nextBoolean() ? 0 : random.nextInt(DAYS_BACK);
        LocalDate day = LocalDate.now().minusDays(daysAgo);
        return Api.with(Api.donation(1 + random.nextLong(9_999)), "receivedOn", day.toString());
    }

    private void give(Random random, Local campaign) {
        Map<String, Object> body = donation(random);
        give(
                switch (random.nextInt(4)) {
                    case 0 -> body;
                    case 1 -> Api.with(body, "campaignId", campaign.id().toString());
                    case 2 -> Api.with(body, "fund", "unit");
                    default ->
                            Api.with(
                                    body, "mandateId", any(random, campaign.mandates()).toString());
                });
    }

    private Told give(Map<String, Object> body) {
        Told told = asked(Api.MACHINE, DONATIONS, body);
        assertThat(told.answer().status()).isEqualTo(201);
        given.add(told);
        return told;
    }

    /// M7: a donation, or a part of it, goes back, unless others have taken it back before.
    private void reverse(Random random) {
        Told one = any(random, given);
        if (one == null) {
            return;
        }
        long pence = random.nextBoolean() ? one.pence() : 1 + random.nextLong(one.pence());
        LocalDate received = LocalDate.parse((String) one.body().get("receivedOn"));
        long later = random.nextLong(received.until(LocalDate.now(), ChronoUnit.DAYS) + 1);
        Map<String, Object> body =
                Api.with(Api.reversal(pence), "occurredOn", received.plusDays(later).toString());
        Told told = asked(Api.FIN, one.reversals(), body);
        if (told.answer().status() == 201) {
            reversed.add(told);
        } else {
            told.assertRefused("already-reversed", "reversal-exceeds-donation");
        }
    }

    private static <T> T any(Random random, Collection<T> some) {
        List<T> all = List.copyOf(some);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    /// The same key, and the same reference, with another amount.
    private void giveOtherwise(Random random) {
        Told one = any(random, given);
        if (one == null) {
            return;
        }
        Map<String, Object> other =
                Api.with(one.body(), "amount", Api.money(10_000 + random.nextLong(100)));
        asked(one.who(), DONATIONS, one.key(), other).assertRefused("idempotency-key-reused");
        asked(Api.FIN, DONATIONS, other).assertRefused("reference-reused");
    }

    /// One key for two contents, from several callers at once: one content wins for all.
    private void duel(Random random) throws Exception {
        String key = UUID.randomUUID().toString();
        List<Map<String, Object>> bodies = List.of(donation(random), donation(random));
        List<Callable<Told>> calls =
                IntStream.range(0, 4)
                        .<Callable<Told>>mapToObj(
                                i -> () -> asked(Api.MACHINE, DONATIONS, key, bodies.get(i % 2)))
                        .toList();
        List<Told> answers = atOnce(calls);
        int winner = answers.getFirst().answer().status() == 201 ? 0 : 1;
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).answer().status()).isEqualTo(i % 2 == winner ? 201 : 422);
        }
        assertThat(answers.get(winner + 2).id()).isEqualTo(answers.get(winner).id());
        given.add(answers.get(winner));
    }

    /// Two callers do the same at once: under one key, as one who tries again does, or each under
    /// their own. It is done at most once.
    ///
    /// @param meanwhile what others do at the same time
    /// @return what was done; null if neither did it
    private Told twice(
            Random random,
            Tokens who,
            String path,
            Map<String, Object> body,
            List<Callable<Told>> meanwhile,
            String... refusals)
            throws Exception {
        String key = UUID.randomUUID().toString();
        String other = random.nextBoolean() ? key : UUID.randomUUID().toString();
        List<Callable<Told>> calls = new ArrayList<>(meanwhile);
        calls.add(() -> asked(who, path, key, body));
        calls.add(() -> asked(who, path, other, body));
        List<Told> both = atOnce(calls).subList(meanwhile.size(), calls.size());
        List<Told> first = both.stream().filter(Told::first).toList();
        assertThat(first).as("once of %s", both).hasSizeLessThan(2);
        decided.addAll(first);
        both.stream()
                .filter(one -> one.answer().status() != 200)
                .forEach(one -> one.assertRefused(refusals));
        return first.isEmpty() ? null : first.getFirst();
    }

    private Told twice(
            Random random, Tokens who, String path, Map<String, Object> body, String... refusals)
            throws Exception {
        return twice(random, who, path, body, List.of(), refusals);
    }

    /// M3: a run of which each step is done by two at once, and which is released while money goes
    /// back and while others cancel it.
    private void payOut(Random random) throws Exception {
        Told proposed = asked(Api.FIN, RUNS, null);
        if (proposed.answer().status() != 201) {
            proposed.assertRefused("nothing-to-pay-out");
            return;
        }
        String run = RUNS + "/" + done(proposed, 201).id();
        Told approved = twice(random, Api.AMAL, run + "/approval", null, "run-not-proposed");
        assertThat(approved).isNotNull();
        Queue<Told> cancelled = new ConcurrentLinkedQueue<>();
        Random other = new Random(random.nextLong());
        boolean cancels = random.nextInt(3) == 0;
        Callable<Told> meanwhile =
                () -> {
                    reverse(other);
                    if (cancels) {
                        cancelled.add(cancel(run));
                    }
                    reverse(other);
                    return null;
                };
        Told released =
                twice(
                        random,
                        Api.FIN,
                        run + "/release",
                        null,
                        List.of(meanwhile),
                        "run-not-approved",
                        "no-longer-owed",
                        "bank-too-low");
        if (released == null) {
            assertThat(cancel(run).answer().status()).isEqualTo(200);
            return;
        }
        cancelled.add(cancel(run));
        cancelled.forEach(one -> one.assertRefused("run-already-released"));
        assertThat(released.answer().pence("controlTotal"))
                .isEqualTo(proposed.answer().pence("total"));
        String settlement = run + "/settlement";
        assertThat(twice(random, Api.FIN, settlement, settlement(), "run-not-released"))
                .isNotNull();
    }

    private Told cancel(String run) {
        Told told = asked(Api.FIN, run + "/cancellation", Map.of("reason", "the wrong week"));
        if (told.answer().status() == 200) {
            decided.add(told);
        }
        return told;
    }

    /// M4: approved by two at once, paid by two at once.
    private void invoice(Random random, Local campaign) throws Exception {
        Told submitted =
                asked(
                        campaign.organiser(),
                        INVOICES,
                        Api.invoice(campaign.id(), 1 + random.nextLong(60_000)));
        if (submitted.answer().status() != 201) {
            submitted.assertRefused("startup-cap-exceeded", "campaign-withdrawn");
            return;
        }
        String invoice = INVOICES + "/" + done(submitted, 201).id();
        Told approved =
                twice(
                        random,
                        Api.AMAL,
                        invoice + "/approval",
                        null,
                        "invoice-not-submitted",
                        "startup-cap-exceeded",
                        "campaign-withdrawn");
        if (approved != null) {
            Map<String, Object> payment =
                    Map.of("paidOn", LocalDate.now().toString(), "bankReference", "FP-1");
            Told paid =
                    twice(random, Api.FIN, invoice + "/payment", payment, "invoice-not-approved");
            assertThat(paid).isNotNull();
        }
    }

    /// M2, M4, M5: another share, or another cap for the campaign, from today or tomorrow on.
    private void decide(Random random, Local campaign) {
        LocalDate from = LocalDate.now().plusDays(random.nextInt(2));
        switch (random.nextInt(5)) {
            case 0, 1 -> done(set(SHARE, null, from, 5_000 + random.nextLong(4_000)), 201);
            case 2 -> done(set(MATCH_CAP, campaign.id(), from, random.nextLong(100_000)), 201);
            case 3 ->
                    done(
                            set(
                                    "startup-cap-pence",
                                    campaign.id(),
                                    from,
                                    100_000 + random.nextLong(200_000)),
                            201);
            default ->
                    done(
                            asked(
                                    Api.NORA,
                                    POLICIES + "/" + MATCH_CAP + "/withdrawal",
                                    Map.of(
                                            "campaignId", campaign.id().toString(),
                                            "validFrom", from.toString())),
                            200);
        }
    }

    private static Told set(String policy, UUID campaign, LocalDate from, long value) {
        Map<String, Object> body = new HashMap<>();
        body.put("policy", policy);
        body.put("campaignId", campaign == null ? null : campaign.toString());
        body.put("validFrom", from.toString());
        body.put("value", value);
        return asked(Api.NORA, POLICIES, body);
    }

    private static String lastMonth() {
        return LEDGER + "periods/" + YearMonth.now().minusMonths(1);
    }

    /// The last month closes, or opens again, while facts of it are told.
    private void closeOrReopen(Random random) throws Exception {
        if (random.nextBoolean()) {
            twice(random, Api.FIN, lastMonth() + "/closure", null, "period-already-closed");
            return;
        }
        Told reopened = reopen();
        if (reopened.answer().status() == 200) {
            decided.add(reopened);
        } else {
            reopened.assertRefused("period-not-closed");
        }
    }

    private static Told reopen() {
        return asked(Api.AMAL, lastMonth() + "/reopening", Map.of("reason", "a line was missed"));
    }

    private void tellAgain(Random random) {
        Told one = any(random, any(random, List.of(given, reversed, decided)));
        if (one != null) {
            one.assertAnsweredAgain();
        }
    }

    /// Debits are credits in every answer; what was known at a position stays what it was.
    private void read(Random random) {
        Balances now = Balances.now();
        if (reports.size() < 50) {
            LocalDate day = LocalDate.now().minusDays(random.nextInt(DAYS_BACK));
            Report report = new Report(day, now.position());
            reports.put(report, report.answer());
        }
    }

    private Told giveTo(Map<String, Object> body, String fund) {
        Told told = give(body);
        assertThat(told.answer().text("fund")).isEqualTo(fund);
        return told;
    }

    private Told takeBack(Told donation, long pence) {
        Told back = asked(Api.FIN, donation.reversals(), Api.reversal(pence));
        assertThat(back.answer().status()).isEqualTo(201);
        reversed.add(back);
        return back;
    }

    private Told done(Told told, int status) {
        assertThat(told.answer().status()).as("%s", told).isEqualTo(status);
        decided.add(told);
        return told;
    }

    private static Map<String, Object> settlement() {
        return Map.of("settledOn", LocalDate.now().toString(), "bankReference", "BACS-1");
    }

    /// What left the bank, by runs and to suppliers.
    long paidOutPence() {
        return decided.stream()
                .mapToLong(one ->
                        one.path().endsWith("/settlement")
                                ? one.answer().pence("total")
                                : one.path().endsWith("/payment")
                                        ? one.answer().pence("amount")
                                        : 0)
                .sum();
    }

    /// The next test finds the books open and the share of the agreement.
    void asBefore() {
        LocalDate today = LocalDate.now();
        for (LocalDate from : List.of(today, today.plusDays(1))) {
            assertThat(set(SHARE, null, from, 8_000).answer().status()).isEqualTo(201);
        }
        assertThat(reopen().answer().status()).isIn(200, 409);
    }

    /// M1, M6, M9: where money goes in the end; what a campaign that withdrew is owed is paid, and
    /// what goes back after that is written off.
    void lastSteps(Local polled, Local withdrawn) {
        takeBack(giveTo(polled.gift(700, 0), "movement"), 300);
        takeBack(giveTo(polled.gift(700, DAYS_BACK - 1), "campaign"), 300);
        takeBack(giveTo(withdrawn.gift(700, 0), "national"), 300);
        takeBack(giveTo(Api.with(Api.donation(700), "fund", "unit"), "unit"), 300);
        giveTo(withdrawn.gift(700, DAYS_BACK - 1), "campaign");
        giveTo(Api.donation(10_000_000), "national"); // so that the bank holds what is owed
        String wrong = RUNS + "/" + done(asked(Api.FIN, RUNS, null), 201).id();
        assertThat(cancel(wrong).answer().status()).isEqualTo(200);
        String run = RUNS + "/" + done(asked(Api.FIN, RUNS, null), 201).id();
        done(asked(Api.AMAL, run + "/approval", null), 200);
        done(asked(Api.FIN, run + "/release", null), 200);
        done(asked(Api.FIN, run + "/settlement", settlement()), 200);
        long rest = Balances.now().of("write-off:" + withdrawn.id());
        Told back = takeBack(withdrawn.kept(), withdrawn.kept().pence());
        assertThat(Balances.now().of("write-off:" + withdrawn.id()))
                .isEqualTo(rest + back.answer().pence("campaignShare"));
    }
}
