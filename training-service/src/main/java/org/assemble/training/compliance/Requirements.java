package org.assemble.training.compliance;

import static org.assemble.training.TrainingRefusal.COURSE_RETIRED;
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
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.assemble.platform.paging.PageRequest;

/// Which trainings everyone on a team must hold: the four of the agreement (T1), and others from
/// the day on which the national team says so. The database keeps since when and by whom, and marks
/// every team.
@ApplicationScoped
class Requirements {
    // Whether it is retired is asked of the row as it is when it is changed: who retires it locks
    // it.
    private static final String REQUIRE =
            """
            with asked as (select code, agreed, required from course where code = $1),
            changed as (
                update course set required = $2, required_by = $3 from asked
                where course.code = asked.code and ($2 or not asked.agreed) and course.required <> $2
                  and not ($2 and course.retired_at is not null)
                returning course.code)
            select asked.agreed, asked.required = $2 or exists (select from changed) as done from asked\
            """;
    // The four have been required ever since.
    private static final String LIST =
            """
            select code, name, nullif(r.from_day, '-infinity') as from_day
            from course c join lateral (
                select from_day from requirement where course = c.code order by from_day desc limit 1) r on true
            where c.required and code > $1 order by code limit $2\
            """;

    @Inject Pool database;

    /// @param since null for the four, which the agreement names
    record Required(String course, String name, LocalDate since) {}

    Uni<List<Required>> list(PageRequest page) {
        return database.preparedQuery(LIST)
                .execute(Tuple.of(page.after().orElse(""), page.rows()))
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
    Uni<Void> require(UUID by, String course, boolean required) {
        return database.preparedQuery(REQUIRE)
                .execute(Tuple.of(course, required, by))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next() : null)
                .invoke(asked -> mustHaveDone(course, asked, required))
                .replaceWithVoid();
    }

    private static void mustHaveDone(String course, Row asked, boolean required) {
        if (asked == null) {
            throw UNKNOWN_COURSE.because("No course has the code %s.".formatted(course));
        }
        if (asked.getBoolean("done")) {
            return;
        }
        throw required
                ? COURSE_RETIRED.because("Nobody gives %s any more.".formatted(course))
                : REQUIRED_BY_AGREEMENT.because(
                        "%s is one of the four that the agreement names.".formatted(course));
    }
}
