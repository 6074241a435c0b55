package org.assemble.training.compliance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.platform.settings.Json;
import org.assemble.training.compliance.model.Standing;
import org.assemble.training.compliance.model.Standing.News;
import org.hibernate.reactive.mutiny.Mutiny;

/// Tells the others how teams stand (K7). What changes a team, what someone holds or what is
/// required leaves a mark in the same transaction; here the marks are taken up, each team is looked
/// at anew, and what was not said before is said. What was told late, twice or out of order
/// therefore ends the same: nothing is added up, everything is looked at.
@ApplicationScoped
class Reviews {
    private static final int AT_ONCE = 500;
    // In the order of their ids, so that two replicas that share some wait for each other and
    // never both.
    private static final String TAKE =
            """
            with oldest as materialized (
                select campaign_id, person_id from team_review order by number limit ?1),
            taken as (
                delete from team_review where number in (
                    select number from team_review
                    where campaign_id in (select campaign_id from oldest)
                       or person_id in (select person_id from oldest)
                    order by number for update skip locked)
                returning campaign_id, person_id)
            select count(*), cast((
                select coalesce(json_agg(campaign_id), '[]') from (
                    select campaign_id from taken where campaign_id is not null
                    union select t.campaign_id from taken join team_change t using (person_id)) as t) as text)
            from taken\
            """;
    private static final String LOCK =
            """
            insert into team_standing (campaign_id) select c from unnest(cast(?1 as uuid[])) as c order by c
            on conflict (campaign_id) do update set version = team_standing.version\
            """;
    private static final String LOOK =
            """
            select s.campaign_id, s.version, cast(s.said as text),
                   (select cast(coalesce(json_agg(course order by course), '[]') as text) from required_on(?2)),
                   cast(coalesce(json_object_agg(p.person_id, p.missing)
                       filter (where p.person_id is not null), '{}') as text)
            from team_standing s left join standing_on(?1, ?2) p using (campaign_id)
            where s.campaign_id = any (?1) group by s.campaign_id order by s.campaign_id\
            """;
    private static final String SAID =
            """
            update team_standing as s set version = n.version, said = cast(n.said as json)
            from unnest(cast(?1 as uuid[]), cast(?2 as bigint[]), cast(?3 as text[]))
                as n(campaign_id, version, said)
            where s.campaign_id = n.campaign_id\
            """;
    // Once a day, by whoever comes first.
    private static final String MARK_EXPIRED =
            """
            with day as (
                update team_review_day set day = ?1 where day < ?1 returning old.day as before)
            insert into team_review (person_id) select distinct c.person_id
            from day join completion c on c.expires_on > day.before and c.expires_on <= ?1\
            """;

    @Inject EventLog log;
    @Inject Json json;
    @Inject Clock clock;

    private record Look(UUID campaignId, long version, Standing said, Standing now) {}

    private record Change(UUID campaignId, long version, Standing standing, OutgoingEvent event) {}

    /// A training may be held no more from today on although nobody did anything.
    @WithTransaction
    Uni<Integer> markExpired() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(MARK_EXPIRED)
                                .setParameter(1, LocalDate.now(clock))
                                .executeUpdate());
    }

    /// Takes up the oldest marks, with all others of the same teams and people.
    ///
    /// @return whether there may be more
    @WithTransaction
    Uni<Boolean> reviewNext() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(TAKE, Object[].class)
                                .setParameter(1, AT_ONCE)
                                .getSingleResult()
                                .call(taken ->
                                        review(session, json.read((String) taken[1], UUID[].class)))
                                .map(taken -> ((Number) taken[0]).intValue() >= AT_ONCE));
    }

    private Uni<Void> review(Mutiny.Session session, UUID[] teams) {
        if (teams.length == 0) {
            return Uni.createFrom().voidItem();
        }
        // Locked first and looked at by a statement of its own: it sees what whoever had the lock
        // before has committed. Nor is it looked at the clock before: midnight may pass meanwhile,
        // and what was said last would be of the day before.
        return session.createNativeQuery(LOCK)
                .setParameter(1, teams)
                .executeUpdate()
                .map(_ -> clock.instant())
                .chain(now ->
                        session.createNativeQuery(LOOK, Object[].class)
                                .setParameter(1, teams)
                                .setParameter(2, LocalDate.ofInstant(now, clock.getZone()))
                                .getResultList()
                                .map(rows -> rows.stream().map(this::look).toList())
                                .chain(looks -> say(session, changes(looks, now))));
    }

    private Look look(Object[] row) {
        Lacking lacking = json.read("{\"by\":" + row[4] + "}", Lacking.class);
        return new Look(
                (UUID) row[0],
                ((Number) row[1]).longValue(),
                row[2] == null ? null : json.read((String) row[2], Standing.class),
                new Standing(List.of(json.read((String) row[3], String[].class)), lacking.by()));
    }

    private record Lacking(TreeMap<UUID, List<String>> by) {}

    private static List<Change> changes(List<Look> looks, Instant now) {
        List<Change> changes = new ArrayList<>();
        for (Look look : looks) {
            long version = look.version() + 1;
            OutgoingEvent event =
                    switch (look.now().after(look.said())) {
                        case News.Complete(Standing standing) ->
                                TeamTrainingComplete.of(look.campaignId(), version, now, standing);
                        case News.Incomplete(Standing standing) ->
                                TeamTrainingIncomplete.of(
                                        look.campaignId(), version, now, standing);
                        case News.None _ -> null;
                    };
            if (event != null) {
                changes.add(new Change(look.campaignId(), version, look.now(), event));
            }
        }
        return changes;
    }

    private Uni<Void> say(Mutiny.Session session, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(SAID)
                .setParameter(1, column(changes, Change::campaignId, UUID[]::new))
                .setParameter(2, column(changes, Change::version, Long[]::new))
                .setParameter(
                        3, column(changes, change -> json.write(change.standing()), String[]::new))
                .executeUpdate()
                .chain(() -> log.append(changes.stream().map(Change::event).toList()));
    }

    private static <T> T[] column(
            List<Change> changes, Function<Change, T> part, IntFunction<T[]> array) {
        return changes.stream().map(part).toArray(array);
    }
}
