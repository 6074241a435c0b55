package org.assemble.assembly;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.assemble.platform.problem.Refusal;
import org.assemble.platform.problem.Refusals;

/// Everything that this service refuses, in the order in which it is checked. Codes are permanent.
public enum AssemblyRefusal implements Refusal {
    UNKNOWN_CAMPAIGN(
            404,
            "There is no such campaign",
            "No campaign of this id is known here. One that registered a moment ago may still be on"
                    + " its way: ask again."),
    UNKNOWN_ASSEMBLY(404, "There is no such assembly", "No assembly has this id."),
    NO_MINUTES(404, "There are no minutes", "The assembly has not been held yet (A1)."),
    CAMPAIGN_WITHDRAWN(
            409,
            "The campaign has withdrawn",
            "A campaign that withdrew plans no assemblies and takes no pledges any more (G2). What"
                    + " it was owed is still paid (M9)."),
    IMPOSSIBLE_WARD(
            422,
            "No ward can have this code",
            "A ward has an ONS code of E05, W05, S13 or N08 and six digits (A1)."),
    WARD_DOES_NOT_FIT(
            422,
            "The ward is not in the constituency",
            "A campaign's assemblies are in wards of its constituency (A1); this one is in another"
                    + " country."),
    ILLEGAL_STEP(
            409,
            "The assembly is not there in its life",
            "An assembly is planned, then announced, then held and minuted (A1); people check in"
                    + " once it is announced."),
    DATE_NOT_YET(
            422,
            "This has not happened yet",
            "What is recorded as having happened can't lie ahead."),
    CHECK_IN_ELSEWHERE(
            422,
            "A check-in of this id is another assembly's",
            "The id that a phone makes for a check-in names one check-in for ever. Make a new one."),
    PLEDGE_NOT_POSITIVE(
            422, "A pledge is more than nothing", "At least a penny a month is pledged (A3)."),
    PLEDGE_ABOVE_LIMIT(
            422,
            "The pledge is above the limit",
            "A monthly pledge is at most what the policy pledge-limit-pence says, because more is"
                    + " rather a slip of the finger."),
    UNKNOWN_ATTENDEE(
            404,
            "There is no such attendee",
            "People pledge at an assembly where they are checked in (A3): the attendee's id is that"
                    + " of the check-in."),
    PLEDGED_ALREADY(
            409,
            "This attendee has pledged",
            "A person pledges once at an assembly (A3). The amount is changed with the payment"
                    + " provider afterwards.");

    private final Meaning meaning;

    AssemblyRefusal(int status, String title, String explanation) {
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
