package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.world.Certificate;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Issuer;
import org.assemble.gateway.world.RawService;
import org.assemble.gateway.world.World;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(World.class)
@TestProfile(EventsOverHttpTest.Wakeful.class)
class EventsOverHttpTest {

    public static class Wakeful implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "assemble.gateway.patience.heartbeat",
                    "0.3S",
                    "assemble.gateway.patience.stream-silence",
                    "4S",
                    "assemble.gateway.limits.streams-per-caller",
                    "3",
                    "quarkus.tls.key-store.p12.path",
                    new Certificate().keyStore().toString(),
                    "quarkus.tls.key-store.p12.password",
                    Certificate.PASSWORD,
                    "quarkus.http.insecure-requests",
                    "enabled",
                    "quarkus.http.test-ssl-port",
                    "0");
        }
    }

    @TestHTTPResource URI gateway;

    @TestHTTPResource(value = "/api/v1/campaigns", tls = true)
    URI secure;

    @ConfigProperty(name = "quarkus.tls.key-store.p12.path")
    Path keyStore;

    World world;

    private final BlockingQueue<HttpServerRequest> asked = new LinkedBlockingQueue<>();

    private String aServiceOfEvents(String... more) {
        FakeService service = world.another();
        service.does(request -> {
            request.response().putHeader("Content-Type", "text/event-stream").setChunked(true);
            request.response().writeHead();
            asked.add(request);
        });
        return world.table().addStreams(gateway.getPort(), service.url(), more);
    }

    private HttpRequest events(String word) {
        return HttpRequest.newBuilder(gateway.resolve("/api/v1/" + word))
                .header("Accept", "text/event-stream")
                .header("Accept-Encoding", "gzip")
                .header("Last-Event-ID", "41")
                .build();
    }

    private HttpServerRequest theOneAsked() throws InterruptedException {
        HttpServerRequest request = asked.poll(10, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private static String read(InputStream from, int bytes) throws IOException {
        return new String(from.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void events_pass_as_they_come_and_are_never_held_back(HttpClient.Version version)
            throws Exception {
        String word = aServiceOfEvents();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<InputStream> answer =
                    client.send(events(word), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).as("the head comes before any event").isEqualTo(200);
            assertThat(answer.headers().firstValue("content-encoding")).isEmpty();

            HttpServerRequest request = theOneAsked();
            assertThat(request.getHeader("last-event-id")).isEqualTo("41");
            request.response().write("id: 42\ndata: a\n\n");
            assertThat(read(answer.body(), 16)).isEqualTo("id: 42\ndata: a\n\n");
            request.response().end("data: b\n\n");
            assertThat(read(answer.body(), 9)).isEqualTo("data: b\n\n");
            assertThat(answer.body().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_silent_stream_lives_longer_than_other_answers_and_says_so() throws Exception {
        String word = aServiceOfEvents("silence: 600ms", "answer: 500ms");
        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream events = client.send(events(word), BodyHandlers.ofInputStream()).body();

            assertThat(read(events, 12)).isEqualTo(":\n\n:\n\n:\n\n:\n\n");
            theOneAsked().response().end("data: late\n\n");
            assertThat(new String(events.readAllBytes())).endsWith("data: late\n\n");
        }
    }

    @Test
    void nothing_is_said_in_the_middle_of_an_event() throws Exception {
        String word = aServiceOfEvents();
        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream half = client.send(events(word), BodyHandlers.ofInputStream()).body();
            HttpServerRequest first = theOneAsked();
            first.response().write("data: ha");
            InputStream whole = client.send(events(word), BodyHandlers.ofInputStream()).body();
            HttpServerRequest second = theOneAsked();
            assertThat(read(whole, 9)).as("time passes").isEqualTo(":\n\n:\n\n:\n\n");

            assertThat(read(half, 8)).isEqualTo("data: ha");
            assertThat(half.available()).isZero();
            first.response().end();
            second.response().end();
        }
    }

    @Test
    void many_streams_share_few_connections_and_take_no_place_of_other_requests() throws Exception {
        String word = aServiceOfEvents("atOnce: 1", "streams: 60");
        List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            streams.add(client.sendAsync(events(word), BodyHandlers.ofInputStream()));
            Eventually.holds("the first is open", () -> asked.size() == 1);
            for (int i = 1; i < 60; i++) {
                streams.add(client.sendAsync(events(word), BodyHandlers.ofInputStream()));
            }
            Eventually.holds("all are open", () -> asked.size() == 60);
            assertThat(asked).allMatch(request -> request.version() == HttpVersion.HTTP_2);
            assertThat(asked.stream().map(HttpServerRequest::connection).distinct().count())
                    .isLessThan(30);

            HttpResponse<String> oneMore = client.send(events(word), BodyHandlers.ofString());
            assertThat(oneMore.statusCode()).isEqualTo(503);
            assertThat(oneMore.body()).contains("service-busy");
            asked.forEach(request -> request.response().end());
            for (CompletableFuture<HttpResponse<InputStream>> stream : streams) {
                assertThat(stream.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        } finally {
            client.shutdownNow(); // to close it would wait for streams that are still open
        }
    }

    @Test
    void one_caller_has_only_so_many_streams_open() throws Exception {
        String word = aServiceOfEvents();
        String token = readerOf(word, "web");
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                assertThat(status(client, as(token, word))).isEqualTo(200);
            }

            HttpResponse<String> oneMore = client.send(as(token, word), BodyHandlers.ofString());
            assertThat(oneMore.statusCode()).isEqualTo(429);
            assertThat(oneMore.body()).contains("\"code\":\"too-many-streams\"");
            assertThat(asked).hasSize(3);

            String another = readerOf(word, "other");
            assertThat(status(client, as(another, word))).isEqualTo(200);
            theOneAsked().response().end();
            Eventually.holds("one has ended", () -> status(client, as(token, word)) == 200);
            client.shutdownNow();
        }
    }

    private String readerOf(String word, String client) {
        Issuer issuer = world.issuer();
        return issuer.sign(issuer.claims().claim("azp", client).claim("scope", word + ":read"));
    }

    private static int status(HttpClient client, HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofInputStream()).join().statusCode();
    }

    private HttpRequest as(String token, String word) {
        return HttpRequest.newBuilder(events(word), (_, _) -> true)
                .header("Authorization", "Bearer " + token)
                .build();
    }

    @Test
    void a_service_without_http_2_streams_too() throws Exception {
        RawService raw =
                world.raw(
                        RawService.saysAndLeaves(
                                "HTTP/1.1 200 OK",
                                "Content-Type: text/event-stream",
                                "",
                                "data: 1\n\n"));
        String word = world.table().addStreams(gateway.getPort(), raw.url());
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(events(word), BodyHandlers.ofString()).body())
                    .isEqualTo("data: 1\n\n");
        }
    }

    @Test
    void what_a_stream_says_too_much_over_http_1_never_becomes_the_next_ones() throws Exception {
        RawService raw =
                world.raw(
                        RawService.says(
                                "HTTP/1.1 200 OK",
                                "Content-Type: text/event-stream",
                                "Transfer-Encoding: chunked",
                                "",
                                "9",
                                "data: 1\n\n",
                                "0",
                                "",
                                "HTTP/1.1 500 No",
                                "X-Poisoned: "));
        String word = world.table().addStreams(gateway.getPort(), raw.url());
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer = client.send(events(word), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("data: 1\n\n");
            }
        }
    }

    @Test
    void asking_for_events_takes_a_streams_place_only_where_there_are_streams() throws Exception {
        FakeService service = world.another();
        service.answer("{}");
        String word = world.table().add(gateway.getPort(), service.url(), "streams: 0");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(events(word), BodyHandlers.ofString()).body()).isEqualTo("{}");
        }
    }

    @Test
    void a_stream_whose_service_has_fallen_silent_is_broken_off() throws Exception {
        String word = aServiceOfEvents();
        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream events = client.send(events(word), BodyHandlers.ofInputStream()).body();
            theOneAsked();

            assertThatThrownBy(events::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    /// Many, so that some share a connection to the service with the one that reads.
    @Test
    void who_does_not_read_a_stream_holds_up_nobody_elses() throws Exception {
        String word = aServiceOfEvents();
        Buffer much = Buffer.buffer(new byte[1 << 20]);
        List<Socket> stuck = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 8; i++) {
                stuck.add(stuckReaderOf(word));
                HttpServerRequest request = theOneAsked();
                for (int mebibytes = 0; mebibytes < 12; mebibytes++) {
                    request.response().write(much);
                }
                Eventually.holds("nobody reads", () -> request.response().writeQueueFull());
            }
            InputStream events = client.send(events(word), BodyHandlers.ofInputStream()).body();
            theOneAsked().response().end("data: through\n\n");

            assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("data: through\n\n");
        } finally {
            for (Socket socket : stuck) {
                socket.close();
            }
        }
    }

    private Socket stuckReaderOf(String word) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        String request = "GET /api/v1/%s HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(request.formatted(word).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void over_tls_caller_and_gateway_agree_on_http_2() throws Exception {
        world.campaign().answer("{}");
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(Certificate.trust(keyStore)).build()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(secure).build(), BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("{}");
        }
        assertThat(world.campaign().theOneAsked().getHeader("x-forwarded-proto"))
                .isEqualTo("https");
    }

    @Test
    void who_leaves_a_stream_ends_it_at_the_service() throws Exception {
        String word = aServiceOfEvents();
        CompletableFuture<Void> left = new CompletableFuture<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream events = client.send(events(word), BodyHandlers.ofInputStream()).body();
            HttpServerRequest request = theOneAsked();
            request.response().exceptionHandler(_ -> left.complete(null));
            request.response().closeHandler(_ -> left.complete(null));
            events.close();
            client.shutdownNow();
        }

        left.get(10, TimeUnit.SECONDS);
    }
}
