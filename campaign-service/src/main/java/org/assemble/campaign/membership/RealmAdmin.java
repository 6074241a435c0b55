package org.assemble.campaign.membership;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;

/// The four operations of Keycloak's admin API that memberships need; the service calls it with its
/// own account.
@Path("/")
@RegisterRestClient(configKey = "realm-admin")
@OidcClientFilter
interface RealmAdmin {

    /// A group of the realm.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(String id, String name) {}

    @GET
    @Path("/group-by-path/{path}")
    Uni<Group> groupByPath(@RestPath @Encoded String path);

    @POST
    @Path("/groups/{parentId}/children")
    Uni<Group> makeChild(@RestPath String parentId, Group child);

    @PUT
    @Path("/users/{personId}/groups/{groupId}")
    Uni<Void> join(@RestPath UUID personId, @RestPath String groupId);

    @DELETE
    @Path("/users/{personId}/groups/{groupId}")
    Uni<Void> leave(@RestPath UUID personId, @RestPath String groupId);
}
