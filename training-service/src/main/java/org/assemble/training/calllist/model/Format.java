package org.assemble.training.calllist.model;

import static java.util.Map.entry;
import static org.assemble.training.calllist.model.Meaning.ACCOUNT;
import static org.assemble.training.calllist.model.Meaning.ACTION;
import static org.assemble.training.calllist.model.Meaning.ATTENDED;
import static org.assemble.training.calllist.model.Meaning.EMAIL;
import static org.assemble.training.calllist.model.Meaning.JOIN;
import static org.assemble.training.calllist.model.Meaning.LEAVE;
import static org.assemble.training.calllist.model.Meaning.MINUTES;
import static org.assemble.training.calllist.model.Meaning.NAME;
import static org.assemble.training.calllist.model.Meaning.TIME;
import static org.assemble.training.calllist.model.Meaning.WAITING;

import java.util.Map;
import java.util.Set;

/// The lists of calls that are known, by the titles of their columns. Titles are compared without
/// regard to upper and lower case: they changed over the years.
public enum Format {
    /// Zoom's participants report, by itself or below the block with the meeting's data, with a
    /// line for each join or (with *unique users*) a line for each person; and its webinar report.
    /// Sources: support.zoom.com/hc/article?id=zm_kb&sysparm_article=KB0082659 (what it has and how
    /// to export it), rdrr.io/cran/zoomGroupStats/man/processZoomParticipantsInfo.html (the block
    /// above), github.com/microsoft/vivainsights_zoom_int (Admin/input/zoom_reports/README.md, the
    /// columns with guest, consent and waiting room).
    ZOOM(
            Map.ofEntries(
                    entry(NAME, Set.of("name (original name)", "user name (original name)")),
                    entry(EMAIL, Set.of("user email", "email")),
                    entry(JOIN, Set.of("join time")),
                    entry(LEAVE, Set.of("leave time")),
                    entry(
                            MINUTES,
                            Set.of(
                                    "duration (minutes)",
                                    "total duration (minutes)",
                                    "time in session (minutes)")),
                    entry(WAITING, Set.of("in waiting room")),
                    entry(ATTENDED, Set.of("attended")))),

    /// The attendance report of Microsoft Teams: tab-separated UTF-16 with sections, of which
    /// *Participants* has a line for each person and *In-Meeting Activities* one for each join.
    /// Sources:
    /// learn.microsoft.com/microsoftteams/teams-analytics-and-reports/meeting-attendance-report and
    /// support.microsoft.com/office/ae7cf170-530c-47d3-84c1-3aedac74d310 (what it has),
    /// office365itpros.com/2021/06/11/teams-meeting-attendance-report (the file), and
    /// github.com/dvaneynde/teams-attendance (its encoding).
    TEAMS(
            Map.ofEntries(
                    entry(NAME, Set.of("name", "full name")),
                    entry(EMAIL, Set.of("email")),
                    entry(ACCOUNT, Set.of("participant id (upn)")),
                    entry(JOIN, Set.of("join time", "first join", "first join time")),
                    entry(LEAVE, Set.of("leave time", "last leave", "last leave time")),
                    entry(MINUTES, Set.of("in-meeting duration", "duration")))),

    /// The older list of Microsoft Teams, with a line for each joining and leaving. Source:
    /// github.com/ujjwalravi/msteams-simplify.
    TEAMS_LOG(
            Map.ofEntries(
                    entry(NAME, Set.of("full name")),
                    entry(ACTION, Set.of("user action")),
                    entry(TIME, Set.of("timestamp")))),

    /// Any other list, of which the caller says which column is what.
    COLUMNS(Map.of());

    private final Map<Meaning, Set<String>> titles;

    Format(Map<Meaning, Set<String>> titles) {
        this.titles = titles;
    }

    Map<Meaning, Set<String>> titles() {
        return titles;
    }
}
