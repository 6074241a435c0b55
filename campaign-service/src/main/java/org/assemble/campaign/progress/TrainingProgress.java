package org.assemble.campaign.progress;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;
import org.assemble.platform.settings.Json;

/// How teams stand to the required trainings, as training-service says it (T1, K7). It says all
/// there is each time, so the highest version is all that is kept, and nothing waits.
@ApplicationScoped
public class TrainingProgress implements Subscriber {
    private static final String KEEP =
            """
            insert into team_training (campaign_id, version, required, lacking)
            values (?1, ?2, cast(cast(?3 as text) as json), cast(cast(?4 as text) as json))
            on conflict (campaign_id) do update
            set version = excluded.version, required = excluded.required, lacking = excluded.lacking
            where team_training.version < excluded.version\
            """;
    // T1: until something is said of a team, the four are what is required.
    private static final String LOOK =
            """
            select cast(coalesce(t.required, (select json_agg(code) from required_course)) as text),
                   cast(coalesce(t.lacking, '{}') as text)
            from (select) as one left join team_training t on t.campaign_id = ?1\
            """;

    @Inject Json json;

    record TeamTrainingComplete(
            UUID campaignId, long version, List<String> required, List<UUID> members) {}

    record TeamTrainingIncomplete(
            UUID campaignId, long version, List<String> required, List<Member> members) {}

    record Member(UUID personId, List<String> missing) {}

    private record Lacking(Map<UUID, Set<String>> by) {}

    /// How a team stands, as far as it was said.
    ///
    /// @param required the trainings that every team member must hold (T1)
    /// @param lacking what each member of whom it was said lacks
    public record Standing(Set<String> required, Map<UUID, Set<String>> lacking) {

        /// The required trainings that each of these people holds. Of somebody who joined a moment
        /// ago nothing is said yet: until then they hold none, so that no team counts as trained
        /// that may not be.
        public Map<UUID, Set<String>> heldBy(Collection<UUID> people) {
            return people.stream().collect(Collectors.toMap(Function.identity(), this::heldBy));
        }

        private Set<String> heldBy(UUID person) {
            Set<String> held = new TreeSet<>(required);
            held.removeAll(lacking.getOrDefault(person, required));
            return held;
        }
    }

    @Override
    public void subscribe(Subscriptions on) {
        on.event(
                        "org.assemble.training.TeamTrainingComplete.v1",
                        TeamTrainingComplete.class,
                        team ->
                                keep(
                                        team.campaignId(),
                                        team.version(),
                                        team.required(),
                                        team.members().stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                Function.identity(),
                                                                _ -> List.of()))))
                .event(
                        "org.assemble.training.TeamTrainingIncomplete.v1",
                        TeamTrainingIncomplete.class,
                        team ->
                                keep(
                                        team.campaignId(),
                                        team.version(),
                                        team.required(),
                                        team.members().stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                Member::personId,
                                                                Member::missing))));
    }

    /// How a campaign's team stands.
    public Uni<Standing> of(UUID campaignId) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LOOK, Object[].class)
                                .setParameter(1, campaignId)
                                .getSingleResult())
                .map(row ->
                        new Standing(
                                new TreeSet<>(List.of(json.read((String) row[0], String[].class))),
                                json.read("{\"by\":" + row[1] + "}", Lacking.class).by()));
    }

    private Uni<Outcome> keep(
            UUID campaignId, long version, List<String> required, Map<UUID, List<String>> lacking) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(KEEP)
                                .setParameter(1, campaignId)
                                .setParameter(2, version)
                                .setParameter(3, json.write(required))
                                .setParameter(4, json.write(new TreeMap<>(lacking)))
                                .executeUpdate())
                .replaceWith(Outcome.applied());
    }
}
