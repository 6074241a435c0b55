package org.assemble.training.record;

import static org.assemble.platform.problem.CommonRefusal.NOT_YOUR_CAMPAIGN;
import static org.assemble.training.TrainingRefusal.NOT_YOUR_RECORD;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.team.Teams;

/// Who holds which training, and who still lacks what (T4).
@ApplicationScoped
public class Records {
    private static final String OF_A_PERSON =
            """
            select c.code, c.name, c.required, t.sessionId, t.completedAt
            from CourseRow c left join CompletionRow t on t.course = c.code and t.personId = ?1
                and t.withdrawnAt is null
                and not exists (select 1 from CompletionRow later
                    where later.personId = t.personId and later.course = t.course
                        and later.withdrawnAt is null and later.id > t.id)
            order by c.code\
            """;
    private static final String OF_A_TEAM =
            """
            select m.person_id,
                   string_agg(c.code, ',' order by c.code) filter (where t.course is not null),
                   string_agg(c.code, ',' order by c.code) filter (where t.course is null)
            from team_member m
            cross join course c
            left join (select distinct person_id, course from completion
                       where withdrawn_at is null) t
                on t.person_id = m.person_id and t.course = c.code
            where m.campaign_id = ?1 and m.person_id > ?2 and m.on_team and c.required
            group by m.person_id order by m.person_id limit ?3\
            """;

    @Inject Teams teams;

    /// One course, and how a person stands to it.
    ///
    /// @param sessionId null where the person lacks it
    /// @param completedAt null where the person lacks it
    record Standing(
            String course, String name, boolean required, UUID sessionId, Instant completedAt) {}

    /// A member of a team, with the codes of the required courses (T1).
    record Member(UUID personId, List<String> held, List<String> missing) {}

    @WithSession
    Uni<List<Standing>> ofPerson(Caller caller, UUID personId) {
        return mustSee(caller, personId)
                .chain(Panache::getSession)
                .chain(session ->
                        session.createQuery(OF_A_PERSON, Standing.class)
                                .setParameter(1, personId)
                                .getResultList());
    }

    @WithSession
    Uni<List<Member>> ofTeam(Caller caller, UUID campaignId, PageRequest page) {
        return teams.campaign(campaignId)
                .invoke(campaign -> mustSee(caller, campaign))
                .chain(Panache::getSession)
                .chain(session ->
                        session.createNativeQuery(OF_A_TEAM, Object[].class)
                                .setParameter(1, campaignId)
                                .setParameter(2, page.afterId())
                                .setParameter(3, page.rows())
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .map(row -> new Member((UUID) row[0], codes(row[1]), codes(row[2])))
                                .toList());
    }

    /// Refuses who may not see a person's record. D1: it is for that person, for trainers, and for
    /// who has the person's campaign or region in their care.
    @WithSession
    public Uni<Void> mustSee(Caller caller, UUID personId) {
        if (caller.personId().equals(personId) || caller.has("trainer")) {
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

    private static void mustSee(Caller caller, Teams.Campaign campaign) {
        if (!caller.hasAny("trainer", "national-admin") && !campaign.isInCareOf(caller)) {
            throw NOT_YOUR_CAMPAIGN.because(
                    "Campaign %s is not in your care.".formatted(campaign.id()));
        }
    }

    private static List<String> codes(Object joined) {
        return joined == null ? List.of() : Stream.of(joined.toString().split(",")).toList();
    }
}
