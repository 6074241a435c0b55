package org.assemble.campaign.campaign;

import static org.assemble.campaign.CampaignRefusal.AGREEMENT_CONFIRMED_ALREADY;
import static org.assemble.campaign.CampaignRefusal.CONSTITUENCY_TAKEN;
import static org.assemble.campaign.CampaignRefusal.ELECTION_OVER;
import static org.assemble.campaign.CampaignRefusal.IMPOSSIBLE_CONSTITUENCY;
import static org.assemble.campaign.CampaignRefusal.NOT_A_GENERAL_ELECTION;
import static org.assemble.campaign.CampaignRefusal.REGION_DOES_NOT_FIT;
import static org.assemble.campaign.CampaignRefusal.UNKNOWN_CAMPAIGN;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.campaign.CampaignRefusal;
import org.assemble.campaign.access.Access;
import org.assemble.campaign.agreement.Agreements;
import org.assemble.campaign.campaign.CampaignViews.CampaignView;
import org.assemble.campaign.campaign.CampaignViews.Confirmation;
import org.assemble.campaign.campaign.CampaignViews.MeetingOutcome;
import org.assemble.campaign.campaign.model.CampaignCommand;
import org.assemble.campaign.campaign.model.CampaignCommand.Side;
import org.assemble.campaign.campaign.model.CampaignEvent;
import org.assemble.campaign.campaign.model.Constituency;
import org.assemble.campaign.campaign.model.Decision;
import org.assemble.campaign.campaign.model.Readiness;
import org.assemble.campaign.campaign.model.Region;
import org.assemble.campaign.campaign.model.Stage;
import org.assemble.campaign.election.Elections;
import org.assemble.campaign.person.People;
import org.assemble.campaign.progress.MoneyProgress;
import org.assemble.campaign.progress.TrainingProgress;
import org.assemble.campaign.team.Teams;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.policy.Policies;
import org.assemble.platform.problem.Constraint;
import org.assemble.platform.settings.Json;

/// Campaigns: registering them and taking them through their life. One write path: the row is
/// locked, the model decides, the step is kept, the others are told.
@ApplicationScoped
public class Campaigns {
    private static final String MINIMUM_COMMITTED = "founding-minimum-committed";

    @Inject Elections elections;
    @Inject Agreements agreements;
    @Inject Access access;
    @Inject Teams teams;
    @Inject People people;
    @Inject TrainingProgress trainings;
    @Inject MoneyProgress money;
    @Inject Policies policies;
    @Inject EventLog log;
    @Inject Clock clock;
    @Inject Json json;

    /// K1: a campaign for a constituency and a general election; who registers it is the first of
    /// its team.
    @WithTransaction
    Uni<CampaignRow> register(
            Caller by, UUID electionId, Constituency constituency, String regionCode) {
        Region region = checked(constituency, regionCode);
        return elections
                .general(electionId)
                .onItem()
                .ifNull()
                .failWith(() -> NOT_A_GENERAL_ELECTION.because("The election is a local one."))
                .chain(pollingDay -> {
                    if (!LocalDate.now(clock).isBefore(pollingDay)) {
                        throw ELECTION_OVER.because("Polling day was %s.".formatted(pollingDay));
                    }
                    return insert(by, electionId, pollingDay, constituency, region);
                })
                .call(this::keepFirst)
                .call(row -> teams.begin(row.id, by))
                .call(row ->
                        log.append(
                                List.of(
                                        new CampaignMessage.CampaignRegistered(
                                                row.id,
                                                electionId,
                                                row.constituencyCode,
                                                row.region),
                                        teams.joined(row.id, by.personId()))));
    }

    /// One step of a campaign's life, for its team and for who sees all.
    @WithTransaction
    Uni<CampaignRow> handle(UUID id, Caller by, CampaignCommand command) {
        return mine(id, by).chain(row -> step(row, by, command));
    }

    /// K3: the founding meeting is recorded by the team; with fewer than the minimum by a
    /// coordinator of the region.
    @WithTransaction
    Uni<CampaignRow> found(UUID id, Caller by, MeetingOutcome outcome) {
        return locked(id)
                .call(row -> access.mustBeOfOrCoordinate(by, row.id))
                .chain(row ->
                        policies.valueOn(MINIMUM_COMMITTED, LocalDate.now(clock))
                                .chain(minimum ->
                                        step(
                                                row,
                                                by,
                                                new CampaignCommand.RecordFoundingMeeting(
                                                        outcome.attended(),
                                                        outcome.committed(),
                                                        minimum,
                                                        by.has("regional-coordinator")
                                                                && by.regions()
                                                                        .contains(row.region),
                                                        CampaignViews.text(outcome.reason())))));
    }

    /// G1: the version, who confirmed it, when, and the e-mail that said so.
    @WithTransaction
    Uni<CampaignRow> confirm(UUID id, Caller by, Confirmation confirmation) {
        UUID agreementId = confirmation.agreementId();
        return mine(id, by)
                .call(row -> people.remember(by, "confirmed the agreement"))
                .chain(row ->
                        agreements
                                .versionOf(agreementId)
                                .call(() -> keep(row.id, by, confirmation))
                                .chain(version ->
                                        step(
                                                row,
                                                by,
                                                new CampaignCommand.ConfirmAgreement(
                                                        agreementId, version))));
    }

    /// G2: a member of the team pulls out for the campaign, someone else for Assemble.
    @WithTransaction
    Uni<CampaignRow> withdraw(UUID id, Caller by, String reason) {
        return mine(id, by)
                .chain(row ->
                        access.isOnTheTeam(by, id)
                                .map(is -> is ? Side.CAMPAIGN : Side.ASSEMBLE)
                                .chain(side ->
                                        step(row, by, new CampaignCommand.Withdraw(side, reason))));
    }

    /// K7: only a campaign that is ready contests.
    @WithTransaction
    Uni<CampaignRow> contest(UUID id, Caller by) {
        return mine(id, by)
                .chain(row ->
                        readinessOf(row)
                                .chain(readiness ->
                                        step(row, by, new CampaignCommand.Contest(readiness))));
    }

    /// The page that anyone sees, with what was raised.
    @WithSession
    Uni<CampaignView> page(UUID id) {
        return get(id).chain(row -> money.of(id).map(raised -> CampaignView.of(row, raised)));
    }

    @WithSession
    Uni<Readiness> readiness(UUID id) {
        return get(id).chain(this::readinessOf);
    }

    @WithSession
    Uni<CampaignRow> get(UUID id) {
        return CampaignRow.<CampaignRow>findById(id).onItem().ifNull().failWith(() -> unknown(id));
    }

    @WithSession
    Uni<List<StepRow>> steps(UUID id) {
        return get(id).chain(row -> StepRow.of(row.id));
    }

    @WithSession
    Uni<List<CampaignRow>> list(
            String region, Stage stage, Instant updatedSince, PageRequest page) {
        return CampaignRow.<CampaignRow>find(
                        "id > ?1 and (?2 is null or region = ?2) and (?3 is null or stage = ?3)"
                                + " and updatedAt >= ?4 order by id",
                        page.afterId(),
                        region,
                        stage,
                        updatedSince == null ? Instant.EPOCH : updatedSince)
                .page(0, page.rows())
                .list();
    }

    private Uni<Readiness> readinessOf(CampaignRow row) {
        return teams.peopleOf(row.id)
                .chain(people ->
                        trainings
                                .of(row.id)
                                // P4 is not told by assembly-service yet, so no campaign has a
                                // candidate.
                                .map(standing ->
                                        Readiness.of(
                                                new Readiness.Facts(
                                                        row.stage,
                                                        standing.heldBy(people),
                                                        standing.required(),
                                                        false))));
    }

    private Uni<Void> keep(UUID id, Caller by, Confirmation confirmation) {
        return people.sealFor(by.personId(), confirmation.email().sender())
                .chain(sender -> {
                    ConfirmationRow row = new ConfirmationRow();
                    row.campaignId = id;
                    row.agreementId = confirmation.agreementId();
                    row.confirmedBy = by.personId();
                    row.confirmedAt = clock.instant();
                    row.messageId = confirmation.email().messageId();
                    row.sender = sender;
                    return row.<ConfirmationRow>persistAndFlush();
                })
                // The row is locked, so that nobody else confirms; the same version twice is one
                // too many.
                .onFailure(Constraint.broken("agreement_confirmation_pkey"))
                .transform(_ ->
                        AGREEMENT_CONFIRMED_ALREADY.at(
                                "/agreementId", "The campaign has confirmed this version."))
                .replaceWithVoid();
    }

    private Uni<CampaignRow> mine(UUID id, Caller by) {
        return locked(id).call(row -> access.mustBeOf(by, row.id));
    }

    private Uni<CampaignRow> step(CampaignRow row, Caller by, CampaignCommand command) {
        return switch (row.campaign().decide(command, LocalDate.now(clock))) {
            case Decision.No(Decision.Why why, String detail) ->
                    throw CampaignRefusal.valueOf(why.name()).because(detail);
            case Decision.Happened(CampaignEvent event) -> {
                Instant now = clock.instant();
                row.apply(event, now);
                yield keep(row.id, by, event, now)
                        .call(() -> log.append(CampaignMessage.of(row.id, event, now)))
                        .replaceWith(row);
            }
        };
    }

    private Uni<StepRow> keep(UUID id, Caller by, CampaignEvent event, Instant now) {
        return StepRow.count("campaignId", id)
                .chain(count -> {
                    StepRow step = StepRow.of(id, count.intValue() + 1, by.personId(), now);
                    step.step = StepRow.nameOf(event);
                    step.reason = StepRow.reasonOf(event);
                    step.details = json.write(StepRow.detailsOf(event));
                    return step.persist();
                });
    }

    /// K6: a life begins with its first step.
    private Uni<StepRow> keepFirst(CampaignRow row) {
        StepRow step = StepRow.of(row.id, 1, row.registeredBy, row.updatedAt);
        step.step = StepRow.REGISTERED;
        step.reason = "";
        step.details =
                json.write(
                        Map.of("constituency", row.constituencyCode, "electionId", row.electionId));
        return step.persist();
    }

    private Uni<CampaignRow> insert(
            Caller by,
            UUID electionId,
            LocalDate pollingDay,
            Constituency constituency,
            Region region) {
        CampaignRow row = new CampaignRow();
        row.id = Ids.next();
        row.electionId = electionId;
        row.pollingDay = pollingDay;
        row.constituencyCode = constituency.code();
        row.constituencyName = constituency.name();
        row.region = region.code();
        row.stage = Stage.INTEREST;
        row.registeredBy = by.personId();
        row.updatedAt = clock.instant();
        return row.<CampaignRow>persistAndFlush()
                .onFailure(Constraint.broken("campaign_one_live_per_constituency"))
                .transform(_ ->
                        CONSTITUENCY_TAKEN.at(
                                "/constituency/code",
                                "%s has a live campaign.".formatted(constituency.code())));
    }

    private static Region checked(Constituency constituency, String regionCode) {
        if (!Constituency.canHaveCode(constituency.code())) {
            throw IMPOSSIBLE_CONSTITUENCY.at(
                    "/constituency/code",
                    "%s is no code of a Westminster constituency.".formatted(constituency.code()));
        }
        return Region.ofCode(regionCode)
                .filter(constituency::liesIn)
                .orElseThrow(() ->
                        REGION_DOES_NOT_FIT.at(
                                "/region",
                                "%s is no region that %s can lie in."
                                        .formatted(regionCode, constituency.code())));
    }

    private static Uni<CampaignRow> locked(UUID id) {
        return CampaignRow.<CampaignRow>findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    private static RuntimeException unknown(UUID id) {
        return UNKNOWN_CAMPAIGN.because("No campaign has the id " + id);
    }
}
