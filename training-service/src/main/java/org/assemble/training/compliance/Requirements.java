package org.assemble.training.compliance;

import static org.assemble.training.TrainingRefusal.REQUIRED_BY_AGREEMENT;
import static org.assemble.training.TrainingRefusal.UNKNOWN_COURSE;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;

/// Which trainings everyone on a team must hold: the four of the agreement (T1), and others from
/// the day on which the national team says so. The database keeps since when, and marks every team.
@ApplicationScoped
class Requirements {
    // The four have been required ever since.
    private static final String REQUIRE =
            """
            with asked as (
                select code, exists (select from requirement r
                                     where r.course = code and r.from_day = '-infinity') as agreed
                from course where code = $1),
            changed as (
                update course set required = $2 from asked
                where course.code = asked.code and ($2 or not asked.agreed) returning course.code)
            select asked.agreed, exists (select from changed) as done from asked\
            """;
    private static final String LIST =
            """
            select code, name, nullif(r.from_day, '-infinity') as from_day
            from course c join lateral (
                select from_day from requirement where course = c.code order by from_day desc limit 1) r on true
            where c.required order by code\
            """;

    @Inject Pool database;

    /// @param since null for the four, which the agreement names
    record Required(String course, String name, LocalDate since) {}

    Uni<List<Required>> list() {
        return database.query(LIST)
                .execute()
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row ->
                                        new Required(
                                                row.getString("code"),
                                                row.getString("name"),
                                                row.getLocalDate("from_day")))
                                .toList());
    }

    /// From today on everybody must hold a training, or need no longer.
    Uni<Void> require(String course, boolean required) {
        return database.preparedQuery(REQUIRE)
                .execute(Tuple.of(course, required))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next() : null)
                .invoke(asked -> mustHaveDone(course, asked))
                .replaceWithVoid();
    }

    private static void mustHaveDone(String course, Row asked) {
        if (asked == null) {
            throw UNKNOWN_COURSE.because("No course has the code %s.".formatted(course));
        }
        if (!asked.getBoolean("done")) {
            throw REQUIRED_BY_AGREEMENT.because(
                    "%s is one of the four that the agreement names.".formatted(course));
        }
    }
}
