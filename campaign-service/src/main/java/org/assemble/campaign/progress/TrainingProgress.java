package org.assemble.campaign.progress;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// Which trainings people hold, as training-service tells it (T1). People are known there before
/// they are on a team, so nothing waits.
@ApplicationScoped
public class TrainingProgress implements Subscriber {
    private static final String KEEP =
            "insert into training_held (person_id, course, held_at) values (?1, ?2, ?3) on conflict do nothing";
    private static final String HELD =
            "select person_id, course from training_held where person_id = any(cast(cast(?1 as text[]) as uuid[]))";

    record TrainingCompleted(UUID personId, String course, Instant completedAt) {}

    @Override
    public void subscribe(Subscriptions on) {
        on.event("org.assemble.training.TrainingCompleted.v1", TrainingCompleted.class, this::keep);
    }

    /// The trainings that each of these people holds; someone without any has an empty set.
    public Uni<Map<UUID, Set<String>>> heldBy(Collection<UUID> people) {
        String[] ids = people.stream().map(UUID::toString).toArray(String[]::new);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(HELD, Object[].class)
                                .setParameter(1, ids)
                                .getResultList())
                .map(rows -> byPerson(people, rows));
    }

    /// The trainings that every team member must hold (T1).
    public Uni<Set<String>> required() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery("select code from required_course", String.class)
                                .getResultList())
                .map(TreeSet::new);
    }

    private Uni<Outcome> keep(TrainingCompleted training) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(KEEP)
                                .setParameter(1, training.personId())
                                .setParameter(2, training.course())
                                .setParameter(3, training.completedAt())
                                .executeUpdate())
                .replaceWith(Outcome.applied());
    }

    private static Map<UUID, Set<String>> byPerson(Collection<UUID> people, List<Object[]> rows) {
        Map<UUID, Set<String>> held = new HashMap<>();
        people.forEach(person -> held.put(person, new HashSet<>()));
        rows.forEach(row -> held.get((UUID) row[0]).add((String) row[1]));
        return held;
    }
}
