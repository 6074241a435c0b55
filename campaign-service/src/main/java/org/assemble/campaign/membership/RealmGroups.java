package org.assemble.campaign.membership;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.assemble.campaign.membership.RealmAdmin.Group;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The realm's groups `/campaign/{id}`, made when the first member comes. A person whom the realm
/// does not know any more belongs nowhere, and nothing is left to tell it.
@Singleton
class RealmGroups {
    private static final String PARENT = "campaign";

    private final RealmAdmin realm;

    RealmGroups(@RestClient RealmAdmin realm) {
        this.realm = realm;
    }

    Uni<Void> add(UUID campaignId, UUID personId) {
        return groupOf(campaignId)
                .chain(group -> realm.join(personId, group.id()))
                .onFailure(RealmGroups::isUnknown)
                .recoverWithNull();
    }

    Uni<Void> remove(UUID campaignId, UUID personId) {
        return groupOf(campaignId)
                .chain(group -> realm.leave(personId, group.id()))
                .onFailure(RealmGroups::isUnknown)
                .recoverWithNull();
    }

    private Uni<Group> groupOf(UUID campaignId) {
        return realm.groupByPath(PARENT + "/" + campaignId)
                .onFailure(RealmGroups::isUnknown)
                .recoverWithUni(() -> make(campaignId));
    }

    private Uni<Group> make(UUID campaignId) {
        return realm.groupByPath(PARENT)
                .chain(parent ->
                        realm.makeChild(parent.id(), new Group(null, campaignId.toString())));
    }

    private static boolean isUnknown(Throwable failed) {
        return failed instanceof WebApplicationException web
                && web.getResponse().getStatus() == 404;
    }
}
