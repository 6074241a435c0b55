package org.assemble.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Defect 4: authorisation saw the normalised path while the raw one was forwarded.
@QuarkusTest
@WithTestResource(World.class)
class PathsOverHttpTest {

    @TestHTTPResource URI gateway;

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/campaigns//../campaigns",
                "/api/v1/campaigns/%2e%2e/people",
                "/api/v1//campaigns",
                "//api/v1/campaigns",
                "/x/../api/v1/campaigns",
                "http://elsewhere/api/v1/campaigns",
                "/api/v1/campaigns;a=b",
                "/q/health/../../api/v1/campaigns",
            })
    void a_path_that_is_not_canonical_reaches_no_service(String target) {
        Wire.Answer answer =
                Wire.exchange(
                        gateway.getPort(),
                        "GET " + target + " HTTP/1.1",
                        "Host: x",
                        "Connection: close",
                        "",
                        "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"path-not-canonical\"");
        assertThat(world.campaign().asked()).isEmpty();
    }

    @Test
    void the_path_and_query_arrive_as_they_were_sent() {
        String target = "/api/v1/campaigns?region=E12000003&cursor=%2B%2F==&name=a+b";

        Wire.exchange(
                gateway.getPort(),
                "GET " + target + " HTTP/1.1",
                "Host: x",
                "Connection: close",
                "",
                "");

        assertThat(world.campaign().theOneAsked().uri()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND", "get"})
    void a_method_that_is_not_used_is_refused(String method) {
        Wire.Answer answer =
                Wire.exchange(
                        gateway.getPort(),
                        method + " /api/v1/campaigns HTTP/1.1",
                        "Host: x",
                        "Connection: close",
                        "",
                        "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body()).contains("\"code\":\"method-not-allowed\"");
        assertThat(world.campaign().asked()).isEmpty();
    }
}
