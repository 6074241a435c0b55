package org.assemble.gateway.world;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

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
        URI inside = ConfigProvider.getConfig().getValue("test.management.url", URI.class);
        return given().accept("*/*").get(inside.resolve(path));
    }
}
