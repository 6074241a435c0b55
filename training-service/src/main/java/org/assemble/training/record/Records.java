package org.assemble.training.record;

import static org.assemble.training.TrainingRefusal.NOT_IN_YOUR_CARE;
import static org.assemble.training.TrainingRefusal.NOT_YOUR_RECORD;
import static org.assemble.training.TrainingRefusal.ONLY_FOR_THE_PERSON;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.team.Teams;

/// What of a person is for whose eyes (D1).
@ApplicationScoped
public class Records {
    private static final String[] SEE_ALL = {"trainer", "national-admin"};

    @Inject Teams teams;

    /// Refuses who may not see what trainings a person holds: that person, trainers, the national
    /// team, and who has the person's campaign or region in their care may.
    @WithSession
    public Uni<Void> mustSee(Caller caller, UUID personId) {
        return caller.hasAny(SEE_ALL)
                ? Uni.createFrom().voidItem()
                : mustCareFor(caller, personId, NOT_YOUR_RECORD);
    }

    /// Refuses who may not see where a person is booked: that person, and who has the person's
    /// campaign or region in their care may.
    @WithSession
    public Uni<Void> mustCareFor(Caller caller, UUID personId) {
        return mustCareFor(caller, personId, NOT_IN_YOUR_CARE);
    }

    /// Refuses everybody but the person.
    public static void mustBe(Caller caller, UUID personId) {
        if (!caller.personId().equals(personId)) {
            throw ONLY_FOR_THE_PERSON.because("Person %s is somebody else.".formatted(personId));
        }
    }

    private Uni<Void> mustCareFor(Caller caller, UUID personId, TrainingRefusal refusal) {
        if (caller.personId().equals(personId)) {
            return Uni.createFrom().voidItem();
        }
        return teams.campaignsOf(personId)
                .invoke(campaigns -> {
                    if (campaigns.stream().noneMatch(campaign -> campaign.isInCareOf(caller))) {
                        throw refusal.because("Person %s is not in your care.".formatted(personId));
                    }
                })
                .replaceWithVoid();
    }
}
