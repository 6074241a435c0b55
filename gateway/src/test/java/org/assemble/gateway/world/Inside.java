package org.assemble.gateway.world;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.restassured.response.Response;

/// What the gateway tells those who run it, on a port of its own.
public final class Inside {

    private Inside() {}

    public static Response ready() {
        return get("/q/health/ready");
    }

    public static Response metrics() {
        return get("/q/metrics");
    }

    private static Response get(String path) {
        return given().accept("*/*").get(TestHTTPResourceManager.getManagementUri() + path);
    }
}
