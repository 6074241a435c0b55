package org.assemble.platform.problem;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// How large a body may be: JSON is held in memory, so it is short; what a service reads as it
/// streams may be as long as the server takes (`quarkus.http.limits.max-body-size`). Which those
/// are, the service says by their paths: a header is the caller's to choose.
@Singleton
public class BodyLimit {
    /// Where the server keeps the limit of a body that is not announced (chunked) and is counted as
    /// it is read.
    private static final String COUNTED_UP_TO = "io.quarkus.max-request-size";

    /// After the server has put its own limit there, and before anything reads.
    private static final int ORDER = -1;

    @ConfigProperty(name = "assemble.limits.body-bytes")
    long bodyBytes;

    @ConfigProperty(name = "assemble.limits.streamed-paths")
    Optional<Set<String>> streamedPaths;

    void limit(@Observes Router router) {
        router.route()
                .order(ORDER)
                .handler(exchange -> {
                    if (!isStreamed(exchange.request().path())) {
                        exchange.put(COUNTED_UP_TO, bodyBytes);
                    }
                    exchange.next();
                });
    }

    /// Refuses a body that is announced as too large, before any of it is read.
    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        if (request.getLength() > bodyBytes
                && !isStreamed(request.getUriInfo().getRequestUri().getPath())) {
            throw CommonRefusal.TOO_LARGE.because(
                    "The body has %d bytes; at most %d are taken."
                            .formatted(request.getLength(), bodyBytes));
        }
    }

    private boolean isStreamed(String path) {
        return streamedPaths.map(paths -> paths.contains(path)).orElse(false);
    }
}
