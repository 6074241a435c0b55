package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.MultiMap;
import java.net.URI;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Defects 2 and 3: hop-by-hop headers and what Connection names leaked through, and so did who a
/// caller said to be.
@QuarkusTest
@WithTestResource(World.class)
class HeadersOverHttpTest {

    @TestHTTPResource URI gateway;

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    @Test
    void who_a_caller_says_to_be_is_replaced_by_what_the_gateway_knows() {
        ask(
                "X-User: nadia",
                "X-User-Id: 1",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Host: bank.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-User: nadia",
                "Forwarded: for=10.0.0.1",
                "X-Real-IP: 10.0.0.1",
                "X-Request-Id: mine",
                "X-Original-URL: /api/v1/people",
                "Cookie: session=1");

        MultiMap seen = world.campaign().theOneAsked().headers();
        assertThat(seen.names())
                .extracting(String::toLowerCase)
                .containsExactlyInAnyOrder(
                        "host",
                        "traceparent",
                        "x-forwarded-for",
                        "x-forwarded-proto",
                        "x-forwarded-host",
                        "x-request-id");
        assertThat(seen.getAll("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(seen.getAll("x-forwarded-proto")).containsExactly("http");
        assertThat(seen.getAll("x-forwarded-host")).containsExactly("assemble.example");
        assertThat(seen.getAll("x-request-id")).hasSize(1).doesNotContain("mine");
    }

    @Test
    void a_range_of_what_the_gateway_compressed_is_asked_of_nobody() {
        ask("Range: bytes=10-", "If-Range: \"1-gzip\"");
        MultiMap seen = world.campaign().theOneAsked().headers();
        assertThat(seen.contains("range")).isFalse();
        assertThat(seen.contains("if-range")).isFalse();

        world.campaign().answer("{}");
        ask("Range: bytes=10-", "If-Range: \"1\"");
        MultiMap passed = world.campaign().theOneAsked().headers();
        assertThat(passed.get("range")).isEqualTo("bytes=10-");
        assertThat(passed.get("if-range")).isEqualTo("\"1\"");
    }

    @Test
    void what_a_service_needs_arrives() {
        ask(
                "Accept: text/csv",
                "Accept-Language: cy",
                "Idempotency-Key: 7",
                "If-None-Match: \"1\"",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "User-Agent: test");

        MultiMap seen = world.campaign().theOneAsked().headers();
        assertThat(seen.get("accept")).isEqualTo("text/csv");
        assertThat(seen.get("accept-language")).isEqualTo("cy");
        assertThat(seen.get("idempotency-key")).isEqualTo("7");
        assertThat(seen.get("if-none-match")).isEqualTo("\"1\"");
        assertThat(seen.get("traceparent")).endsWith("-01");
        assertThat(seen.get("user-agent")).isEqualTo("test");
    }

    @Test
    void headers_of_the_callers_connection_end_at_the_gateway() {
        ask(
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "Proxy-Authorization: Basic x",
                "Upgrade: websocket",
                "Connection: close",
                "Connection: X-One, Accept-Language",
                "Accept-Language: cy");

        assertThat(world.campaign().theOneAsked().headers().names())
                .extracting(String::toLowerCase)
                .doesNotContain(
                        "keep-alive",
                        "te",
                        "proxy-authorization",
                        "upgrade",
                        "connection",
                        "accept-language");
    }

    @Test
    void headers_of_the_services_connection_end_at_the_gateway() {
        world.campaign()
                .does(request ->
                        request.response()
                                .putHeader("Connection", "X-Inner, keep-alive")
                                .putHeader("X-Inner", "secret")
                                .putHeader("Keep-Alive", "timeout=9")
                                .putHeader("Proxy-Authenticate", "Basic")
                                .putHeader("Server", "inner/1.0")
                                .putHeader("ETag", "\"1\"")
                                .putHeader("Link", "</next>; rel=next")
                                .end("{}"));

        Wire.Answer answer = ask();

        assertThat(answer.headerNames())
                .contains("etag", "link", "x-request-id")
                .doesNotContain("x-inner", "keep-alive", "proxy-authenticate", "server");
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void where_a_new_thing_is_found_is_said_without_the_services_address() {
        world.campaign()
                .does(request ->
                        request.response()
                                .setStatusCode(201)
                                .putHeader(
                                        "Location",
                                        "http://" + request.authority() + "/api/v1/campaigns/7")
                                .end("{}"));

        assertThat(ask().head()).contains("\r\nLocation: /api/v1/campaigns/7\r\n");
    }

    @Test
    void every_answer_bears_the_number_that_the_service_saw() {
        Wire.Answer answer = ask();

        String number = world.campaign().theOneAsked().getHeader("x-request-id");
        assertThat(answer.head().toLowerCase()).contains("x-request-id: " + number);
    }

    private Wire.Answer ask(String... headers) {
        String closing =
                String.join("\r\n", headers).contains("Connection:")
                        ? "X-None: 1"
                        : "Connection: close";
        return Wire.exchange(
                gateway.getPort(),
                "GET /api/v1/campaigns HTTP/1.1",
                "Host: assemble.example",
                String.join("\r\n", headers.length == 0 ? new String[] {"X-None: 1"} : headers),
                closing,
                "",
                "");
    }
}
