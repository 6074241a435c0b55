package org.assemble.platform.paging;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriBuilder;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Says the next page's address in the header `Link` too (RFC 8288).
class NextLink {
    @ServerResponseFilter
    public void add(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Paged page && page.next() != null) {
            String next =
                    UriBuilder.fromUri(request.getUriInfo().getRequestUri())
                            .replaceQueryParam("cursor", page.next())
                            .build()
                            .toString()
                            .replaceFirst("^[a-z]+://[^/]+", "");
            response.getHeaders().add("Link", "<" + next + ">; rel=\"next\"");
        }
    }
}
