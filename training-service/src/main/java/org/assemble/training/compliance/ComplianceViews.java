package org.assemble.training.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.platform.csv.Table;
import org.assemble.platform.csv.Tabular;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.paging.Paged;
import org.assemble.training.compliance.model.Counts;

/// What goes over the wire about who lacks what; as CSV the rows alone, and the day in a header.
final class ComplianceViews {
    private ComplianceViews() {}

    /// An answer that is true of a day.
    interface OfADay extends Tabular {
        LocalDate asOf();

        @Override
        default Map<String, String> headers() {
            return Map.of("As-Of", asOf().toString());
        }
    }

    /// @param complete members who lack nothing
    /// @param toTake trainings that are still to be taken by somebody
    /// @param missing by required course: how many members lack it
    public record CountsView(long members, long complete, long toTake, Map<String, Long> missing) {
        static CountsView of(Counts counts) {
            return counts == null
                    ? null
                    : new CountsView(
                            counts.members(), counts.complete(), counts.toTake(), counts.missing());
        }
    }

    /// One course in a person's record.
    ///
    /// @param required whether every team member attends it (T1)
    /// @param completedAt null where the person lacks it
    /// @param expiresOn the first day on which it is held no more
    public record StandingView(
            String course,
            String name,
            boolean required,
            boolean held,
            UUID sessionId,
            Instant completedAt,
            LocalDate expiresOn) {
        static StandingView of(Compliance.Course course) {
            return new StandingView(
                    course.course(),
                    course.name(),
                    course.required(),
                    course.completedAt() != null,
                    course.sessionId(),
                    course.completedAt(),
                    course.expiresOn());
        }
    }

    /// A person's record.
    ///
    /// @param missing the required courses that the person lacks
    public record PersonView(
            UUID personId, LocalDate asOf, List<StandingView> courses, List<String> missing)
            implements OfADay {
        static PersonView of(UUID personId, LocalDate day, List<Compliance.Course> courses) {
            List<StandingView> standings = courses.stream().map(StandingView::of).toList();
            return new PersonView(
                    personId,
                    day,
                    standings,
                    standings.stream()
                            .filter(course -> course.required() && !course.held())
                            .map(StandingView::course)
                            .toList());
        }

        @Override
        public Table<StandingView> table() {
            return new Table<>(StandingView.class, courses);
        }
    }

    /// What a member of a team holds and lacks, of the required courses (T1).
    public record MemberView(UUID personId, List<String> held, List<String> missing) {
        static MemberView of(Compliance.Member member) {
            return new MemberView(member.personId(), member.held(), member.missing());
        }
    }

    private record MemberLine(UUID personId, String held, String missing) {
        static MemberLine of(MemberView member) {
            return new MemberLine(
                    member.personId(), spaced(member.held()), spaced(member.missing()));
        }
    }

    /// A team, with a page of its members.
    ///
    /// @param complete whether there is somebody and nobody lacks anything (K7)
    /// @param counts of the whole team; null where nothing is known of it
    public record TeamView(
            UUID campaignId,
            LocalDate asOf,
            List<String> required,
            boolean complete,
            @JsonInclude(JsonInclude.Include.ALWAYS) CountsView counts,
            List<MemberView> items,
            @JsonInclude(JsonInclude.Include.ALWAYS) String next)
            implements OfADay, Paged {
        static TeamView of(
                UUID campaignId,
                LocalDate day,
                Compliance.Answer<Compliance.Member> answer,
                PageRequest request) {
            Page<MemberView> page =
                    Page.of(
                            answer.page(),
                            request.limit(),
                            Compliance.Member::personId,
                            MemberView::of);
            return new TeamView(
                    campaignId,
                    day,
                    answer.required(),
                    answer.whole().completeTeams() > 0,
                    CountsView.of(answer.whole().counts()),
                    page.items(),
                    page.next());
        }

        @Override
        public Table<?> table() {
            return new Table<>(MemberLine.class, items.stream().map(MemberLine::of).toList());
        }
    }

    /// A team of a region.
    ///
    /// @param complete whether there is somebody and nobody lacks anything (K7)
    /// @param counts null where nothing is known of the team
    public record TeamLine(
            UUID campaignId,
            boolean complete,
            @JsonInclude(JsonInclude.Include.ALWAYS) CountsView counts) {
        static TeamLine of(Compliance.Line line) {
            return new TeamLine(
                    UUID.fromString(line.id()),
                    line.completeTeams() > 0,
                    CountsView.of(line.counts()));
        }
    }

    /// A region, with a page of its teams, who needs help most first.
    ///
    /// @param counts of the whole region; null where nothing is known of any team
    public record RegionView(
            String region,
            LocalDate asOf,
            List<String> required,
            long teams,
            long completeTeams,
            @JsonInclude(JsonInclude.Include.ALWAYS) CountsView counts,
            List<TeamLine> items,
            @JsonInclude(JsonInclude.Include.ALWAYS) String next)
            implements OfADay, Paged {
        static RegionView of(
                String region,
                LocalDate day,
                Compliance.Answer<Compliance.Line> answer,
                PageRequest request) {
            Page<TeamLine> page = Page.of(answer.page(), request.limit(), Need::of, TeamLine::of);
            return new RegionView(
                    region,
                    day,
                    answer.required(),
                    answer.whole().teams(),
                    answer.whole().completeTeams(),
                    CountsView.of(answer.whole().counts()),
                    page.items(),
                    page.next());
        }

        @Override
        public Table<TeamLine> table() {
            return new Table<>(TeamLine.class, items);
        }
    }

    /// A member of a team who lacks something.
    public record LackingView(UUID campaignId, UUID personId, List<String> missing) {
        static LackingView of(Compliance.Lacking person) {
            return new LackingView(person.campaignId(), person.personId(), person.missing());
        }
    }

    private record LackingLine(UUID campaignId, UUID personId, String missing) {
        static LackingLine of(LackingView person) {
            return new LackingLine(
                    person.campaignId(), person.personId(), spaced(person.missing()));
        }
    }

    /// A page of those in a region who lack something.
    public record PeopleView(
            String region,
            LocalDate asOf,
            List<LackingView> items,
            @JsonInclude(JsonInclude.Include.ALWAYS) String next)
            implements OfADay, Paged {
        static PeopleView of(
                String region,
                LocalDate day,
                List<Compliance.Lacking> people,
                PageRequest request) {
            Page<LackingView> page =
                    Page.of(
                            people,
                            request.limit(),
                            person -> new PersonOnTeam(person.campaignId(), person.personId()),
                            LackingView::of);
            return new PeopleView(region, day, page.items(), page.next());
        }

        @Override
        public Table<?> table() {
            return new Table<>(LackingLine.class, items.stream().map(LackingLine::of).toList());
        }
    }

    /// A region among all.
    ///
    /// @param counts null where nothing is known of any team
    public record RegionLine(
            String region,
            long teams,
            long completeTeams,
            @JsonInclude(JsonInclude.Include.ALWAYS) CountsView counts) {
        static RegionLine of(Compliance.Line line) {
            return new RegionLine(
                    line.id(), line.teams(), line.completeTeams(), CountsView.of(line.counts()));
        }
    }

    /// All regions of which a campaign is known.
    public record NationView(
            LocalDate asOf,
            List<String> required,
            long teams,
            long completeTeams,
            @JsonInclude(JsonInclude.Include.ALWAYS) CountsView counts,
            List<RegionLine> items)
            implements OfADay {
        static NationView of(LocalDate day, Compliance.Answer<Compliance.Line> answer) {
            return new NationView(
                    day,
                    answer.required(),
                    answer.whole().teams(),
                    answer.whole().completeTeams(),
                    CountsView.of(answer.whole().counts()),
                    answer.page().stream().map(RegionLine::of).toList());
        }

        @Override
        public Table<RegionLine> table() {
            return new Table<>(RegionLine.class, items);
        }
    }

    private static String spaced(List<String> codes) {
        return String.join(" ", codes);
    }
}
