package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.Columns;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.address.CallAddresses;
import org.assemble.training.record.Records;
import org.assemble.training.session.Notice.Kind;
import org.assemble.training.session.SessionMessage.NoticeGiven;
import org.assemble.training.session.model.Seats;
import org.assemble.training.session.model.SeatsCommand;
import org.assemble.training.session.model.SeatsCommand.Enrol;
import org.assemble.training.session.model.SeatsCommand.GiveUp;
import org.assemble.training.session.model.SeatsDecision;
import org.assemble.training.session.model.SeatsEvent;
import org.assemble.training.session.model.SeatsEvent.MovedUp;
import org.assemble.training.session.model.SeatsEvent.SeatGivenUp;
import org.assemble.training.session.model.SeatsEvent.SeatTaken;
import org.assemble.training.session.model.SeatsEvent.WaitingBegun;
import org.assemble.training.session.model.SeatsEvent.WaitingEnded;
import org.assemble.training.team.Teams;

/// Seats are taken and given up, by people themselves or by the organisers of their team; who waits
/// moves up (T3). Whoever asks for a session's seats waits for the others at its row's lock, and no
/// longer: what can be asked before is asked before.
@ApplicationScoped
class Seating {
    private static final String OF_A_PERSON =
            """
            select s.id, s.course, s.starts_at, s.ends_at, s.time_zone, s.online_url, s.cancelled_at,
                   (select count(*) from waiting q where q.session_id = s.id and q.place <= m.place)
            from (select session_id, cast(null as bigint) as place from enrolment
                  where person_id = ?1
                  union all select session_id, place from waiting where person_id = ?1) m
            join session s on s.id = m.session_id
            where s.id > ?2 and s.ends_at >= ?3 order by s.id limit ?4\
            """;

    private static final int WHO_GIVES_UP_AND_THE_NEXT = 2;

    @Inject SeatsTable table;
    @Inject Notices notices;
    @Inject Teams teams;
    @Inject Records records;
    @Inject CallAddresses addresses;
    @Inject EventLog log;
    @Inject Clock clock;

    /// How somebody stands to a session.
    enum Standing {
        SEAT,
        WAITING
    }

    /// What came of an enrolment: the session, who has a seat, and who waits.
    record Enrolled(SessionRow session, Seats seats) {

        Standing of(UUID person) {
            return seats.seated().contains(person) ? Standing.SEAT : Standing.WAITING;
        }
    }

    /// One session of a person.
    ///
    /// @param onlineUrl where it is met; null where it is at a place, for who waits, and for others
    ///   than the person
    /// @param place how many wait before them, and they; 0 for who has a seat
    record Booking(
            UUID sessionId,
            String course,
            Instant startsAt,
            Instant endsAt,
            String timeZone,
            String onlineUrl,
            boolean cancelled,
            long place) {
        static Booking of(Object[] row, boolean ownOne) {
            long place = (long) row[7];
            return new Booking(
                    (UUID) row[0],
                    (String) row[1],
                    Columns.time(row[2]),
                    Columns.time(row[3]),
                    (String) row[4],
                    ownOne && place == 0 ? (String) row[5] : null,
                    row[6] != null,
                    place);
        }
    }

    /// A seat for each of them, or for none. Where there are too few seats they wait, if they ask
    /// for it.
    @WithTransaction
    Uni<Enrolled> enrol(Caller caller, UUID id, List<UUID> people, boolean waitIfFull) {
        Instant now = clock.instant();
        return teams.mustBeOnTeamOf(caller, people)
                .call(() ->
                        people.contains(caller.personId()) ? addresses.remember(caller) : none())
                .chain(() -> Sessions.locked(id))
                .chain(row ->
                        decided(caller, row, people, 0, new Enrol(people, waitIfFull, now), now));
    }

    /// Gives up the seat of a person, or their place among those who wait; nothing where they have
    /// neither.
    @WithTransaction
    Uni<Void> giveUp(Caller caller, UUID id, UUID personId) {
        Instant now = clock.instant();
        return teams.mustBeOnTeamOf(caller, List.of(personId))
                .chain(() -> Sessions.locked(id))
                .chain(row ->
                        decided(
                                caller,
                                row,
                                List.of(personId),
                                WHO_GIVES_UP_AND_THE_NEXT,
                                new GiveUp(Set.of(personId), now),
                                now))
                .replaceWithVoid();
    }

    /// The sessions in which a person has a seat or waits for one, for the person and for those in
    /// whose care they are (D1).
    @WithSession
    Uni<List<Booking>> ofPerson(Caller caller, UUID personId, Instant from, PageRequest page) {
        return records.mustCareFor(caller, personId)
                .chain(Panache::getSession)
                .chain(session ->
                        session.createNativeQuery(OF_A_PERSON, Object[].class)
                                .setParameter(1, personId)
                                .setParameter(2, page.afterId())
                                .setParameter(3, from)
                                .setParameter(4, page.rows())
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .map(row -> Booking.of(row, caller.personId().equals(personId)))
                                .toList());
    }

    /// Decides behind the lock, keeps what happens and tells whom it concerns.
    private Uni<Enrolled> decided(
            Caller caller,
            SessionRow row,
            List<UUID> people,
            int head,
            SeatsCommand command,
            Instant now) {
        return table.load(row, people, head)
                .chain(seats -> {
                    List<SeatsEvent> events = happened(seats.decide(command));
                    return table.keep(row, caller.personId(), now, events)
                            .chain(() -> tell(caller, row.id, now, events))
                            .replaceWith(new Enrolled(row, after(seats, events)));
                });
    }

    private static Uni<Void> none() {
        return Uni.createFrom().voidItem();
    }

    /// Whom something happened to that they did not ask for themselves.
    private Uni<Void> tell(Caller caller, UUID id, Instant now, List<SeatsEvent> events) {
        List<Notice> news = events.stream().flatMap(event -> news(caller, id, now, event)).toList();
        return notices.keep(news)
                .chain(() -> log.append(news.stream().map(NoticeGiven::of).toList()));
    }

    private static Stream<Notice> news(Caller caller, UUID id, Instant now, SeatsEvent event) {
        return switch (event) {
            case MovedUp(UUID person) ->
                    Stream.of(Notice.of(person, id, Kind.SEAT_FROM_WAITING_LIST, now));
            case SeatTaken(UUID person) -> byTeam(caller, person, id, Kind.ENROLLED_BY_TEAM, now);
            case WaitingBegun(UUID person) ->
                    byTeam(caller, person, id, Kind.ENROLLED_BY_TEAM, now);
            case SeatGivenUp(UUID person) -> byTeam(caller, person, id, Kind.GIVEN_UP_BY_TEAM, now);
            case WaitingEnded(UUID person) ->
                    byTeam(caller, person, id, Kind.GIVEN_UP_BY_TEAM, now);
            case SeatsEvent.Resized _ -> Stream.empty();
        };
    }

    private static Stream<Notice> byTeam(
            Caller caller, UUID person, UUID id, Kind kind, Instant now) {
        return person.equals(caller.personId())
                ? Stream.empty()
                : Stream.of(Notice.of(person, id, kind, now));
    }

    static List<SeatsEvent> happened(SeatsDecision decision) {
        return switch (decision) {
            case SeatsDecision.Happened(var events) -> events;
            case SeatsDecision.No(var why, String detail) ->
                    throw TrainingRefusal.valueOf(why.name()).because(detail);
        };
    }

    private static Seats after(Seats seats, List<SeatsEvent> events) {
        Seats after = seats;
        for (SeatsEvent event : events) {
            after = after.evolve(event);
        }
        return after;
    }
}
