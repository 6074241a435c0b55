package org.assemble.gateway.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(World.class)
class CompressionOverHttpTest {

    private static final String LINE = "{\"word\": \"again\"}\n";

    @TestHTTPResource URI gateway;

    World world;

    private void answers(int lines, boolean chunked) {
        world.campaign()
                .does(request -> {
                    request.response().putHeader("Content-Type", "application/x-ndjson");
                    request.response().putHeader("ETag", "\"7\"");
                    if (chunked) {
                        request.response().setChunked(true);
                        for (int i = 0; i < lines; i++) {
                            request.response().write(LINE);
                        }
                        request.response().end();
                    } else {
                        request.response().end(LINE.repeat(lines));
                    }
                });
    }

    private HttpResponse<byte[]> get(HttpClient.Version version, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve("/api/v1/campaigns")).version(version);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String unzipped(byte[] body) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(gzip.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_000, 10_000})
    void an_answer_is_compressed_whether_it_is_held_or_streams(int lines) {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            for (boolean chunked : new boolean[] {true, false}) {
                answers(lines, chunked);
                HttpResponse<byte[]> answer = get(version, "Accept-Encoding", "gzip");

                assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
                assertThat(answer.headers().firstValue("etag")).contains("\"7-gzip\"");
                assertThat(answer.body().length).isLessThan(lines * LINE.length() / 4);
                assertThat(unzipped(answer.body())).isEqualTo(LINE.repeat(lines));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000})
    void who_does_not_take_it_gets_it_as_it_is(int lines) {
        answers(lines, false);
        HttpResponse<byte[]> answer = get(HttpClient.Version.HTTP_1_1);

        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.headers().firstValue("etag")).contains("\"7\"");
        assertThat(answer.headers().allValues("vary")).contains("accept-encoding");
        assertThat(new String(answer.body())).isEqualTo(LINE.repeat(lines));
    }

    @Test
    void the_service_sees_its_own_tag_and_is_not_asked_for_gzip() {
        answers(100, false);
        get(HttpClient.Version.HTTP_1_1, "Accept-Encoding", "gzip", "If-None-Match", "\"7-gzip\"");

        HttpServerRequest asked = world.campaign().theOneAsked();
        assertThat(asked.getHeader("If-None-Match")).isEqualTo("\"7\"");
        assertThat(asked.getHeader("Accept-Encoding")).isNull();
    }

    @Test
    void an_answer_that_is_not_changed_keeps_the_tag_that_the_caller_has() {
        world.campaign()
                .does(request ->
                        request.response().setStatusCode(304).putHeader("ETag", "\"7\"").end());

        assertThat(
                        get(HttpClient.Version.HTTP_1_1, "If-None-Match", "\"7-gzip\"")
                                .headers()
                                .firstValue("etag"))
                .contains("\"7-gzip\"");
        assertThat(
                        get(HttpClient.Version.HTTP_1_1, "If-None-Match", "\"7\"")
                                .headers()
                                .firstValue("etag"))
                .contains("\"7\"");
    }

    @Test
    void a_short_answer_stays_as_it_is() {
        answers(3, false);

        assertThat(
                        get(HttpClient.Version.HTTP_1_1, "Accept-Encoding", "gzip")
                                .headers()
                                .firstValue("content-encoding"))
                .isEmpty();
    }
}
