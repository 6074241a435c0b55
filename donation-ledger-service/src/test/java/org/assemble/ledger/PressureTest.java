package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assemble.ledger.plain.PlainModel;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Many callers at once who retry, mix up and look at the books in between, at random: a failure
/// names the seed, and `-Dpressure.seed=` plays it again as far as threads allow.
@QuarkusTest
@WithTestResource(RealParts.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PressureTest {

    private static final String LEDGER = "/api/v1/ledger/";
    private static final String DONATIONS = LEDGER + "donations";
    private static final String RUNS = LEDGER + "payout-runs";
    private static final String INVOICES = LEDGER + "invoices";
    private static final String POLICIES = LEDGER + "policies";
    private static final String SHARE = "campaign-share-basis-points";
    private static final String MATCH_CAP = "match-cap-pence";
    private static final int CLIENTS = 16;
    private static final int STEPS_EACH = 40;
    private static final int EIGHTH = STEPS_EACH / 8;

    /// Facts are dated back by less than this.
    private static final int DAYS_BACK = 40;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("pressure.seed", System.nanoTime());

    /// What a caller was told is done.
    private record Told(
            Tokens who, String path, String key, Map<String, Object> body, Reply answer) {
        String id() {
            return answer.text("id");
        }

        long pence() {
            return (Long) ((Map<?, ?>) body.get("amount")).get("amount");
        }
    }

    /// A report as it was given once.
    private record Report(LocalDate asOf, long position) {
        String query() {
            return "?knownAt=%d&asOf=%s".formatted(position, asOf);
        }
    }

    /// A campaign of this test, in an election of its own.
    ///
    /// @param kept a donation to it that nobody reverses by chance
    private record Local(
            UUID id, UUID election, Tokens organiser, List<UUID> mandates, Told kept) {}

    private final ConcurrentLinkedQueue<Told> given = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Told> reversed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Told> decided = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<Report, Map<String, Long>> reports = new ConcurrentHashMap<>();

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /// By a client that takes little of the machine: the ledger is to have it.
    ///
    /// @param body null for none
    private static Told asked(Tokens who, String path, String key, Map<String, Object> body) {
        try {
            HttpResponse<String> answer =
                    CLIENT.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:" + RestAssured.port + path))
                                    .header("Authorization", who.bearer())
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(
                                            body == null
                                                    ? BodyPublishers.noBody()
                                                    : BodyPublishers.ofString(
                                                            JSON.writeValueAsString(body)))
                                    .build(),
                            BodyHandlers.ofString());
            Reply reply =
                    new Reply(
                            answer.statusCode(),
                            JSON.readTree(answer.body()),
                            answer.headers().firstValue("Idempotency-Replayed").isPresent());
            return new Told(who, path, key, body, reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Told asked(Tokens who, String path, Map<String, Object> body) {
        return asked(who, path, UUID.randomUUID().toString(), body);
    }

    private record Reply(int status, JsonNode body, boolean replayed) {
        String text(String field) {
            return body.path(field).asText();
        }

        long pence(String field) {
            return body.path(field).path("amount").longValue();
        }
    }

    @Test
    void whatever_callers_do_each_request_counts_once_and_each_decision_is_the_rules()
            throws Exception {
        Random random = new Random(SEED);
        List<Local> campaigns = List.of(local(), local(), local(), local());
        Balances before = Balances.now();
        System.out.println("pressure seed " + SEED);
        try {
            atOnce(clients(random, campaigns));
            Soon.holds(() -> assertThat(stepsOf(campaigns)).isEqualTo(11));
        } finally {
            asToOthers();
        }
        lastSteps(campaigns.get(2), campaigns.get(3));

        assertEachStandsOnce();
        Stream.of(given, reversed, decided)
                .flatMap(Collection::stream)
                .forEach(PressureTest::assertAnsweredAgain);
        assertThat(reversed).as(seed()).isNotEmpty();
        assertThat(Balances.now().since(before, "bank"))
                .as(seed())
                .isEqualTo(pence(given) - pence(reversed) - paidOutPence());
        assertTheModelAgrees(campaigns);
    }

    /// Agreed, with bank details and pledges; its launch is still to come.
    private static Local local() {
        UUID election = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Neighbours.call(election, LocalDate.of(2099, 5, 7));
        Neighbours.register(id, election);
        Neighbours.agree(id);
        String details = LEDGER + "campaigns/" + id + "/bank-details";
        Tokens organiser = Api.organiserOf(id);
        Api.as(organiser)
                .body(
                        Map.of(
                                "accountName", "Campaign",
                                "sortCode", "107999",
                                "accountNumber", "8837491"))
                .put(details)
                .then()
                .statusCode(200);
        Api.post(Api.FIN, details + "/confirmation", null).statusCode(200);
        Told kept = asked(Api.MACHINE, DONATIONS, giftTo(id, 1_000, DAYS_BACK - 1));
        assertThat(kept.answer().text("fund")).isEqualTo("campaign");
        return new Local(id, election, organiser, Neighbours.pledges(60, id, 1_000), kept);
    }

    private static Map<String, Object> giftTo(UUID campaign, long pence, int daysAgo) {
        Map<String, Object> gift = Api.with(Api.donation(pence), "campaignId", campaign.toString());
        return Api.with(gift, "receivedOn", LocalDate.now().minusDays(daysAgo).toString());
    }

    private List<Callable<Void>> clients(Random random, List<Local> campaigns) {
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Random own = new Random(random.nextLong());
            Local campaign = campaigns.get(i % campaigns.size());
            clients.add(() -> {
                for (int step = 0; step < STEPS_EACH; step++) {
                    if (number < campaigns.size() && step % EIGHTH == 0) {
                        life(number, step / EIGHTH, campaign);
                    }
                    step(own, campaign);
                }
                return null;
            });
        }
        return clients;
    }

    /// What becomes of the campaigns meanwhile: all launch, the third's polling day has been, and
    /// is then called again, the fourth withdrew some days ago.
    private static void life(int number, int eighth, Local campaign) {
        LocalDate today = LocalDate.now();
        switch (eighth) {
            case 3 -> Neighbours.launch(campaign.id());
            case 4 -> {
                if (number == 2) {
                    Neighbours.call(campaign.election(), today.minusDays(DAYS_BACK / 2));
                }
            }
            case 6 -> {
                if (number == 2) {
                    Neighbours.call(campaign.election(), today.minusDays(DAYS_BACK / 4));
                } else if (number == 3) {
                    Instant then = Instant.now().minus(Duration.ofDays(DAYS_BACK / 4));
                    Neighbours.withdraw(campaign.id(), then);
                }
            }
            default -> {}
        }
    }

    /// How many steps of their lives the ledger has heard of.
    private static long stepsOf(List<Local> campaigns) {
        String[] streams =
                campaigns.stream()
                        .flatMap(one -> Stream.of("fund:" + one.id(), "election:" + one.election()))
                        .toArray(String[]::new);
        try (Connection connection = RealParts.connect("test");
                PreparedStatement count =
                        connection.prepareStatement(
                                """
                                select count(*) from event where stream = any (?)
                                and type in ('LaunchHeld', 'PollingDaySet', 'CampaignWithdrew')\
                                """)) {
            count.setArray(1, connection.createArrayOf("text", streams));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Other tests find the books open and the share of the agreement.
    private void asToOthers() {
        LocalDate today = LocalDate.now();
        for (LocalDate from : List.of(today, today.plusDays(1))) {
            assertThat(set(SHARE, null, from, 8_000).answer().status()).isEqualTo(201);
        }
        assertThat(reopen().answer().status()).isIn(200, 409);
    }

    /// M1, M6, M9: where money goes in the end; what a campaign that withdrew is owed is paid, and
    /// what goes back after that is written off.
    private void lastSteps(Local polled, Local withdrawn) {
        takeBack(giveTo(giftTo(polled.id(), 700, 0), "movement"), 300);
        takeBack(giveTo(giftTo(polled.id(), 700, DAYS_BACK - 1), "campaign"), 300);
        takeBack(giveTo(giftTo(withdrawn.id(), 700, 0), "national"), 300);
        takeBack(giveTo(Api.with(Api.donation(700), "fund", "unit"), "unit"), 300);
        giveTo(Api.donation(10_000_000), "national"); // so that the bank holds what is owed
        String wrong = RUNS + "/" + done(asked(Api.FIN, RUNS, null), 201).id();
        assertThat(cancel(wrong).answer().status()).as(seed()).isEqualTo(200);
        String run = RUNS + "/" + done(asked(Api.FIN, RUNS, null), 201).id();
        done(asked(Api.AMAL, run + "/approval", null), 200);
        done(asked(Api.FIN, run + "/release", null), 200);
        done(asked(Api.FIN, run + "/settlement", settlement()), 200);
        long rest = Balances.now().of("write-off:" + withdrawn.id());
        Told back = takeBack(withdrawn.kept(), withdrawn.kept().pence());
        assertThat(Balances.now().of("write-off:" + withdrawn.id()))
                .as(seed())
                .isEqualTo(rest + back.answer().pence("campaignShare"));
    }

    private Told giveTo(Map<String, Object> body, String fund) {
        Told told = give(body);
        assertThat(told.answer().text("fund")).as(seed()).isEqualTo(fund);
        return told;
    }

    private Told takeBack(Told donation, long pence) {
        Told back = asked(Api.FIN, reversalsOf(donation), Api.reversal(pence));
        assertThat(back.answer().status()).as(seed()).isEqualTo(201);
        reversed.add(back);
        return back;
    }

    private Told done(Told told, int status) {
        assertThat(told.answer().status()).as("%s, %s", seed(), told).isEqualTo(status);
        decided.add(told);
        return told;
    }

    private static Map<String, Object> settlement() {
        return Map.of("settledOn", LocalDate.now().toString(), "bankReference", "BACS-1");
    }

    private long paidOutPence() {
        return decided.stream()
                .mapToLong(one ->
                        one.path().endsWith("/settlement")
                                ? one.answer().pence("total")
                                : one.path().endsWith("/payment")
                                        ? one.answer().pence("amount")
                                        : 0)
                .sum();
    }

    /// All balances of all days, as they are now and as they were in every report; and no kind of
    /// step was missed.
    private void assertTheModelAgrees(List<Local> campaigns) throws Exception {
        reports.forEach((report, answer) ->
                assertThat(Balances.asked(report.query()).pence()).as(seed()).isEqualTo(answer));
        long position = Balances.now().position();
        PlainModel model = PlainModel.ofAllThatIsStored();
        for (int daysAgo = -1; daysAgo <= DAYS_BACK; daysAgo++) {
            Report report = new Report(LocalDate.now().minusDays(daysAgo), position);
            reports.put(report, Balances.asked(report.query()).pence());
        }
        reports.forEach((report, answer) ->
                assertThat(answer)
                        .as("%s, %s", seed(), report)
                        .isEqualTo(model.balances(report.position(), report.asOf())));
        Set<String> types = new HashSet<>(model.typesOf(null));
        campaigns.forEach(campaign -> types.addAll(model.typesOf(campaign.id())));
        assertThat(types)
                .as(seed())
                .contains("PolicySet", "PeriodClosed", "PeriodReopened")
                .contains("LaunchHeld", "FirstPaymentMatched", "CampaignWithdrew", "RestWrittenOff")
                .contains("GivenToCampaign", "GivenToNationalFund", "GivenToMovement")
                .contains("ReversedFromCampaign", "ReversedFromNationalFund")
                .contains("GivenToUnit", "ReversedFromUnit")
                .contains("ReversedFromMovement", "InvoiceApproved", "InvoicePaid")
                .contains("RunApproved", "PayoutReleased", "PayoutSettled", "PayoutCancelled");
    }

    @Test
    void M7_a_donation_that_many_reverse_at_once_goes_back_once() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        List<UUID> mandates = Neighbours.pledges(10, campaign, 1_000);
        for (UUID mandate : mandates) {
            Map<String, Object> payment = Api.payment(mandate, 1_000);
            String donation =
                    Api.post(Api.MACHINE, DONATIONS, payment).statusCode(201).extract().path("id");
            List<Integer> whole = reversedAtOnce(donation, 1_000);
            assertThat(whole).filteredOn(status -> status == 201).hasSize(1);
            assertThat(whole).filteredOn(status -> status == 409).hasSize(whole.size() - 1);
        }
        Balances after = Balances.now();
        assertThat(after.of("campaign-payable:" + campaign)).isZero();
        assertThat(after.of("match-cost:" + campaign)).isZero();
    }

    @Test
    void M7_parts_that_are_reversed_at_once_never_exceed_the_donation() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Map<String, Object> gift = Api.with(Api.donation(1_000), "campaignId", campaign);
        String donation =
                Api.post(Api.MACHINE, DONATIONS, gift).statusCode(201).extract().path("id");
        List<Integer> parts = reversedAtOnce(donation, 300);
        assertThat(parts).filteredOn(status -> status == 201).hasSize(3);
        assertThat(parts).filteredOn(status -> status == 422).hasSize(parts.size() - 3);
        assertThat(Balances.now().of("campaign-payable:" + campaign)).isEqualTo(80);
    }

    /// Eight callers, each under a reference of its own.
    private static List<Integer> reversedAtOnce(String donation, long pence) throws Exception {
        List<Callable<Integer>> calls =
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(_ ->
                                () ->
                                        Api.post(
                                                        Api.FIN,
                                                        DONATIONS + "/" + donation + "/reversals",
                                                        Map.of(
                                                                "kind", "REFUND",
                                                                "amount", Api.money(pence),
                                                                "occurredOn",
                                                                        LocalDate.now().toString(),
                                                                "source", "bank",
                                                                "reference",
                                                                        UUID.randomUUID()
                                                                                .toString()))
                                                .extract()
                                                .statusCode())
                        .toList();
        return atOnce(calls);
    }

    private static long pence(Collection<Told> all) {
        return all.stream().mapToLong(Told::pence).sum();
    }

    private static String seed() {
        return "seed " + SEED;
    }

    private void step(Random random, Local campaign) throws Exception {
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
        assertThat(told.answer().status()).as(seed()).isEqualTo(201);
        given.add(told);
        return told;
    }

    private static String reversalsOf(Told donation) {
        return DONATIONS + "/" + donation.id() + "/reversals";
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
        Told told = asked(Api.FIN, reversalsOf(one), body);
        if (told.answer().status() == 201) {
            reversed.add(told);
        } else {
            assertRefused(told, "already-reversed", "reversal-exceeds-donation");
        }
    }

    private static void assertRefused(Told told, String... codes) {
        assertThat(told.answer().status()).as("%s, %s", seed(), told).isIn(409, 422);
        assertThat(told.answer().text("code")).as("%s, %s", seed(), told).isIn((Object[]) codes);
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
        assertRefused(asked(one.who(), DONATIONS, one.key(), other), "idempotency-key-reused");
        assertRefused(asked(Api.FIN, DONATIONS, other), "reference-reused");
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
            assertThat(answers.get(i).answer().status())
                    .as(seed())
                    .isEqualTo(i % 2 == winner ? 201 : 422);
        }
        assertThat(answers.get(winner + 2).id()).as(seed()).isEqualTo(answers.get(winner).id());
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
        List<Told> first =
                both.stream()
                        .filter(one -> one.answer().status() == 200 && !one.answer().replayed())
                        .toList();
        assertThat(first).as("%s, once of %s", seed(), both).hasSizeLessThan(2);
        decided.addAll(first);
        both.stream()
                .filter(one -> one.answer().status() != 200)
                .forEach(one -> assertRefused(one, refusals));
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
            assertRefused(proposed, "nothing-to-pay-out");
            return;
        }
        String run = RUNS + "/" + done(proposed, 201).id();
        Told approved = twice(random, Api.AMAL, run + "/approval", null, "run-not-proposed");
        assertThat(approved).as(seed()).isNotNull();
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
            assertThat(cancel(run).answer().status()).as(seed()).isEqualTo(200);
            return;
        }
        cancelled.add(cancel(run));
        cancelled.forEach(one -> assertRefused(one, "run-already-released"));
        assertThat(released.answer().pence("controlTotal"))
                .as(seed())
                .isEqualTo(proposed.answer().pence("total"));
        String settlement = run + "/settlement";
        assertThat(twice(random, Api.FIN, settlement, settlement(), "run-not-released"))
                .as(seed())
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
            assertRefused(submitted, "startup-cap-exceeded", "campaign-withdrawn");
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
            assertThat(paid).as(seed()).isNotNull();
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
            assertRefused(reopened, "period-not-closed");
        }
    }

    private static Told reopen() {
        return asked(Api.AMAL, lastMonth() + "/reopening", Map.of("reason", "a line was missed"));
    }

    private void tellAgain(Random random) {
        Told one = any(random, any(random, List.of(given, reversed, decided)));
        if (one != null) {
            assertAnsweredAgain(one);
        }
    }

    private static void assertAnsweredAgain(Told one) {
        Reply again = asked(one.who(), one.path(), one.key(), one.body()).answer();
        assertThat(again.replayed()).as("%s, %s", seed(), one).isTrue();
        assertThat(again.status()).as("%s, %s", seed(), one).isEqualTo(one.answer().status());
        assertThat(again.body()).as("%s, %s", seed(), one).isEqualTo(one.answer().body());
    }

    /// Debits are credits in every answer; what was known at a position stays what it was.
    private void read(Random random) {
        Balances now = Balances.now();
        if (reports.size() < 50) {
            LocalDate day = LocalDate.now().minusDays(random.nextInt(DAYS_BACK));
            Report report = new Report(day, now.position());
            reports.put(report, Balances.asked(report.query()).pence());
        }
    }

    /// As it was told.
    private void assertEachStandsOnce() throws Exception {
        Map<String, Told> told =
                given.stream().collect(Collectors.toMap(one -> "donation:" + one.id(), one -> one));
        try (Connection connection = RealParts.connect("test");
                PreparedStatement query =
                        connection.prepareStatement(
                                """
                                select stream, campaign_id, data -> 'gift' ->> 'mandateId',
                                    (data -> 'gift' ->> 'pence')::bigint, occurred
                                from event where stream = any (?) and type like 'Given%'\
                                """)) {
            query.setArray(1, connection.createArrayOf("text", told.keySet().toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Told one = told.remove(row.getString(1));
                    assertThat(one).as("%s, told once: %s", seed(), row.getString(1)).isNotNull();
                    assertAsTold(row, one);
                }
            }
        }
        assertThat(told).as("%s, not there", seed()).isEmpty();
    }

    private static void assertAsTold(ResultSet row, Told one) throws SQLException {
        Object mandate = one.body().get("mandateId");
        assertThat(row.getString(3)).as("%s, %s", seed(), one).isEqualTo(mandate);
        if (mandate == null) {
            assertThat(row.getString(2))
                    .as("%s, %s", seed(), one)
                    .isEqualTo(one.body().get("campaignId"));
        }
        assertThat(row.getLong(4)).as("%s, %s", seed(), one).isEqualTo(one.pence());
        assertThat(row.getString(5))
                .as("%s, %s", seed(), one)
                .isEqualTo(one.body().get("receivedOn"));
    }
}
