package org.assemble.training.course;

import static org.assemble.training.TrainingRefusal.AGREED_COURSE;
import static org.assemble.training.TrainingRefusal.COURSE_EXISTS;
import static org.assemble.training.TrainingRefusal.COURSE_REQUIRED;
import static org.assemble.training.TrainingRefusal.COURSE_RETIRED;
import static org.assemble.training.TrainingRefusal.MAY_NOT_GIVE_COURSE;
import static org.assemble.training.TrainingRefusal.UNKNOWN_COURSE;
import static org.assemble.training.TrainingRefusal.UNKNOWN_COURSE_VERSION;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.Constraint;
import org.assemble.platform.problem.RefusalException;
import org.assemble.platform.revision.Revisions.Expected;
import org.assemble.platform.settings.Json;
import org.assemble.training.Columns;
import org.assemble.training.course.CourseVersion.Content;
import org.assemble.training.course.CourseVersion.Material;

/// The trainings that are offered (T1, T2): added, edited in versions, retired, and given by those
/// who may.
@ApplicationScoped
public class Courses {
    private static final String KEEP_VERSION =
            """
            insert into course_version
                (course, version, effective_at, name, length_minutes, materials, edited_by)
            values (?1, ?2, ?3, ?4, ?5, cast(cast(?6 as text) as jsonb), ?7)\
            """;
    private static final String VERSIONS =
            """
            select version, effective_at, name, length_minutes, cast(materials as text)
            from course_version where course = ?1\
            """;

    @Inject Json json;
    @Inject Clock clock;

    /// A course, and the version of it that trainers see now.
    record Offered(CourseRow row, CourseVersion newest) {}

    /// Who may give a course.
    record Givers(boolean anyTrainer, Set<UUID> trainers) {}

    /// Refuses a code that no course has.
    @WithSession
    public Uni<Void> mustExist(String code) {
        return find(code).replaceWithVoid();
    }

    /// Refuses a course of which no new sessions are planned.
    @WithSession
    public Uni<Void> mustBeOffered(String code) {
        return find(code)
                .invoke(course -> {
                    if (course.retiredAt != null) {
                        throw COURSE_RETIRED.at(
                                "/course",
                                "No sessions of %s are planned any more.".formatted(code));
                    }
                })
                .replaceWithVoid();
    }

    /// Refuses trainers who are not listed with a course that only some may give.
    @WithSession
    public Uni<Void> mustBeGivenBy(String code, Collection<UUID> trainers) {
        return find(code)
                .invoke(course -> {
                    if (!course.anyTrainer && !List.of(course.trainers).containsAll(trainers)) {
                        throw MAY_NOT_GIVE_COURSE.at(
                                "/trainers",
                                "Not all of these trainers may give %s.".formatted(code));
                    }
                })
                .replaceWithVoid();
    }

    @WithSession
    Uni<List<CourseRow>> list(PageRequest page) {
        return CourseRow.<CourseRow>find("code > ?1 order by code", page.after().orElse(""))
                .page(0, page.rows())
                .list();
    }

    @WithSession
    Uni<Offered> get(String code) {
        return find(code).chain(this::offered);
    }

    /// What trainers saw of a course at some time.
    @WithSession
    Uni<CourseVersion> version(String code, int number) {
        return versions(VERSIONS + " and version = ?2", code, number)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw UNKNOWN_COURSE_VERSION.because(
                                "The course %s has no version %d.".formatted(code, number));
                    }
                    return found.getFirst();
                });
    }

    @WithSession
    Uni<List<CourseVersion>> versions(String code, PageRequest page) {
        return mustExist(code)
                .chain(() ->
                        versions(
                                VERSIONS + " and version > ?2 order by version limit ?3",
                                code,
                                page.afterNumber(),
                                page.rows()));
    }

    /// T2: a training beside the four; nobody has to attend it.
    @WithTransaction
    Uni<Offered> add(String code, Content content, Givers givers, UUID by) {
        CourseRow row = new CourseRow();
        row.code = code;
        row.revision = 1;
        give(row, givers);
        return next(row, content, by)
                .onFailure(Constraint.broken("course_pkey"))
                .transform(_ ->
                        COURSE_EXISTS.at("/code", "There is a course %s already.".formatted(code)));
    }

    /// A new version of what trainers see; nothing where it is what they see already.
    @WithTransaction
    Uni<Offered> edit(String code, Expected expected, Content content, UUID by) {
        return locked(code, expected)
                .chain(this::offered)
                .chain(offered -> {
                    CourseRow row = offered.row();
                    if (content.equals(offered.newest().content())) {
                        return Uni.createFrom().item(offered);
                    }
                    mustStayAsAgreed(row, content);
                    row.revision++;
                    return next(row, content, by);
                });
    }

    /// Who may give it from now on; sessions that are planned stay with their trainers.
    @WithTransaction
    Uni<CourseRow> giveTo(String code, Expected expected, Givers givers) {
        return locked(code, expected)
                .invoke(row -> {
                    give(row, givers);
                    row.revision++;
                });
    }

    /// No new sessions from now on; what is planned is still given.
    @WithTransaction
    Uni<Offered> retire(String code, Expected expected) {
        return locked(code, expected)
                .invoke(row -> {
                    if (row.required) {
                        throw COURSE_REQUIRED.because(
                                "Every team member attends %s.".formatted(row.name));
                    }
                    if (row.retiredAt == null) {
                        row.retiredAt = clock.instant();
                        row.revision++;
                    }
                })
                .chain(this::offered);
    }

    private Uni<Offered> next(CourseRow row, Content content, UUID by) {
        row.version++;
        row.name = content.name();
        row.lengthMinutes = content.lengthMinutes();
        CourseVersion version = new CourseVersion(row.version, clock.instant(), content);
        return row.<CourseRow>persistAndFlush()
                .chain(Panache::getSession)
                .chain(session ->
                        session.createNativeQuery(KEEP_VERSION)
                                .setParameter(1, row.code)
                                .setParameter(2, row.version)
                                .setParameter(3, version.effectiveAt())
                                .setParameter(4, content.name())
                                .setParameter(5, content.lengthMinutes())
                                .setParameter(6, json.write(content.materials()))
                                .setParameter(7, by)
                                .executeUpdate())
                .replaceWith(new Offered(row, version));
    }

    private Uni<Offered> offered(CourseRow row) {
        return version(row.code, row.version).map(newest -> new Offered(row, newest));
    }

    private Uni<List<CourseVersion>> versions(String sql, Object... values) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(sql, Object[].class);
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 1, values[i]);
                    }
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(this::version).toList());
    }

    private CourseVersion version(Object[] columns) {
        return new CourseVersion(
                (int) columns[0],
                Columns.time(columns[1]),
                new Content(
                        (String) columns[2],
                        (int) columns[3],
                        List.of(json.read((String) columns[4], Material[].class))));
    }

    private static void give(CourseRow row, Givers givers) {
        row.anyTrainer = givers.anyTrainer();
        row.trainers = givers.trainers().toArray(UUID[]::new);
        Arrays.sort(row.trainers);
    }

    // T1: the agreement names the four and their lengths; what they are taught with is free.
    private static void mustStayAsAgreed(CourseRow row, Content content) {
        if (row.agreed
                && !(row.name.equals(content.name())
                        && row.lengthMinutes == content.lengthMinutes())) {
            throw AGREED_COURSE.because(
                    "The agreement says that %s takes %d minutes."
                            .formatted(row.name, row.lengthMinutes));
        }
    }

    private static Uni<CourseRow> find(String code) {
        return CourseRow.<CourseRow>findById(code).onItem().ifNull().failWith(() -> unknown(code));
    }

    private static Uni<CourseRow> locked(String code, Expected expected) {
        return CourseRow.<CourseRow>findById(code, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(code))
                .invoke(row -> expected.mustBe(row.revision));
    }

    private static RefusalException unknown(String code) {
        return UNKNOWN_COURSE.at("/course", "No course has the code %s.".formatted(code));
    }
}
