package org.assemble.gateway.stream;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.world.Parts;
import org.assemble.gateway.world.Quick;
import org.assemble.gateway.world.World;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Events over HTTP as they happen, with a real broker and a real database behind.
@QuarkusTest
@WithTestResource(World.class)
@WithTestResource(Parts.class)
@TestProfile(Quick.class)
class EventStreamTest {

    private static final String LAUNCHED = "org.assemble.campaign.CampaignLaunched.v1";

    /// Quicker than to read the JSON of thousands of events.
    private static final Pattern NOTE = Pattern.compile("\"note\":\\s*\"([^\"]+)\"");

    World world;

    @Inject Database database;

    @TestHTTPResource URI gateway;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final UUID campaign = UUID.randomUUID();

    @BeforeEach
    void a_database_that_is_there() {
        Soon.holds(() -> assertThat(database.answers()).isTrue());
    }

    private record Told(String id, String note) {}

    /// What comes on one stream, line by line.
    private final class Listening implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CompletableFuture<HttpResponse<InputStream>> answer;
        private final CompletableFuture<Void> ended;

        Listening(String token, String query, String lastId) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.resolve("/api/v1/events?types=" + query))
                            .header("Authorization", "Bearer " + token);
            if (lastId != null) {
                request.header("Last-Event-ID", lastId);
            }
            answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            ended =
                    answer.thenAcceptAsync(
                            response -> read(response.body()),
                            task -> Thread.ofVirtual().start(task));
            Soon.holds(() -> assertThat(lines).contains("retry: 1000"));
        }

        private void read(InputStream body) {
            try {
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(lines::add);
            } catch (UncheckedIOException broken) {
                // The stream was broken off: what came is what came.
            }
        }

        List<String> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> line.substring(4))
                    .toList();
        }

        /// The notes of the events that are wholly here, with their ids, in the order in which they
        /// came.
        List<Told> told() {
            List<Told> told = new ArrayList<>();
            String id = null;
            for (String line : lines) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    Matcher note = NOTE.matcher(line);
                    assertThat(note.find()).as(line).isTrue();
                    told.add(new Told(id, note.group(1)));
                }
            }
            return told;
        }

        boolean hasEnded() {
            return ended.isDone();
        }

        boolean has(String text) {
            return lines.stream()
                    .anyMatch(line -> line.startsWith("data: ") && line.contains(text));
        }

        @Override
        public void close() {
            try {
                // The body itself: whoever reads its lines holds a lock on those.
                answer.join().body().close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Test
    void events_come_as_they_happen_and_only_those_that_were_asked_for() {
        try (Listening stream =
                new Listening(national("a"), LAUNCHED + "&campaigns=" + campaign, null)) {
            Messages.of("campaign")
                    .send("CampaignLaunched.v1", UUID.randomUUID(), Map.of("n", "other"));
            Messages.of("campaign")
                    .send("CampaignWithdrawn.v1", campaign, Map.of("n", "withdrawn"));
            launch("ours");

            Soon.holds(() -> assertThat(stream.has("ours")).isTrue());
            assertThat(stream.ids()).hasSize(1);
            assertThat(stream.lines).contains("event: " + LAUNCHED);
            Soon.holds(() -> assertThat(stream.lines).contains(":"));
        }
    }

    @Test
    void who_comes_back_with_the_last_id_misses_none_and_gets_none_twice() {
        String last;
        try (Listening stream =
                new Listening(national("b"), LAUNCHED + "&campaigns=" + campaign, null)) {
            launch("one");
            Soon.holds(() -> assertThat(stream.has("one")).isTrue());
            last = stream.ids().getLast();
        }
        launch("two");
        launch("three");

        try (Listening stream =
                new Listening(national("b"), LAUNCHED + "&campaigns=" + campaign, last)) {
            launch("four");
            Soon.holds(() -> assertThat(stream.has("four")).isTrue());
            assertThat(stream.ids()).hasSize(3).isSorted().doesNotContain(last);
            assertThat(stream.has("\"one\"")).isFalse();
        }
    }

    /// Each is for a while the only one there is, so that reading begins anew with it while events
    /// come.
    @Test
    void who_comes_and_goes_while_events_come_misses_none_and_gets_none_twice() throws Exception {
        String query = LAUNCHED + "&campaigns=" + campaign;
        AtomicBoolean enough = new AtomicBoolean();
        List<String> sent = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        try (ExecutorService sender = Executors.newSingleThreadExecutor()) {
            Listening stream = new Listening(national("j"), query, null);
            Future<?> sending =
                    sender.submit(() -> {
                        while (!enough.get()) {
                            sent.add("note " + sent.size());
                            launch(sent.getLast());
                        }
                    });
            try {
                for (int times = 0; times < 30; times++) {
                    try (Listening one = stream) {
                        Soon.holds(() -> assertThat(one.told()).isNotEmpty());
                        told.addAll(one.told());
                    }
                    stream = new Listening(national("j"), query, told.getLast().id());
                }
            } finally {
                enough.set(true);
            }
            sending.get();
            try (Listening last = stream) {
                Soon.holds(() ->
                        assertThat(last.told()).extracting(Told::note).endsWith(sent.getLast()));
                told.addAll(last.told());
            }
        }
        assertThat(told).extracting(Told::note).containsExactlyElementsOf(sent);
    }

    @Test
    void a_stream_ends_when_its_token_does() {
        String token =
                world.issuer()
                        .sign(
                                world.issuer()
                                        .claims()
                                        .claim("azp", "c")
                                        .claim(
                                                "realm_access",
                                                Map.of("roles", List.of("national-admin")))
                                        .expiresAt(Instant.now().plusSeconds(3)));
        try (Listening stream = new Listening(token, LAUNCHED, null)) {
            Soon.holds(() -> assertThat(stream.hasEnded()).isTrue());
        }
    }

    /// A reader that takes nothing, while more than any buffer holds is told.
    @Test
    void who_does_not_read_holds_up_nobody() throws IOException, SQLException {
        try (Socket stuck = new Socket(gateway.getHost(), gateway.getPort());
                Listening reader =
                        new Listening(national("d"), LAUNCHED + "&campaigns=" + campaign, null)) {
            stuck.setReceiveBufferSize(4096);
            stuck.setSoTimeout(10_000);
            stuck.getOutputStream()
                    .write(
                            ("GET /api/v1/events?types=%s&campaigns=%s HTTP/1.1\r\nHost: x\r\n"
                                            + "Authorization: Bearer %s\r\n\r\n")
                                    .formatted(LAUNCHED, campaign, national("e"))
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(stuck.getInputStream().readNBytes(15))
                    .asString()
                    .isEqualTo("HTTP/1.1 200 OK");
            takeInMuch();
            launch("the last");

            Soon.holds(() -> assertThat(reader.has("the last")).isTrue());
            assertThat(reader.ids()).hasSize(201).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_message_that_can_not_be_kept_keeps_no_other_out() {
        try (Listening stream =
                new Listening(national("k"), LAUNCHED + "&campaigns=" + campaign, null)) {
            Messages.of("campaign")
                    .send("X".repeat(3_000) + ".v1", campaign, Map.of("note", "too long"));
            // A year that nobody writes.
            Messages.of("campaign")
                    .send(
                            "CampaignLaunched.v1",
                            campaign,
                            Map.of("note", "too late"),
                            UUID.randomUUID(),
                            Instant.parse("+294300-01-01T00:00:00Z"));
            launch("ours");

            Soon.holds(() -> assertThat(stream.has("ours")).isTrue());
            assertThat(stream.ids()).hasSize(1);
        }
    }

    @Test
    void nobody_opens_more_streams_than_may_be() {
        String token = national("f");
        try (Listening _ = new Listening(token, LAUNCHED, null);
                Listening _ = new Listening(token, LAUNCHED, null);
                Listening _ = new Listening(token, LAUNCHED, null)) {
            refused(listen(token, "?types=" + LAUNCHED), 429, "too-many-streams");
        }
        Soon.holds(() -> assertThat(statusOfAnother(token)).isEqualTo(200));
    }

    private int statusOfAnother(String token) {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve("/api/v1/events?types=" + LAUNCHED))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void events_that_are_kept_no_longer_are_told_so() throws SQLException {
        launch("old");
        Soon.holds(() -> assertThat(types()).contains(LAUNCHED));
        try (var connection = RealParts.connect("gateway")) {
            connection
                    .createStatement()
                    .execute(
                            "delete from event; update event_tail set position ="
                                    + " (select position from event_head)");
        }

        refused(listen(national("g"), "?types=" + LAUNCHED + "&after=0"), 410, "events-forgotten");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, malformed-request",
        "?types=nonsense, 400, malformed-request",
        "?types=org.assemble.campaign.CampaignLaunched.v1&campaigns=nonsense, 400, malformed-request",
        "?types=org.assemble.campaign.CampaignLaunched.v1&after=-1, 400, malformed-request",
        "?types=org.assemble.campaign.CampaignLaunched.v1&after=999999999999, 400, malformed-request"
    })
    void what_can_not_be_listened_to_is_refused(String query, int status, String code) {
        refused(listen(national("h"), query), status, code);
    }

    @Test
    void an_organiser_listens_to_the_own_campaign_alone() {
        String organiser = world.issuer().tokenOf("web", "campaign-organiser", campaign.toString());

        refused(listen(organiser, "?types=" + LAUNCHED), 403, "not-your-campaign");
        refused(
                listen(organiser, "?types=" + LAUNCHED + "&campaigns=" + UUID.randomUUID()),
                403,
                "not-your-campaign");
        try (Listening stream =
                new Listening(organiser, LAUNCHED + "&campaigns=" + campaign, null)) {
            launch("ours");
            Soon.holds(() -> assertThat(stream.has("ours")).isTrue());
        }
    }

    @Test
    void who_has_no_token_or_another_role_listens_to_nothing() {
        refused(given().get("/api/v1/events?types=" + LAUNCHED).then(), 401, "not-signed-in");
        refused(
                listen(world.issuer().tokenOf("web", "facilitator"), "?types=" + LAUNCHED),
                403,
                "not-allowed");
    }

    @Test
    void the_types_that_were_seen_are_listed() {
        launch("x");

        Soon.holds(() ->
                given().header("Authorization", "Bearer " + national("i"))
                        .get("/api/v1/events/types")
                        .then()
                        .statusCode(200)
                        .body("items", hasItem(LAUNCHED)));
    }

    /// As if another replica had: 200 events of 60 kB.
    private void takeInMuch() throws SQLException {
        try (var connection = RealParts.connect("gateway")) {
            connection
                    .createStatement()
                    .execute(
                            """
                            select event_append(
                                array_agg('much'::text), array_agg(gen_random_uuid()::text),
                                array_agg('%s'::text), array_agg('s'::text), array_agg('%s'::text),
                                array_agg(now()), array_agg('"' || repeat('x', 60000) || '"'))
                            from generate_series(1, 200)
                            """
                                    .formatted(LAUNCHED, campaign));
        }
    }

    private List<String> types() {
        return given().header("Authorization", "Bearer " + national("i"))
                .get("/api/v1/events/types")
                .then()
                .extract()
                .jsonPath()
                .getList("items");
    }

    private void launch(String note) {
        Messages.of("campaign").send("CampaignLaunched.v1", campaign, Map.of("note", note));
    }

    private String national(String client) {
        return world.issuer().tokenOf(client, "national-admin");
    }

    private static ValidatableResponse listen(String token, String query) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/events" + query)
                .then();
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }
}
