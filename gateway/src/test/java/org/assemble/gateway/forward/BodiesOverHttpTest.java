package org.assemble.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Defect 1: a chunked body passed the limit that stopped a Content-Length.
@QuarkusTest
@WithTestResource(World.class)
class BodiesOverHttpTest {

    private static final int LIMIT = 1024 * 1024;

    @TestHTTPResource URI gateway;

    World world;

    @BeforeEach
    void a_service_that_tells_the_length_of_what_it_got() {
        world.campaign()
                .does(request ->
                        request.body()
                                .onSuccess(body ->
                                        FakeService.json(request.response(), "" + body.length())));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_json_body_of_a_mebibyte_passes_by_length_and_in_chunks(HttpClient.Version version)
            throws Exception {
        byte[] body = new byte[LIMIT];

        assertThat(post(version, "application/json", BodyPublishers.ofByteArray(body)).body())
                .isEqualTo("" + LIMIT);
        assertThat(post(version, "application/json", chunked(body)).body()).isEqualTo("" + LIMIT);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void a_json_body_of_one_byte_more_is_too_large_by_length_and_in_chunks(
            HttpClient.Version version) throws Exception {
        byte[] body = new byte[LIMIT + 1];

        assertTooLarge(post(version, "application/json", BodyPublishers.ofByteArray(body)));
        assertThat(world.campaign().asked()).isEmpty();
        assertTooLarge(post(version, "application/json; charset=utf-8", chunked(body)));
        assertTooLarge(post(version, "application/merge-patch+json", chunked(body)));
    }

    @Test
    void a_body_that_does_not_say_what_it_is_is_taken_for_json() {
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send(
                    "POST /api/v1/campaigns HTTP/1.1",
                    "Host: x",
                    "Transfer-Encoding: chunked",
                    "",
                    "");
            wire.send("80000", "");
            wire.sendBytes(new byte[0x80000]);
            wire.send("", "80001", "");
            wire.sendBytes(new byte[0x80001]);
            Wire.Answer answer = wire.readToEnd();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"too-large\"");
        }
    }

    @Test
    void a_body_that_trickles_keeps_no_place() {
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send(
                    "POST /api/v1/campaigns HTTP/1.1",
                    "Host: x",
                    "Content-Type: application/json",
                    "Content-Length: 5000",
                    "",
                    "");
            Eventually.holds(
                    "it is told to go",
                    () -> {
                        wire.send(" ");
                        return wire.hasAnswer();
                    });
            assertThat(wire.readToEnd().body()).contains("\"code\":\"body-too-slow\"");
        }
    }

    @Test
    void a_body_that_never_comes_takes_no_place_and_is_told_to_go() {
        FakeService service = world.another();
        String word = world.table().add(gateway.getPort(), service.url(), "atOnce: 1");
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send(
                    "POST /api/v1/" + word + " HTTP/1.1",
                    "Host: x",
                    "Content-Length: 5",
                    "Connection: close",
                    "",
                    "");
            for (int i = 0; i < 5; i++) {
                given().get("/api/v1/" + word).then().statusCode(200);
            }

            Wire.Answer answer = wire.readToEnd();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("\"code\":\"body-too-slow\"");
        }
        assertThat(service.asked()).hasSize(5);
    }

    @Test
    void who_does_not_read_a_long_answer_keeps_no_place() throws IOException {
        Buffer much = Buffer.buffer(new byte[64 * LIMIT]);
        FakeService service = world.another();
        service.does(request ->
                request.response().end(request.path().endsWith("/long") ? much : Buffer.buffer()));
        String word = world.table().add(gateway.getPort(), service.url(), "atOnce: 1");
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            String request = "GET /api/v1/%s/long HTTP/1.1\r\nHost: x\r\n\r\n".formatted(word);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Eventually.holds("it has the place", () -> service.asked().size() == 1);
            given().get("/api/v1/" + word).then().statusCode(503);

            Eventually.holds(
                    "it is given to another",
                    () -> given().get("/api/v1/" + word).statusCode() == 200);
        }
    }

    @Test
    void a_body_that_stops_on_its_way_is_told_to_go() {
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send(
                    "POST /api/v1/campaigns HTTP/1.1",
                    "Host: x",
                    "Content-Type: application/json",
                    "Content-Length: 50000",
                    "Connection: close",
                    "",
                    " ".repeat(49_000));

            assertThat(wire.readToEnd().status()).isEqualTo(408);
        }
    }

    @Test
    void over_http_2_a_broken_answer_breaks_no_other() throws Exception {
        CompletableFuture<HttpServerRequest> waiting = new CompletableFuture<>();
        world.campaign()
                .does(request -> {
                    if (request.path().endsWith("/waits")) {
                        waiting.complete(request);
                    } else {
                        request.response().putHeader("Content-Length", "200000");
                        request.response()
                                .write("x".repeat(100_000))
                                .onComplete(_ -> request.connection().close());
                    }
                });
        try (HttpClient client = speakingHttp2()) {
            CompletableFuture<HttpResponse<String>> waits =
                    client.sendAsync(get("/api/v1/campaigns/waits"), BodyHandlers.ofString());
            HttpServerRequest first = waiting.get(10, TimeUnit.SECONDS);

            assertThatThrownBy(() ->
                            client.send(get("/api/v1/campaigns/breaks"), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            FakeService.json(first.response(), "{}");

            assertThat(waits.get(10, TimeUnit.SECONDS).body()).isEqualTo("{}");
        }
    }

    @Test
    void over_http_2_a_body_that_nobody_wants_ends_alone() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Vertx vertx = Vertx.vertx();
        try {
            var client =
                    vertx.createHttpClient(
                            new HttpClientOptions()
                                    .setProtocolVersion(HttpVersion.HTTP_2)
                                    .setHttp2ClearTextUpgrade(false)
                                    .setDefaultPort(gateway.getPort())
                                    .setDefaultHost(gateway.getHost()));
            HttpClientRequest endless = made(client.request(HttpMethod.POST, "/api/v1/nothing"));
            endless.exceptionHandler(ended::complete).setChunked(true).write(" ");
            assertThat(made(endless.response()).statusCode()).isEqualTo(404);

            assertThat(ended.get(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            StreamResetException.class,
                            reset -> assertThat(reset.getCode()).isZero());
            HttpClientRequest next = made(client.request(HttpMethod.GET, "/api/docs"));
            assertThat(next.connection()).isSameAs(endless.connection());
            assertThat(made(next.send()).statusCode()).isEqualTo(200);
        } finally {
            made(vertx.close());
        }
    }

    private static <T> T made(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private HttpClient speakingHttp2() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        client.send(get("/api/docs"), BodyHandlers.discarding());
        assertThat(client.send(get("/api/docs"), BodyHandlers.discarding()).version())
                .isEqualTo(HttpClient.Version.HTTP_2);
        return client;
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).build();
    }

    @Test
    void an_endless_body_ends_with_the_connection() {
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send(
                    "POST /api/v1/campaigns HTTP/1.1",
                    "Host: x",
                    "Content-Type: application/json",
                    "Content-Length: 99999999999",
                    "",
                    "");
            assertThat(wire.readToEnd().status()).isEqualTo(413);
        }
    }

    @Test
    void a_connection_serves_the_next_request_after_a_body_was_refused() {
        String body = "x".repeat(LIMIT + 1);
        Wire.Answer answers =
                Wire.exchange(
                        gateway.getPort(),
                        "POST /api/v1/campaigns HTTP/1.1",
                        "Host: x",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "",
                        body + "GET /api/v1/campaigns HTTP/1.1",
                        "Host: x",
                        "Connection: close",
                        "",
                        "");

        assertThat(answers.status()).isEqualTo(413);
        assertThat(answers.body()).contains("HTTP/1.1 200 OK");
    }

    @Test
    void a_caller_who_asks_first_is_told_to_go_on() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve("/api/v1/campaigns"))
                        .header("Content-Type", "application/json")
                        .expectContinue(true)
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(BodyPublishers.ofString("{\"a\": 1}"))
                        .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("8");
        }
    }

    @Test
    void what_is_not_json_streams_beyond_the_limit() throws Exception {
        AtomicLong got = new AtomicLong();
        world.campaign()
                .does(request -> {
                    request.handler(chunk -> got.addAndGet(chunk.length()));
                    request.endHandler(_ -> FakeService.json(request.response(), "" + got));
                });

        long length = 64L * LIMIT;
        HttpResponse<String> answer =
                post(
                        HttpClient.Version.HTTP_1_1,
                        "application/x-ndjson",
                        BodyPublishers.ofInputStream(() -> new Zeros(length)));

        assertThat(answer.body()).isEqualTo("" + length);
    }

    @Test
    void an_answer_streams_as_it_is_made() throws Exception {
        CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
        world.campaign()
                .does(request -> {
                    request.response()
                            .putHeader("Content-Type", "text/event-stream")
                            .setChunked(true);
                    request.response().write("data: 1\n\n");
                    asked.complete(request);
                });
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/api/v1/campaigns")).build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            InputStream events = client.send(request, BodyHandlers.ofInputStream()).body();
            assertThat(events.readNBytes(9)).asString().isEqualTo("data: 1\n\n");
            asked.get(10, TimeUnit.SECONDS).response().end("data: 2\n\n");
            assertThat(events.readAllBytes()).asString().isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void a_caller_who_leaves_takes_the_request_to_the_service_along() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        world.campaign()
                .does(request -> {
                    request.response().closeHandler(_ -> left.complete(null));
                    request.response().setChunked(true).write(Buffer.buffer("first"));
                    asked.complete(null);
                });

        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send("GET /api/v1/campaigns HTTP/1.1", "Host: x", "", "");
            asked.get(10, TimeUnit.SECONDS);
        }

        left.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_head_request_and_an_empty_answer_have_no_body() {
        world.campaign().does(request -> request.response().setStatusCode(204).end());
        Wire.Answer empty = ask("GET");
        world.campaign()
                .does(request -> request.response().putHeader("Content-Length", "17").end());
        Wire.Answer head = ask("HEAD");

        assertThat(empty.status()).isEqualTo(204);
        assertThat(empty.body()).isEmpty();
        assertThat(head.head().toLowerCase()).contains("content-length: 17");
        assertThat(head.body()).isEmpty();
    }

    private Wire.Answer ask(String method) {
        return Wire.exchange(
                gateway.getPort(),
                method + " /api/v1/campaigns HTTP/1.1",
                "Host: x",
                "Connection: close",
                "",
                "");
    }

    private HttpResponse<String> post(
            HttpClient.Version version, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve("/api/v1/campaigns"))
                        .header("Content-Type", type)
                        .POST(body)
                        .build();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            if (version == HttpClient.Version.HTTP_2) {
                // The first request of a connection asks to change to HTTP/2; the body must travel
                // in the second.
                client.send(
                        HttpRequest.newBuilder(gateway.resolve("/api/docs")).build(),
                        BodyHandlers.discarding());
            }
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            return answer;
        }
    }

    private static HttpRequest.BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body));
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"too-large\"", "/api/problems/gateway/too-large");
    }

    /// So many bytes, and none of them in memory.
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            left -= read;
            return read;
        }
    }
}
