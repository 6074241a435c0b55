package org.assemble.campaign.campaign.model;

import static org.assemble.campaign.campaign.model.Decision.Why.DATE_NOT_YET;
import static org.assemble.campaign.campaign.model.Decision.Why.ILLEGAL_STEP;
import static org.assemble.campaign.campaign.model.Decision.Why.MORE_COMMITTED_THAN_CAME;
import static org.assemble.campaign.campaign.model.Decision.Why.NOT_READY;
import static org.assemble.campaign.campaign.model.Decision.Why.TOO_FEW_COMMITTED;
import static org.assemble.campaign.campaign.model.Stage.AGREED;
import static org.assemble.campaign.campaign.model.Stage.CONCLUDED;
import static org.assemble.campaign.campaign.model.Stage.CONTESTING;
import static org.assemble.campaign.campaign.model.Stage.FOUNDED;
import static org.assemble.campaign.campaign.model.Stage.FOUNDING;
import static org.assemble.campaign.campaign.model.Stage.INTEREST;
import static org.assemble.campaign.campaign.model.Stage.LAUNCHED;
import static org.assemble.campaign.campaign.model.Stage.WITHDRAWN;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.assemble.campaign.campaign.model.CampaignCommand.Conclude;
import org.assemble.campaign.campaign.model.CampaignCommand.ConfirmAgreement;
import org.assemble.campaign.campaign.model.CampaignCommand.Contest;
import org.assemble.campaign.campaign.model.CampaignCommand.PlanFoundingMeeting;
import org.assemble.campaign.campaign.model.CampaignCommand.RecordFoundingMeeting;
import org.assemble.campaign.campaign.model.CampaignCommand.RecordLaunch;
import org.assemble.campaign.campaign.model.CampaignCommand.Withdraw;
import org.assemble.campaign.campaign.model.Decision.Happened;
import org.assemble.campaign.campaign.model.Decision.No;

/// The life of a campaign (K6): interest → founding → founded → agreed → launched → contesting →
/// concluded, or withdrawn. Pure: the day comes in as an argument.
///
/// @param pollingDay the election's, in Europe/London
/// @param foundingOn the day of the founding meeting that is planned or was held; null before
public record Campaign(Stage stage, LocalDate pollingDay, LocalDate foundingOn) {

    public static Campaign registeredFor(LocalDate pollingDay) {
        return new Campaign(INTEREST, pollingDay, null);
    }

    /// Decides what a command does today, without doing it.
    public Decision decide(CampaignCommand command, LocalDate today) {
        return switch (command) {
            case PlanFoundingMeeting(LocalDate on, String place) ->
                    from(
                            EnumSet.of(INTEREST, FOUNDING),
                            "plan a founding meeting",
                            new CampaignEvent.FoundingMeetingPlanned(on, place));
            case RecordFoundingMeeting meeting -> found(meeting, today);
            case ConfirmAgreement(var agreementId, String version) ->
                    from(
                            // G3: a newer version is confirmed by campaigns that have one in force.
                            EnumSet.of(FOUNDED, AGREED, LAUNCHED, CONTESTING),
                            "confirm the agreement",
                            new CampaignEvent.AgreementConfirmed(agreementId, version));
            case RecordLaunch launch -> launch(launch, today);
            case Contest(Readiness readiness) -> contest(readiness);
            case Conclude _ -> conclude(today);
            case Withdraw(CampaignCommand.Side by, String reason) ->
                    from(
                            // G2: at any time, without anyone's permission.
                            EnumSet.range(INTEREST, CONTESTING),
                            "withdraw",
                            new CampaignEvent.Withdrawn(by, reason));
        };
    }

    /// The campaign after a step.
    public Campaign evolve(CampaignEvent event) {
        return switch (event) {
            case CampaignEvent.FoundingMeetingPlanned(LocalDate on, _) ->
                    new Campaign(FOUNDING, pollingDay, on);
            case CampaignEvent.Founded _ -> at(FOUNDED);
            // G3: a newer version does not send a campaign back in its life.
            case CampaignEvent.AgreementConfirmed _ -> stage == FOUNDED ? at(AGREED) : this;
            case CampaignEvent.Launched _ -> at(LAUNCHED);
            case CampaignEvent.Contesting _ -> at(CONTESTING);
            case CampaignEvent.Concluded _ -> at(CONCLUDED);
            case CampaignEvent.Withdrawn _ -> at(WITHDRAWN);
        };
    }

    private Decision found(RecordFoundingMeeting meeting, LocalDate today) {
        if (stage != FOUNDING) {
            return illegal("record a founding meeting");
        }
        if (foundingOn.isAfter(today)) {
            return new No(DATE_NOT_YET, "The meeting is on %s.".formatted(foundingOn));
        }
        if (meeting.committed() > meeting.attended()) {
            return new No(
                    MORE_COMMITTED_THAN_CAME,
                    "%d came, so %d can't have committed."
                            .formatted(meeting.attended(), meeting.committed()));
        }
        boolean tooFew = meeting.committed() < meeting.minimumCommitted();
        // K3: fewer are enough where a coordinator of the region says why.
        if (tooFew && !(meeting.byCoordinator() && meeting.reason().isPresent())) {
            return new No(
                    TOO_FEW_COMMITTED,
                    "%d people commit to giving time, %d are needed."
                            .formatted(meeting.committed(), meeting.minimumCommitted()));
        }
        return new Happened(
                new CampaignEvent.Founded(
                        meeting.attended(), meeting.committed(), meeting.reason().orElse("")));
    }

    private Decision launch(RecordLaunch launch, LocalDate today) {
        if (stage != AGREED) {
            return illegal("record its launch event");
        }
        if (launch.heldOn().isAfter(today)) {
            return new No(DATE_NOT_YET, "%s lies ahead.".formatted(launch.heldOn()));
        }
        return new Happened(new CampaignEvent.Launched(launch.heldOn(), launch.place()));
    }

    private Decision contest(Readiness readiness) {
        if (stage != LAUNCHED) {
            return illegal("contest the election");
        }
        return readiness.isReady()
                ? new Happened(new CampaignEvent.Contesting())
                : new No(NOT_READY, "Missing: %s.".formatted(readiness.whatIsMissing()));
    }

    private Decision conclude(LocalDate today) {
        if (stage != CONTESTING) {
            return illegal("be concluded");
        }
        return today.isBefore(pollingDay)
                ? new No(DATE_NOT_YET, "Polling day is %s.".formatted(pollingDay))
                : new Happened(new CampaignEvent.Concluded());
    }

    private Decision from(Set<Stage> stages, String what, CampaignEvent event) {
        return stages.contains(stage) ? new Happened(event) : illegal(what);
    }

    private Decision illegal(String what) {
        return new No(ILLEGAL_STEP, "A campaign in stage %s can't %s.".formatted(stage, what));
    }

    private Campaign at(Stage next) {
        return new Campaign(next, pollingDay, foundingOn);
    }
}
