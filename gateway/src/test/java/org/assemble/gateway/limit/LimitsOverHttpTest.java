package org.assemble.gateway.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Headers as in draft-ietf-httpapi-ratelimit-headers-10.
@QuarkusTest
@WithTestResource(World.class)
class LimitsOverHttpTest {

    /// What the gateway has where nothing is set.
    private static final int AT_ONCE = 64;

    @TestHTTPResource URI gateway;

    @Inject Vertx vertx;

    World world;

    @BeforeEach
    void services_that_answer() {
        world.campaign().answer("{}");
        world.training().answer("{}");
    }

    @Test
    void an_answer_says_what_is_left_of_the_addresss_limit() {
        given().get("/api/v1/campaigns")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"address\";q=60000;w=60")
                .header("RateLimit", matchesPattern("\"address\";r=5[0-9]{4};t=[0-9]+"))
                .header("Retry-After", nullValue());
    }

    @Test
    void who_brings_a_token_is_counted_by_its_client() {
        String token = world.issuer().tokenOf("sparing");
        for (int left = 1; left >= 0; left--) {
            askAs(token)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"little\";q=2;w=3600")
                    .header("RateLimit", matchesPattern("\"little\";r=" + left + ";t=[0-9]+"));
        }

        askAs(token)
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too-many-requests"))
                .body("requestId", notNullValue())
                .header("RateLimit", matchesPattern("\"little\";r=0;t=3[56][0-9]{2}"))
                .header("Retry-After", matchesPattern("1[78][0-9]{2}"));
        assertThat(world.campaign().asked()).hasSize(2);

        askAs(world.issuer().tokenOf("web")).then().statusCode(200);
        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void who_signed_in_is_counted_as_a_person_too() {
        askAs(world.issuer().tokenOf("web"))
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"person\";q=50000;w=60");
        askAs(world.issuer().tokenOf("not-in-the-table"))
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"person\";q=50000;w=60");
    }

    @Test
    void codes_can_be_tried_a_few_times_only_with_and_without_a_token() {
        world.table().limit(gateway.getPort(), "/api/v1/people/*/codes", "codes", "3 per 1h");
        for (int i = 0; i < 2; i++) {
            given().get("/api/v1/people/7/codes/" + i)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"codes\";q=3;w=3600");
        }
        String token = world.issuer().tokenOf("web");
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/people/8/codes/2")
                .then()
                .statusCode(200);

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/people/9/codes/3")
                .then()
                .statusCode(429);
        given().get("/api/v1/people/7/codes/4").then().statusCode(429);
        given().get("/api/v1/people/7").then().statusCode(200);
    }

    @Test
    void all_headers_together_have_a_limit() {
        Wire.Answer most = withHeader("x".repeat(16_000));
        Wire.Answer more = withHeader("x".repeat(16_384));

        assertThat(most.status()).isEqualTo(200);
        assertThat(more.status()).isEqualTo(431);
        assertThat(more.body()).contains("\"code\":\"headers-too-large\"");
    }

    @Test
    void over_http_2_they_have_the_same_one() {
        HttpClient client = http2(new Http2Settings());
        try {
            assertThat(made(withHeader(client, "x".repeat(16_000))).statusCode()).isEqualTo(200);
            HttpClientResponse more = made(withHeader(client, "x".repeat(16_384)));
            assertThat(more.statusCode()).isEqualTo(431);
            assertThat(more.getHeader("Content-Type")).isEqualTo("application/problem+json");
        } finally {
            made(client.close());
        }
    }

    @Test
    void over_http_2_a_connection_has_so_many_requests_open_at_once() {
        HttpClient client = http2(new Http2Settings());
        try {
            HttpClientResponse answer = made(withHeader(client, "x"));
            assertThat(answer.request().connection().remoteSettings().getMaxConcurrentStreams())
                    .isEqualTo(100);
        } finally {
            made(client.close());
        }
    }

    @Test
    void an_answer_that_its_caller_does_not_read_counts_on() {
        FakeService service = world.another();
        String word = world.table().addStreams(gateway.getPort(), service.url());

        assertOnlySoManyAreKept("/api/v1/" + word);
        assertOnlySoManyAreKept("/api/docs");
    }

    private void assertOnlySoManyAreKept(String path) {
        HttpClient reader = http2(new Http2Settings().setInitialWindowSize(0));
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                assertThat(made(ask(reader, path, "x")).statusCode()).isEqualTo(200);
            }
            given().get(path)
                    .then()
                    .statusCode(429)
                    .body("detail", containsString("under way at one time"));
        } finally {
            made(reader.close());
        }
        Eventually.holds("they are given back", () -> given().get(path).statusCode() == 200);
    }

    /// The answers to what was sent before wait for their reader here, as many as there is room for
    /// between here and there, and the rest is not begun.
    @Test
    void who_sends_on_and_never_reads_is_answered_no_more_until_they_do() throws Exception {
        FakeService service = world.another();
        service.answer("x".repeat(60_000));
        String word = world.table().add(gateway.getPort(), service.url());
        int sent = 600;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            String request = "GET /api/v1/%s HTTP/1.1\r\nHost: x\r\n".formatted(word);
            byte[] all =
                    ((request + "\r\n").repeat(sent - 1) + request + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            Thread sender = Thread.startVirtualThread(() -> send(all, socket));

            assertThat(Eventually.standsStill(() -> service.asked().size())).isLessThan(sent / 2);

            assertThat(socket.getInputStream().readAllBytes()).hasSizeGreaterThan(sent * 60_000);
            assertThat(service.asked()).hasSize(sent);
            sender.join();
        }
    }

    private static void send(byte[] bytes, Socket socket) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HttpClient http2(Http2Settings settings) {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setInitialSettings(settings)
                        .setDefaultHost(gateway.getHost())
                        .setDefaultPort(gateway.getPort()));
    }

    private static Future<HttpClientResponse> withHeader(HttpClient client, String value) {
        return ask(client, "/api/v1/campaigns", value);
    }

    private static Future<HttpClientResponse> ask(HttpClient client, String path, String value) {
        return client.request(HttpMethod.GET, path)
                .compose(request -> request.putHeader("x-long", value).send())
                .onSuccess(answer -> answer.exceptionHandler(_ -> {})); // where it isn't read
    }

    private static <T> T made(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private Wire.Answer withHeader(String value) {
        return Wire.exchange(
                gateway.getPort(),
                "GET /api/v1/campaigns HTTP/1.1",
                "Host: x",
                "Connection: close",
                "X-Long: " + value,
                "",
                "");
    }

    private static Response askAs(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/campaigns");
    }
}
