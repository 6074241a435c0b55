package org.assemble.training.certificate;

import static org.assemble.platform.problem.CommonRefusal.MALFORMED_REQUEST;
import static org.assemble.platform.problem.CommonRefusal.NOT_YOUR_CAMPAIGN;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.RefusalException;
import org.assemble.training.record.Records;
import org.assemble.training.team.Teams;

/// What expires soon and is not renewed yet: of a person, a campaign's team, or a region (T4).
@ApplicationScoped
class Expiring {
    private static final String[] SEE_ALL = {"trainer", "national-admin"};
    private static final String SOON =
            """
            select c.id, c.person_id, c.course, k.course_name, cast(c.expires_on as text)
            from completion c join certificate k on k.completion_id = c.id
            where c.withdrawn_at is null
              and c.expires_on > cast(?1 as date) and c.expires_on <= cast(?2 as date)
              and (c.expires_on, c.id) > (cast(?3 as date), ?4)
              and not exists (
                  select from completion l
                  where l.person_id = c.person_id and l.course = c.course
                    and l.withdrawn_at is null
                    and (l.expires_on is null
                      or (l.expires_on, l.id) > (c.expires_on, c.id)))
            """;
    private static final String IN_ORDER = " order by c.expires_on, c.id limit ?6";
    private static final String OF_PERSON = SOON + "and c.person_id = ?5" + IN_ORDER;
    private static final String OF_CAMPAIGN =
            SOON
                    + "and c.person_id in (select person_id from team_member"
                    + " where on_team and campaign_id = ?5)"
                    + IN_ORDER;
    private static final String OF_REGION =
            SOON
                    + "and c.person_id in (select m.person_id from team_member m"
                    + " join campaign g on g.id = m.campaign_id"
                    + " where m.on_team and g.region = ?5)"
                    + IN_ORDER;

    @Inject Records records;
    @Inject Teams teams;
    @Inject Clock clock;

    /// A certificate that is still held.
    record Soon(UUID id, UUID personId, String course, String courseName, LocalDate expiresOn) {

        /// Where the next page begins.
        String place() {
            return expiresOn + "/" + id;
        }
    }

    @WithSession
    Uni<List<Soon>> ofPerson(Caller caller, UUID personId, int days, PageRequest page) {
        return records.mustSee(caller, personId).chain(() -> list(OF_PERSON, personId, days, page));
    }

    @WithSession
    Uni<List<Soon>> ofCampaign(Caller caller, UUID campaignId, int days, PageRequest page) {
        return teams.campaign(campaignId)
                .invoke(campaign -> {
                    if (!caller.hasAny(SEE_ALL) && !campaign.isInCareOf(caller)) {
                        throw NOT_YOUR_CAMPAIGN.because(
                                "Campaign %s is not in your care.".formatted(campaignId));
                    }
                })
                .chain(() -> list(OF_CAMPAIGN, campaignId, days, page));
    }

    @WithSession
    Uni<List<Soon>> ofRegion(Caller caller, String region, int days, PageRequest page) {
        caller.mustBeOfRegion(region, SEE_ALL);
        return list(OF_REGION, region, days, page);
    }

    private Uni<List<Soon>> list(String sql, Object whose, int days, PageRequest page) {
        LocalDate today = LocalDate.now(clock);
        Soon after = after(page, today);
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql, Object[].class)
                                .setParameter(1, today)
                                .setParameter(2, today.plusDays(days))
                                .setParameter(3, after.expiresOn())
                                .setParameter(4, after.id())
                                .setParameter(5, whose)
                                .setParameter(6, page.rows())
                                .getResultList())
                .map(rows -> rows.stream().map(Expiring::soon).toList());
    }

    private static Soon soon(Object[] row) {
        return new Soon(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                (String) row[3],
                LocalDate.parse((String) row[4]));
    }

    private static Soon after(PageRequest page, LocalDate today) {
        String[] place = page.after().orElse(today + "/" + new UUID(0, 0)).split("/");
        try {
            LocalDate expiresOn = LocalDate.parse(place[0]);
            if (expiresOn.isBefore(LocalDate.EPOCH)
                    || expiresOn.isAfter(today.plusDays(ExpiringResource.MOST_DAYS))) {
                throw otherList();
            }
            return new Soon(UUID.fromString(place[1]), null, null, null, expiresOn);
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException other) {
            throw otherList();
        }
    }

    private static RefusalException otherList() {
        return MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
    }
}
