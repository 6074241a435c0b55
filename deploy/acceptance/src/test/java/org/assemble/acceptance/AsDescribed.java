package org.assemble.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Optional;
import org.assemble.acceptance.contract.Description;

/// Holds every answer that any of these tests gets against the API's description: its status, its
/// media type and its fields.
final class AsDescribed implements Filter {

    private static Description description;

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext next) {
        Response answer = next.next(request, expected);
        String path = URI.create(request.getURI()).getPath();
        String mediaType = mediaType(answer);
        Optional<String> differs =
                description()
                        .differs(
                                request.getMethod(),
                                path,
                                answer.statusCode(),
                                mediaType,
                                Description.isJson(mediaType) ? answer.asString() : "");
        assertThat(differs).as("%s %s is not as described", request.getMethod(), path).isEmpty();
        return answer;
    }

    private static String mediaType(Response answer) {
        return answer.contentType() == null ? null : answer.contentType().split(";")[0].strip();
    }

    private static synchronized Description description() {
        if (description == null) {
            description =
                    new Description(
                            given().baseUri(WholePlatform.gateway().toString())
                                    .get("/api/openapi.json")
                                    .asString());
        }
        return description;
    }
}
