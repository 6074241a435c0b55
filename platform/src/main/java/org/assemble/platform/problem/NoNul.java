package org.assemble.platform.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// PostgreSQL takes no NUL in a text: an address with one is told so, not that we made a mistake.
@Singleton
public class NoNul {

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        if (request.getUriInfo().getRequestUri().toString().contains("%00")) {
            throw CommonRefusal.MALFORMED_REQUEST.because("An address has no NUL in it.");
        }
    }
}
