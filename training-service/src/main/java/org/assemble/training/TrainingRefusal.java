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
    UNKNOWN_COURSE_VERSION(
            404,
            "There is no such version",
            "Versions of a course are counted from 1; its page says which is the newest."),
    UNKNOWN_SESSION(404, "There is no such session", "No session has this id."),
    UNKNOWN_CALENDAR(
            404,
            "There is no such calendar",
            "The address was withdrawn, or replaced by a newer one, or never was. Its person can"
                    + " make a new one."),
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
    NOT_IN_YOUR_CARE(
            403,
            "This person is not in your care",
            "Where a person is booked is seen by that person, by the organisers of their campaign"
                    + " and by the coordinators of its region (D1)."),
    ONLY_FOR_THE_PERSON(
            403,
            "This is for the person alone",
            "Notices are read, and the address of a calendar is made and withdrawn, by the person"
                    + " whose they are, and by nobody for them (D1)."),
    NOT_YOUR_CERTIFICATE(
            403,
            "This certificate is its holder's",
            "The badge and the page to print are given to the holder alone: whoever has them can"
                    + " show them as their own. Those who may see the person's record read the"
                    + " certificate as JSON (D1)."),
    NOT_YOUR_SESSION(
            403,
            "This is not your session",
            "A session is changed and cancelled by its trainers and by the national team; who was"
                    + " there is told by its trainers, and read and set right by both. Everybody"
                    + " reads what is kept of themselves (D1)."),
    MAY_NOT_GIVE_COURSE(
            403,
            "Not all of them may give this course",
            "A course is given by the trainers who are listed with it, or by every trainer where"
                    + " it says so (T3)."),
    NOBODY_GIVES_IT(
            422,
            "A session has a trainer",
            "Who plans a session and does not give it names who does."),
    NOT_REQUIRED(
            422,
            "Nobody must hold this training",
            "Only of the trainings that everyone on a team must hold can it be said who lacks"
                    + " them; this one is not one of them on the day that was asked for (T1)."),
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
    REGION_OF_A_PLACE(
            422,
            "A place is in a region",
            "A session at a place says in which of the twelve nations and regions it is; one that"
                    + " is online is for all of them."),
    IMPOSSIBLE_LANGUAGE(
            422,
            "There is no such language tag",
            "A language is named as in BCP 47: en, cy, bfi, pt-BR."),
    IMPOSSIBLE_RULE(
            422,
            "The repeat rule can't be understood",
            "A rule is written as in RFC 5545, 3.3.10: FREQ=WEEKLY;COUNT=6. It repeats by days,"
                    + " weeks, months or years."),
    RULE_WITHOUT_END(
            422,
            "The repeat rule has no end",
            "A rule says COUNT or UNTIL: nobody plans sessions for ever."),
    RULE_TOO_LONG(
            422,
            "The repeat rule gives too many sessions",
            "One rule plans at most 100 sessions, within two years."),
    RULE_WITHOUT_SESSIONS(
            422, "The repeat rule gives no session", "No day fits the rule before it ends."),
    AGREED_COURSE(
            409,
            "The agreement says so",
            "Names and lengths of the four trainings stand in the agreement (T1)."),
    COURSE_REQUIRED(
            409,
            "Everybody must hold this course",
            "A course that every team member attends is not retired: the four never, another one"
                    + " when it is required no more (T1)."),
    COURSE_EXISTS(409, "There is such a course already", "A course keeps its code for ever."),
    COURSE_RETIRED(
            409,
            "The course is retired",
            "No new sessions of it are planned, and nobody can be asked to hold it (T1); sessions"
                    + " that are planned are still given."),
    NO_SERIES(
            409,
            "The session is no part of a series",
            "Only one session of its own can be changed or cancelled here: leave out the scope."),
    SESSION_CANCELLED(
            409, "The session is cancelled", "What is cancelled is not changed or enrolled in."),
    SESSION_BEGUN(
            409,
            "The session has begun",
            "A session can be changed and cancelled until it begins."),
    ENROLMENT_CLOSED(
            409,
            "It is too late for that",
            "Seats are taken and given up until the session begins. One that is entered after it"
                    + " was held takes people as long as it is there."),
    CAPACITY_BELOW_ENROLLED(
            409,
            "More people are enrolled than that",
            "A session has at least as many seats as people who have one; the detail says how"
                    + " many."),
    SESSION_FULL(
            409,
            "The session has not so many seats left",
            "All of the request or nothing is enrolled; the detail says how many seats are left."
                    + " Ask with waitingList, and those for whom there is no seat wait for one"
                    + " (T3)."),
    UNKNOWN_ATTENDANCE(
            404,
            "Nothing was told of this person",
            "Nobody has told yet how long this person was at the session."),
    UNKNOWN_LIST(404, "There is no such list", "No list of this session has this id."),
    UNKNOWN_ATTENDEE(
            404,
            "Nobody in the list has this number",
            "Those who stand in a list are numbered from 1."),
    UNKNOWN_DOOR(
            404,
            "No door is open with this link",
            "The link is wrong, or its time is not now, or it was revoked; which of these is not"
                    + " told. Ask who gives the session for the link."),
    GIVES_THE_SESSION(
            422,
            "Who gives a session does not attend it",
            "Somebody else gives a training to its trainers: they attend another session of it"
                    + " (T3). Attendance of theirs is set right by a correction to no minutes."),
    IMPOSSIBLE_TIMES(
            422,
            "Nobody can have been there then",
            "Who is there joins before leaving, leaves no later than now, and is there while the"
                    + " session goes on."),
    PRESENT_LONGER_THAN_SESSION(
            422,
            "Nobody can have been there so long",
            "The minutes are more than the session has lasted until now."),
    SESSION_NOT_BEGUN(
            409,
            "The session has not begun",
            "A list of who was there can be there when the session has begun."),
    SESSION_OVER(409, "The session is over", "A door is opened before the session ends."),
    TOO_MANY_VISITS(
            409,
            "You have come and gone too often",
            "A person comes in at the door of one session at most 20 times. Ask who gives it to"
                    + " say how long you were there."),
    NOT_CHECKED_IN(409, "You have not checked in", "Who checks out has checked in before."),
    NO_ADDRESS(
            422,
            "Your sign-in has no address",
            "People are found in the lists of calls by the e-mail address of their sign-in; the"
                    + " realm knows none of you, or has not seen that it is yours."),
    EMPTY_LIST(422, "Nobody stands in the list", "The list has no rows of people."),
    UNREADABLE_ENCODING(
            422,
            "The file is no text in this encoding",
            "A list is UTF-8 or UTF-16 with a byte order mark, or in the charset that Content-Type"
                    + " names. Nothing of it was kept."),
    UNREADABLE_LIST(
            422,
            "The file is no list",
            "Its quotes are not closed, or a cell is longer than any name. Nothing of it was"
                    + " kept."),
    UNKNOWN_COLUMNS(
            422,
            "The columns are not known",
            "The list is none of Zoom or Microsoft Teams, and does not have the columns that you"
                    + " named: a name or an e-mail address, and joining and leaving or minutes."
                    + " Nothing of it was kept."),
    AMBIGUOUS_DATES(
            422,
            "It can't be told which number is the day",
            "03/04/2026 is a day in March or in April, and neither the other days of the list nor"
                    + " the day of the session tell. Say dateFormat. Nothing of it was kept."),
    ATTENDEE_MATCHED(
            409,
            "It is known already who that is",
            "Somebody else was named before. Correct the attendance of both, with a reason."),
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
            "A completed training rests on it (T4). Correct it, with a reason: then the training is"
                    + " withdrawn.");

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
