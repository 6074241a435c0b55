package org.assemble.gateway.description;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.assemble.gateway.request.Visit;

/// The API described: for machines as OpenAPI, for people as a page that needs nothing from the
/// internet.
@ApplicationScoped
public class DescriptionPages {

    private final Descriptions descriptions;
    private final Buffer page = resource("/docs.html");

    DescriptionPages(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    public void document(RoutingContext exchange) {
        descriptions
                .latest()
                .onSuccess(document -> {
                    exchange.response()
                            .putHeader("Content-Type", "application/json")
                            .putHeader("Access-Control-Allow-Origin", "*");
                    Visit.of(exchange).give(document);
                })
                .onFailure(exchange::fail);
    }

    public void page(RoutingContext exchange) {
        exchange.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
        Visit.of(exchange).give(page);
    }

    private static Buffer resource(String name) {
        try (InputStream file = DescriptionPages.class.getResourceAsStream(name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
