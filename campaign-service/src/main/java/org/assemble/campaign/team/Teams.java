package org.assemble.campaign.team;

import static org.assemble.campaign.CampaignRefusal.ON_THE_TEAM_ALREADY;
import static org.assemble.campaign.CampaignRefusal.UNKNOWN_INVITATION;
import static org.assemble.campaign.CampaignRefusal.UNKNOWN_PERSON;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assemble.campaign.access.Access;
import org.assemble.campaign.membership.Memberships;
import org.assemble.campaign.person.People;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.platform.id.Ids;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.Constraint;
import org.assemble.platform.problem.RefusalException;

/// Campaign teams (K5). People join by accepting an invitation themselves: nobody is put on a list
/// by others (D1).
@ApplicationScoped
public class Teams {
    public static final String FIRST_ROLE = "coordinator";
    private static final Duration INVITATION_LASTS = Duration.ofDays(30);

    @Inject People people;
    @Inject Access access;
    @Inject InvitationCodes codes;
    @Inject Memberships memberships;
    @Inject EventLog log;
    @Inject Clock clock;

    /// The first of a team is who registers the campaign. The caller publishes what happened.
    public Uni<Void> begin(UUID campaignId, Caller first) {
        return join(campaignId, first, FIRST_ROLE, "registered the campaign").replaceWithVoid();
    }

    public OutgoingEvent joined(UUID campaignId, UUID personId) {
        return new TeamMemberJoined(campaignId, personId);
    }

    @WithTransaction
    Uni<InvitationRow> invite(UUID campaignId, Caller by, String role) {
        InvitationRow row = new InvitationRow();
        row.id = Ids.next();
        row.campaignId = campaignId;
        row.role = role;
        row.codeHash = InvitationCodes.hash(codes.of(row.id));
        row.invitedBy = by.personId();
        row.expiresAt = clock.instant().plus(INVITATION_LASTS);
        return access.mustBeOf(by, campaignId).chain(() -> row.persist());
    }

    @WithTransaction
    Uni<MemberRow> accept(Caller person, String code) {
        return InvitationRow.<InvitationRow>find(
                        "codeHash = ?1 and acceptedBy is null and expiresAt > ?2",
                        InvitationCodes.hash(code),
                        clock.instant())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> UNKNOWN_INVITATION.at("/code", "No open invitation has this code."))
                .chain(invitation -> {
                    invitation.acceptedBy = person.personId();
                    invitation.acceptedAt = clock.instant();
                    return join(
                            invitation.campaignId,
                            person,
                            invitation.role,
                            "accepted an invitation to the team");
                })
                .call(member -> log.append(joined(member.campaignId, member.personId)));
    }

    /// A person leaves a team, or is taken off it by an organiser of the same team.
    @WithTransaction
    Uni<Void> leave(UUID campaignId, UUID personId, Caller by) {
        if (!by.personId().equals(personId) && !by.hasAny("campaign-organiser", "national-admin")) {
            throw CommonRefusal.NOT_ALLOWED.because("Only an organiser takes others off a team.");
        }
        return access.mustBeOf(by, campaignId)
                .chain(() ->
                        MemberRow.<MemberRow>find(
                                        "campaignId = ?1 and personId = ?2 and leftAt is null",
                                        campaignId,
                                        personId)
                                .withLock(LockModeType.PESSIMISTIC_WRITE)
                                .<MemberRow>firstResult())
                .invoke(member -> {
                    if (member == null) {
                        throw UNKNOWN_PERSON.because("Nobody with this id is on the team.");
                    }
                    member.leftAt = clock.instant();
                })
                .call(() -> memberships.changed(campaignId, personId))
                .call(() -> log.append(new TeamMemberLeft(campaignId, personId)))
                .replaceWithVoid();
    }

    /// The people on the team now, longest first.
    @WithSession
    public Uni<List<UUID>> peopleOf(UUID campaignId) {
        return members(campaignId).map(rows -> rows.stream().map(row -> row.personId).toList());
    }

    @WithSession
    Uni<List<MemberRow>> members(UUID campaignId) {
        return MemberRow.list(
                "campaignId = ?1 and leftAt is null order by joinedAt, personId", campaignId);
    }

    private static RefusalException onTheTeam() {
        return ON_THE_TEAM_ALREADY.because("You are on this team.");
    }

    private Uni<MemberRow> join(UUID campaignId, Caller person, String role, String source) {
        MemberRow row = new MemberRow();
        row.campaignId = campaignId;
        row.personId = person.personId();
        row.role = role;
        row.joinedAt = clock.instant();
        return people.remember(person, source)
                .chain(() ->
                        MemberRow.<MemberRow>findById(
                                new MemberRow.Key(campaignId, person.personId())))
                .chain(known -> {
                    if (known == null) {
                        return row.<MemberRow>persistAndFlush()
                                .onFailure(Constraint.broken("team_member_pkey"))
                                .transform(_ -> onTheTeam());
                    }
                    if (known.leftAt == null) {
                        throw onTheTeam();
                    }
                    known.leftAt = null;
                    known.role = role;
                    known.joinedAt = row.joinedAt;
                    return Uni.createFrom().item(known);
                })
                .call(() -> memberships.changed(campaignId, person.personId()));
    }
}
