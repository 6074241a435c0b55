package org.assemble.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import org.assemble.acceptance.contract.Description;

/// Holds every answer that any of these tests gets against the API's description: its status, its
/// media type, its fields, the code of a problem and the id of its request.
final class AsDescribed implements Filter {
    private static final String PROBLEM = "application/problem+json";

    private static Description description;

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext next) {
        Response answer = next.next(request, expected);
        String type = mediaType(answer.contentType());
        check(
                request.getMethod(),
                URI.create(request.getURI()),
                answer.statusCode(),
                answer.contentType(),
                type == null || Description.isJson(type) ? answer.asString() : "");
        if (PROBLEM.equals(type) && !answer.asString().isEmpty()) {
            assertThat(answer.jsonPath().getString("requestId"))
                    .as("the request's id in %s", answer.asString())
                    .isNotNull()
                    .isEqualTo(answer.header("X-Request-Id"));
        }
        return answer;
    }

    /// @param contentType null or empty where none came
    /// @param text looked at where it is JSON
    static void check(String method, URI address, int status, String contentType, String text) {
        assertThat(
                        description()
                                .differs(
                                        method,
                                        address.getPath(),
                                        status,
                                        mediaType(contentType),
                                        text))
                .as("%s %s is not as described: %s %s", method, address.getPath(), status, text)
                .isEmpty();
    }

    private static String mediaType(String contentType) {
        return contentType == null || contentType.isEmpty()
                ? null
                : contentType.split(";")[0].strip();
    }

    /// Kept, as it is large: so it must be whole.
    private static synchronized Description description() {
        if (description == null) {
            String text =
                    given().baseUri(WholePlatform.gateway().toString())
                            .get("/api/openapi.json")
                            .asString();
            assertThat(JsonPath.from(text).getString("info.description"))
                    .doesNotContain("left out");
            description = new Description(text);
        }
        return description;
    }
}
