package org.assemble.training;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.assemble.platform.problem.Refusal;
import org.assemble.platform.problem.Refusals;

/// Everything that this service refuses, in the order in which it is checked. Codes are permanent.
public enum TrainingRefusal implements Refusal {
    TOO_MANY_CHECKS(
            429,
            "Too many certificates were checked",
            "An address may check some certificates at once and then one now and then. The header"
                    + " Retry-After says in how many seconds the next one can be checked (T4)."),
    UNKNOWN_COURSE(404, "There is no such course", "No course has this code."),
    UNKNOWN_SESSION(404, "There is no such session", "No session has this id."),
    UNKNOWN_CERTIFICATE(
            404,
            "There is no such certificate",
            "The person has no certificate with this id, or no certificate has this number."),
    UNKNOWN_CAMPAIGN(
            404,
            "There is no such campaign",
            "No campaign of this id is known here. One that registered a moment ago may still be on"
                    + " its way: ask again."),
    UNKNOWN_REGION(
            404,
            "There is no such region",
            "A nation or region of the UK is named by its ONS code: E12000003."),
    NOT_YOUR_TEAM(
            403,
            "Not all of them are on your team",
            "A person enrols themselves; an organiser also enrols the members of their own"
                    + " campaign's team. One who joined a moment ago may still be on the way: ask"
                    + " again."),
    NOT_YOUR_RECORD(
            403,
            "This record is not for you",
            "What trainings a person holds is seen by that person, by trainers, by the organisers"
                    + " of their campaign, by the coordinators of its region and by the national"
                    + " team (D1)."),
    NOT_YOUR_CERTIFICATE(
            403,
            "This certificate is its holder's",
            "The badge and the page to print are given to the holder alone: whoever has them can"
                    + " show them as their own. Those who may see the person's record read the"
                    + " certificate as JSON (D1)."),
    REQUIRED_BY_AGREEMENT(
            422,
            "The agreement requires this training",
            "Every team member attends the four trainings that the agreement names (T1); others can"
                    + " be required beside them, and no longer be."),
    SESSION_ENDS_BEFORE_IT_BEGINS(
            422,
            "The session ends before it begins",
            "The end of a session is later than its beginning."),
    IMPOSSIBLE_TIME_ZONE(
            422,
            "There is no such time zone",
            "A time zone is named as in the IANA database: Europe/London."),
    PLACE_OR_LINK(
            422,
            "A session is at one place",
            "A session is either online and has a link, or it has a place (T3)."),
    SESSION_FULL(
            409,
            "The session has not so many seats left",
            "All of the request or nothing is enrolled; the detail says how many seats are left"
                    + " (T3)."),
    NOT_ENROLLED(
            422,
            "Not all of them are enrolled",
            "Attendance is recorded for those who are enrolled in the session; the errors name the"
                    + " others. Nothing was recorded."),
    PRESENT_LONGER_THAN_SESSION(
            422,
            "Nobody can have been there so long",
            "The minutes are more than the session has lasted until now."),
    TERM_BEFORE_TODAY(
            422,
            "The past is not changed",
            "How long certificates are held is decided for trainings that are completed today or"
                    + " later; what was issued keeps its expiry (T4)."),
    TERM_TOO_FAR_AHEAD(
            422,
            "Nobody decides for so long ahead",
            "How long certificates are held is decided for days of the next ten years (T4)."),
    CERTIFICATE_WITHDRAWN(
            409,
            "The certificate is withdrawn",
            "What is withdrawn is not withdrawn again, and there is no badge of it and no page to"
                    + " print (T4)."),
    COUNTED_ALREADY(
            409,
            "The attendance counts already",
            "Attendance can be corrected as long as no completed training rests on it (T4).");

    private final Meaning meaning;

    TrainingRefusal(int status, String title, String explanation) {
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
