package org.assemble.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/// The packaged ledger, killed (-9) with requests under way.
class KilledTest {
    private static final int CALLERS = 16;
    private static final int ACKNOWLEDGED_BEFORE = 400;

    private static Stage stage;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token = stage.token("service");
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    @BeforeAll
    static void open() {
        stage =
                Stage.quick(
                        Path.of("target/killed"),
                        Subject.ledger(
                                Path.of("../../donation-ledger-service/target/quarkus-app")
                                        .toAbsolutePath()
                                        .normalize()));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private HttpResponse<String> ask(String key) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(stage.uri("/api/v1/ledger/donations"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(bodies.get(key)))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// Asks for one donation after the other, until the service is gone.
    private void call(CountDownLatch enough) {
        while (true) {
            var key = UUID.randomUUID().toString();
            bodies.put(key, Donations.json());
            try {
                var answer = ask(key);
                assertThat(answer.statusCode()).isEqualTo(201);
                acknowledged.put(key, answer.body());
                enough.countDown();
            } catch (IOException gone) {
                return;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @RepeatedTest(3)
    void every_acknowledged_key_is_there_exactly_once_and_asking_again_gives_the_first_answer()
            throws Exception {
        var before = donations();
        var enough = new CountDownLatch(ACKNOWLEDGED_BEFORE);
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            var calls = new ArrayList<Future<?>>();
            for (var i = 0; i < CALLERS; i++) {
                calls.add(callers.submit(() -> call(enough)));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            stage.killService();
            for (var call : calls) {
                call.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(bodies.size()).as("some were under way").isGreaterThan(acknowledged.size());
        stage.startService();

        for (var one : acknowledged.entrySet()) {
            var again = ask(one.getKey());
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(again.body()).isEqualTo(one.getValue());
        }
        Set<String> unanswered = new HashSet<>(bodies.keySet());
        unanswered.removeAll(acknowledged.keySet());
        for (var key : unanswered) {
            var first = ask(key);
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(ask(key).body()).isEqualTo(first.body());
        }
        assertThat(donations() - before).isEqualTo(bodies.size());
        assertThat(stage.number("select max(position) - count(*) from event")).isZero();
        assertThat(stage.number("select count(*) - count(distinct position) from posting"))
                .isZero();
    }

    private static long donations() throws SQLException {
        return stage.number("select count(*) from event where type = 'GivenToNationalFund'");
    }
}
