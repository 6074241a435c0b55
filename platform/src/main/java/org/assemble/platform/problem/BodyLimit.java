package org.assemble.platform.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses a body that is announced as too large, before any of it is read. One that is not
/// announced (chunked) is counted by the gateway as it streams, and cut off by the server's own
/// limit here.
@Singleton
public class BodyLimit {
    @ConfigProperty(name = "assemble.limits.body-bytes")
    long bodyBytes;

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        if (request.getLength() > bodyBytes) {
            throw CommonRefusal.TOO_LARGE.because(
                    "The body has %d bytes; at most %d are taken."
                            .formatted(request.getLength(), bodyBytes));
        }
    }
}
