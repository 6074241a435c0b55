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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Many callers at once who retry, mix up and look at the books in between, at random: a failure
/// names the seed, and `-Dpressure.seed=` plays it again as far as threads allow.
@QuarkusTest
@WithTestResource(RealParts.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PressureTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";
    private static final int CLIENTS = 16;
    private static final int STEPS_EACH = 40;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("pressure.seed", System.nanoTime());

    /// A donation, or a reversal of one, that a caller was told is recorded.
    private record Acknowledged(String path, String id, String key, Map<String, Object> body) {
        static Acknowledged donation(String id, String key, Map<String, Object> body) {
            return new Acknowledged(DONATIONS, id, key, body);
        }

        long pence() {
            return (Long) ((Map<?, ?>) body.get("amount")).get("amount");
        }
    }

    /// A report as it was given once.
    private record Report(String query, Balances answer) {}

    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Acknowledged> reversed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Report> reports = new ConcurrentLinkedQueue<>();

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static Reply asked(String key, Map<String, Object> body) {
        return asked(DONATIONS, key, body);
    }

    /// By a client that takes little of the machine: the ledger is to have it.
    private static Reply asked(String path, String key, Map<String, Object> body) {
        try {
            HttpResponse<String> answer =
                    CLIENT.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:" + RestAssured.port + path))
                                    .header("Authorization", Api.FIN.bearer())
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                                    .build(),
                            BodyHandlers.ofString());
            return new Reply(
                    answer.statusCode(),
                    JSON.readTree(answer.body()),
                    answer.headers().firstValue("Idempotency-Replayed").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Reply(int status, JsonNode body, String replayed) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    @Test
    void whatever_callers_do_each_donation_counts_once_and_each_decision_is_the_rules()
            throws Exception {
        Random random = new Random(SEED);
        List<UUID> campaigns = List.of(Neighbours.agreedCampaign(), Neighbours.agreedCampaign());
        List<List<UUID>> mandates =
                campaigns.stream().map(id -> Neighbours.pledges(60, id, 1_000)).toList();
        Balances before = Balances.now();
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random own = new Random(random.nextLong());
            boolean launches = i < campaigns.size();
            UUID campaign = campaigns.get(i % campaigns.size());
            List<UUID> its = mandates.get(i % campaigns.size());
            clients.add(() -> {
                for (int step = 0; step < STEPS_EACH; step++) {
                    if (launches && step == STEPS_EACH / 2) {
                        Neighbours.launch(campaign);
                    }
                    step(own, campaign, its);
                }
                return null;
            });
        }
        System.out.println("pressure seed " + SEED);
        atOnce(clients);
        for (UUID campaign : campaigns) {
            Soon.holds(
                    () -> assertThat(Balances.now().of("match-cost:" + campaign)).isGreaterThan(0));
        }

        assertEachStandsOnce();
        for (Acknowledged one : acknowledged) {
            assertAnsweredAgain(one);
        }
        for (Acknowledged one : reversed) {
            assertAnsweredAgain(one);
        }
        for (Report report : reports) {
            assertThat(Balances.asked(report.query())).as(seed()).isEqualTo(report.answer());
        }
        assertThat(reversed).as(seed()).isNotEmpty();
        assertThat(Balances.now().since(before, "bank"))
                .as(seed())
                .isEqualTo(pence(acknowledged) - pence(reversed));
        assertThat(Balances.now().of("unit-fund")).as(seed()).isEqualTo(PlainModel.unitPence());
        for (UUID campaign : campaigns) {
            assertThat(PlainModel.check(campaign)).as(seed()).isGreaterThan(50);
        }
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

    private static long pence(Collection<Acknowledged> all) {
        return all.stream().mapToLong(Acknowledged::pence).sum();
    }

    private static String seed() {
        return "seed " + SEED;
    }

    private void step(Random random, UUID campaign, List<UUID> mandates) throws Exception {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> give(random, campaign, mandates);
            case 4 -> giveOtherwise(random);
            case 5 -> duel(random);
            case 6 -> tellAgain(random);
            case 7, 8 -> reverse(random);
            default -> read(random);
        }
    }

    private static Map<String, Object> donation(Random random) {
        LocalDate day = LocalDate.now().minusDays(random.nextInt(40));
        return Api.with(Api.donation(1 + random.nextLong(9_999)), "receivedOn", day.toString());
    }

    private void give(Random random, UUID campaign, List<UUID> mandates) {
        Map<String, Object> body = donation(random);
        Map<String, Object> whole =
                switch (random.nextInt(4)) {
                    case 0 -> body;
                    case 1 -> Api.with(body, "campaignId", campaign.toString());
                    case 2 -> Api.with(body, "fund", "unit");
                    default ->
                            Api.with(
                                    body,
                                    "mandateId",
                                    mandates.get(random.nextInt(mandates.size())).toString());
                };
        String key = UUID.randomUUID().toString();
        Reply answer = asked(key, whole);
        assertThat(answer.status()).as(seed()).isEqualTo(201);
        acknowledged.add(Acknowledged.donation(answer.text("id"), key, whole));
    }

    /// M7: a donation, or a part of it, goes back, unless others have taken it back before.
    private void reverse(Random random) {
        Acknowledged one = any(random, acknowledged);
        if (one == null) {
            return;
        }
        String path = DONATIONS + "/" + one.id() + "/reversals";
        String key = UUID.randomUUID().toString();
        long pence = random.nextBoolean() ? one.pence() : 1 + random.nextLong(one.pence());
        Map<String, Object> body = Api.reversal(pence);
        Reply answer = asked(path, key, body);
        switch (answer.status()) {
            case 201 -> reversed.add(new Acknowledged(path, answer.text("id"), key, body));
            case 409 -> assertThat(answer.text("code")).as(seed()).isEqualTo("already-reversed");
            default -> {
                assertThat(answer.status()).as(seed()).isEqualTo(422);
                assertThat(answer.text("code")).as(seed()).isEqualTo("reversal-exceeds-donation");
            }
        }
    }

    private static Acknowledged any(Random random, Collection<Acknowledged> some) {
        List<Acknowledged> all = List.copyOf(some);
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    /// The same key, and the same reference, with another amount.
    private void giveOtherwise(Random random) {
        Acknowledged one = any(random, acknowledged);
        if (one == null) {
            return;
        }
        Map<String, Object> other =
                Api.with(one.body(), "amount", Api.money(10_000 + random.nextLong(100)));
        Reply sameKey = asked(one.key(), other);
        assertThat(sameKey.status()).as(seed()).isEqualTo(422);
        assertThat(sameKey.text("code")).isEqualTo("idempotency-key-reused");
        Reply sameReference = asked(UUID.randomUUID().toString(), other);
        assertThat(sameReference.status()).as(seed()).isEqualTo(422);
        assertThat(sameReference.text("code")).isEqualTo("reference-reused");
    }

    /// One key for two contents, from several callers at once: one content wins for all.
    private void duel(Random random) throws Exception {
        String key = UUID.randomUUID().toString();
        List<Map<String, Object>> bodies = List.of(donation(random), donation(random));
        List<Callable<Reply>> calls =
                IntStream.range(0, 4)
                        .<Callable<Reply>>mapToObj(i -> () -> asked(key, bodies.get(i % 2)))
                        .toList();
        List<Reply> answers = atOnce(calls);
        int winner = answers.getFirst().status() == 201 ? 0 : 1;
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).status()).as(seed()).isEqualTo(i % 2 == winner ? 201 : 422);
        }
        String id = answers.get(winner).text("id");
        assertThat(answers.get(winner + 2).text("id")).as(seed()).isEqualTo(id);
        acknowledged.add(Acknowledged.donation(id, key, bodies.get(winner)));
    }

    private void tellAgain(Random random) {
        Acknowledged one = any(random, random.nextBoolean() ? acknowledged : reversed);
        if (one != null) {
            assertAnsweredAgain(one);
        }
    }

    private void assertAnsweredAgain(Acknowledged one) {
        Reply again = asked(one.path(), one.key(), one.body());
        assertThat(again.status()).as(seed()).isEqualTo(201);
        assertThat(again.replayed()).as(seed()).isEqualTo("true");
        assertThat(again.text("id")).as(seed()).isEqualTo(one.id());
    }

    /// Debits are credits in every answer; what was known at a position stays what it was.
    private void read(Random random) {
        Balances now = Balances.now();
        if (reports.size() < 50) {
            String query =
                    "?knownAt=%d&asOf=%s"
                            .formatted(
                                    now.position(), LocalDate.now().minusDays(random.nextInt(40)));
            reports.add(new Report(query, Balances.asked(query)));
        }
    }

    private void assertEachStandsOnce() throws Exception {
        Set<String> told = acknowledged.stream().map(Acknowledged::id).collect(Collectors.toSet());
        assertThat(told).as(seed()).hasSize(acknowledged.size());
        String[] streams = told.stream().map(id -> "donation:" + id).toArray(String[]::new);
        try (Connection connection = RealParts.connect("test");
                PreparedStatement count =
                        connection.prepareStatement(
                                """
                                select count(*) filter (where version = 1), count(*) filter (where version > 1)
                                from event where stream = any (?)\
                                """)) {
            count.setArray(1, connection.createArrayOf("text", streams));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                assertThat(row.getLong(1)).as(seed()).isEqualTo(told.size());
                assertThat(row.getLong(2)).as(seed()).isEqualTo(reversed.size());
            }
        }
    }
}
