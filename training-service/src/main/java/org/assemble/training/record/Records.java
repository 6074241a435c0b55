package org.assemble.training.record;

import static org.assemble.training.TrainingRefusal.NOT_YOUR_RECORD;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.training.team.Teams;

/// Whose record of trainings is for whose eyes.
@ApplicationScoped
public class Records {
    private static final String[] SEE_ALL = {"trainer", "national-admin"};

    @Inject Teams teams;

    /// Refuses who may not see a person's record. D1: it is for that person, for trainers, for the
    /// national team, and for who has the person's campaign or region in their care.
    @WithSession
    public Uni<Void> mustSee(Caller caller, UUID personId) {
        if (caller.personId().equals(personId) || caller.hasAny(SEE_ALL)) {
            return Uni.createFrom().voidItem();
        }
        return teams.campaignsOf(personId)
                .invoke(campaigns -> {
                    if (campaigns.stream().noneMatch(campaign -> campaign.isInCareOf(caller))) {
                        throw NOT_YOUR_RECORD.because(
                                "Person %s is not in your care.".formatted(personId));
                    }
                })
                .replaceWithVoid();
    }
}
