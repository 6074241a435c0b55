package org.assemble.campaign;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.assemble.platform.problem.Refusal;
import org.assemble.platform.problem.Refusals;

/// Everything that this service refuses: first what is refused of agreements and elections, then of
/// a campaign that is to be registered, of its steps, and of its team; within each, in the order in
/// which it is checked. Codes are permanent.
public enum CampaignRefusal implements Refusal {
    VERSION_PUBLISHED_ALREADY(
            409,
            "This version is published already",
            "A version of the agreement never changes once it is published (G1). Publish the new"
                    + " text under a new version."),
    ELECTION_CALLED_ALREADY(
            409,
            "This election is called already",
            "An election of this kind and name has this polling day already."),
    IMPOSSIBLE_CONSTITUENCY(
            422,
            "No constituency can have this code",
            "A Westminster constituency has an ONS code of E14, W07, S14 or N05 and six digits"
                    + " (K1)."),
    REGION_DOES_NOT_FIT(
            422,
            "The region does not fit the constituency",
            "One of the twelve nations and regions of the UK is needed, in the country that the"
                    + " constituency's code belongs to (K1)."),
    UNKNOWN_ELECTION(404, "There is no such election", "No election has this id."),
    NOT_A_GENERAL_ELECTION(
            422,
            "This is not a general election",
            "A campaign for a constituency contests a general election (K1)."),
    ELECTION_OVER(
            409,
            "The election is over",
            "A campaign is started before the polling day, not after."),
    CONSTITUENCY_TAKEN(
            409,
            "This constituency has a campaign",
            "A constituency has at most one live campaign for an election (K1)."),
    UNKNOWN_CAMPAIGN(404, "There is no such campaign", "No campaign has this id."),
    UNKNOWN_AGREEMENT(
            404, "There is no such agreement", "No version of the agreement has this id."),
    AGREEMENT_CONFIRMED_ALREADY(
            409,
            "The campaign has confirmed this version",
            "A campaign confirms a version of the agreement once (G1), and keeps it until it"
                    + " confirms a newer one (G3)."),
    ILLEGAL_STEP(
            409,
            "The campaign is not there in its life",
            "A campaign goes from interest over founding, founded, agreed and launched to"
                    + " contesting and concluded, or is withdrawn (K6). Each step has its place."),
    DATE_NOT_YET(
            422,
            "This has not happened yet",
            "What is recorded as having happened can't lie ahead."),
    MORE_COMMITTED_THAN_CAME(
            422,
            "More people committed than came",
            "Those who commit to giving time are among those who attended (K3)."),
    TOO_FEW_COMMITTED(
            422,
            "Too few people commit their time",
            "A founding meeting needs a minimum of people who commit to giving time. With fewer"
                    + " the campaign can still be started by a regional coordinator who records the"
                    + " reason (K3)."),
    NOT_READY(
            409,
            "The campaign is not ready to contest",
            "The agreement, the four trainings of every team member, the launch event and a"
                    + " candidate come first (K7). The readiness page says what is missing."),
    UNKNOWN_INVITATION(
            404,
            "There is no such invitation",
            "The code is not one of ours, was used already, or is too old. Ask the campaign for a"
                    + " new one."),
    ON_THE_TEAM_ALREADY(
            409, "You are on this team", "A person is on a campaign's team once, with one role."),
    UNKNOWN_PERSON(404, "There is no such person here", "Nobody with this id is known to us.");

    private final Meaning meaning;

    CampaignRefusal(int status, String title, String explanation) {
        meaning = new Meaning(status, title, explanation);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }

    /// Gives each code its page.
    static class Pages {
        @Produces
        @Singleton
        Refusals refusals() {
            return () -> List.of(values());
        }
    }
}
