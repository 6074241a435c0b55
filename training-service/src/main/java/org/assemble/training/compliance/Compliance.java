package org.assemble.training.compliance;

import static org.assemble.platform.problem.CommonRefusal.NOT_YOUR_CAMPAIGN;
import static org.assemble.training.TrainingRefusal.NOT_REQUIRED;
import static org.assemble.training.TrainingRefusal.UNKNOWN_CAMPAIGN;
import static org.assemble.training.TrainingRefusal.UNKNOWN_COURSE;
import static org.assemble.training.TrainingRefusal.UNKNOWN_REGION;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.compliance.model.Counts;
import org.assemble.training.record.Records;
import org.assemble.training.team.Teams;

/// What each person, team and region still lacks of the trainings (T1, T4), as of any day; each
/// question is one statement, and one more where it is about a single course.
@ApplicationScoped
class Compliance {
    // The shape alone: which regions there are is what campaigns say of themselves, and of one of
    // which none is known there are no counts, which says just that.
    private static final Pattern REGION = Pattern.compile("[ENSW](12|92)\\d{6}");

    @Inject Records records;
    @Inject Pool database;

    /// One course, and how a person stands to it.
    ///
    /// @param sessionId null where the person lacks it
    /// @param completedAt null where the person lacks it
    /// @param expiresOn the first day on which they hold it no more; null where that never comes
    record Course(
            String course,
            String name,
            boolean required,
            UUID sessionId,
            Instant completedAt,
            LocalDate expiresOn) {}

    /// A member of a team, with the codes of the required courses (T1).
    record Member(UUID personId, List<String> held, List<String> missing) {}

    /// A person who lacks something.
    record Lacking(UUID campaignId, UUID personId, List<String> missing) {}

    /// One of several: a team, or a region with its teams.
    ///
    /// @param id of the campaign, or the region's code
    /// @param counts null where nothing is known
    record Line(String id, long teams, long completeTeams, Counts counts) {}

    /// What is asked for as a whole, and a page of what it consists of.
    ///
    /// @param of the campaign's or the region's
    /// @param whole its counts are null where nothing is known
    record Answer<T>(List<String> required, Line whole, List<T> page) {}

    Uni<List<Course>> ofPerson(Caller caller, UUID personId, LocalDate day) {
        return records.mustSee(caller, personId)
                .chain(() -> rows(ComplianceSql.OF_A_PERSON, Tuple.of(personId, day)))
                .map(rows -> rows.stream().map(Compliance::course).toList());
    }

    Uni<Answer<Member>> ofTeam(Caller caller, UUID campaignId, LocalDate day, PageRequest page) {
        return rows(ComplianceSql.OF_A_TEAM, Tuple.of(campaignId, day, page.afterId(), page.rows()))
                .invoke(rows -> mustSee(caller, campaignId, rows))
                .map(rows -> answer(rows, "person_id", Compliance::member));
    }

    /// The teams of a region, and first those that have the most trainings still to take.
    Uni<Answer<Line>> ofRegion(Caller caller, String region, LocalDate day, PageRequest page) {
        mustSee(caller, region);
        Need after = page.after().map(Need::of).orElse(Need.GREATEST);
        return rows(
                        ComplianceSql.OF_A_REGION,
                        Tuple.of(
                                region,
                                day,
                                after.toTake(),
                                after.isComplete(),
                                after.campaignId(),
                                page.rows()))
                .map(rows -> answer(rows, "id", Compliance::line));
    }

    /// Who in a region lacks something, team by team.
    Uni<List<Lacking>> peopleOf(
            Caller caller,
            String region,
            Optional<String> course,
            LocalDate day,
            PageRequest page) {
        mustSee(caller, region);
        PersonOnTeam after = page.after().map(PersonOnTeam::of).orElse(PersonOnTeam.FIRST);
        return mustBeRequired(course, day)
                .chain(() ->
                        rows(
                                ComplianceSql.PEOPLE_OF_A_REGION,
                                Tuple.of(
                                        region,
                                        day,
                                        course.orElse(null),
                                        after.campaignId(),
                                        after.personId(),
                                        page.rows())))
                .map(rows -> rows.stream().map(Compliance::lacking).toList());
    }

    /// Nobody lacks what there is not, or what nobody must hold: an empty answer would say that all
    /// of them hold it.
    private Uni<Void> mustBeRequired(Optional<String> course, LocalDate day) {
        if (course.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rows(ComplianceSql.IS_REQUIRED, Tuple.of(course.get(), day))
                .invoke(rows -> {
                    if (rows.isEmpty()) {
                        throw UNKNOWN_COURSE.at(
                                "/course", "No course has the code %s.".formatted(course.get()));
                    }
                    if (!rows.getFirst().getBoolean("required")) {
                        throw NOT_REQUIRED.at(
                                "/course",
                                "%s is not required on %s.".formatted(course.get(), day));
                    }
                })
                .replaceWithVoid();
    }

    /// All regions.
    Uni<Answer<Line>> ofAll(LocalDate day) {
        return rows(ComplianceSql.OF_ALL, Tuple.of(day))
                .map(rows -> answer(rows, "id", Compliance::line));
    }

    private Uni<List<Row>> rows(String sql, Tuple values) {
        return database.preparedQuery(sql)
                .execute(values)
                .map(found -> StreamSupport.stream(found.spliterator(), false).toList());
    }

    private static void mustSee(Caller caller, UUID campaignId, List<Row> rows) {
        if (rows.isEmpty()) {
            throw UNKNOWN_CAMPAIGN.because("No campaign has the id %s.".formatted(campaignId));
        }
        String region = rows.getFirst().getString("region");
        if (!caller.hasAny("trainer", "national-admin")
                && !new Teams.Campaign(campaignId, region).isInCareOf(caller)) {
            throw NOT_YOUR_CAMPAIGN.because(
                    "Campaign %s is not in your care.".formatted(campaignId));
        }
    }

    private static void mustSee(Caller caller, String region) {
        if (!REGION.matcher(region).matches()) {
            throw UNKNOWN_REGION.because("%s is no region.".formatted(region));
        }
        caller.mustBeOfRegion(region, "trainer", "national-admin");
    }

    private static <T> Answer<T> answer(List<Row> rows, String key, RowReader<T> each) {
        Row first = rows.getFirst();
        List<String> required = texts(first, "required");
        return new Answer<>(
                required,
                whole(first, required),
                rows.stream()
                        // The whole stands there even where there is nothing of which it consists.
                        .filter(row -> row.getValue(key) != null)
                        .map(row -> each.read(row, required))
                        .toList());
    }

    private interface RowReader<T> {
        T read(Row row, List<String> required);
    }

    private static Line whole(Row row, List<String> required) {
        return new Line(
                null,
                row.getLong("all_teams"),
                row.getLong("all_complete_teams"),
                counts(row, "all_", required));
    }

    private static Line line(Row row, List<String> required) {
        return new Line(
                row.getValue("id").toString(),
                row.getLong("teams"),
                row.getLong("complete_teams"),
                counts(row, "", required));
    }

    private static Counts counts(Row row, String prefix, List<String> required) {
        if (row.getLong(prefix + "members") == null) {
            return null;
        }
        return Counts.of(
                row.getLong(prefix + "members"),
                row.getLong(prefix + "complete"),
                required,
                Optional.ofNullable((JsonObject) row.getValue(prefix + "held"))
                        .map(Compliance::numbers)
                        .orElse(Map.of()));
    }

    private static Map<String, Long> numbers(JsonObject json) {
        return json.fieldNames().stream().collect(Collectors.toMap(name -> name, json::getLong));
    }

    private static Course course(Row row) {
        OffsetDateTime completedAt = row.getOffsetDateTime("completed_at");
        return new Course(
                row.getString("code"),
                row.getString("name"),
                row.getBoolean("required"),
                row.getUUID("session_id"),
                completedAt == null ? null : completedAt.toInstant(),
                row.getLocalDate("expires_on"));
    }

    private static Member member(Row row, List<String> required) {
        return new Member(row.getUUID("person_id"), texts(row, "holds"), texts(row, "lacks"));
    }

    private static Lacking lacking(Row row) {
        return new Lacking(
                row.getUUID("campaign_id"), row.getUUID("person_id"), texts(row, "missing"));
    }

    private static List<String> texts(Row row, String column) {
        return List.of(row.getArrayOfStrings(column));
    }
}
