package org.assemble.gateway.request;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class TracesOverHttpTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-";
    private static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    private String passed(String header) {
        return world.campaign().theOneAsked().getHeader(header);
    }

    @Test
    void a_trace_is_continued_to_the_service_and_told_to_the_caller() {
        given().header("traceparent", TRACE + "b7ad6b7169203331-01")
                .header("tracestate", "congo=t61rcWkgMzE")
                .get("/api/v1/campaigns")
                .then()
                .header("traceresponse", startsWith(TRACE));

        assertThat(passed("traceparent")).startsWith(TRACE).doesNotContain("b7ad6b7169203331");
        assertThat(passed("tracestate")).isEqualTo("congo=t61rcWkgMzE");
    }

    @Test
    void a_trace_is_begun_and_is_the_same_for_the_service_and_the_caller() {
        Response answer = given().get("/api/v1/campaigns");

        assertThat(passed("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03");
        assertThat(answer.header("traceresponse")).isEqualTo(passed("traceparent"));
    }

    @Test
    void what_is_no_trace_does_not_pass() {
        given().header("traceparent", "00-zz-1-01")
                .header("tracestate", "congo=1")
                .get("/api/v1/campaigns");

        assertThat(passed("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03");
        assertThat(passed("tracestate")).isNull();
    }

    @Test
    void every_answer_has_a_number_and_a_trace_whoever_gives_it() {
        for (String path :
                new String[] {"/api/v1/campaigns", "/api/v1/nothing", "/api/docs", "/q/nothing"}) {
            given().get(path)
                    .then()
                    .header("X-Request-Id", matchesPattern(ID))
                    .header("traceresponse", matchesPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-03"));
        }
    }

    @Test
    void a_problem_has_the_number_of_its_answer() {
        Response answer = given().get("/api/v1/nothing");

        answer.then().body("requestId", equalTo(answer.header("X-Request-Id")));
    }

    @Test
    void a_number_that_a_caller_brings_is_not_taken() {
        given().header("X-Request-Id", "mine")
                .get("/api/v1/campaigns")
                .then()
                .header("X-Request-Id", matchesPattern(ID));
        assertThat(passed("x-request-id")).matches(ID);
    }
}
