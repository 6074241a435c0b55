package org.assemble.training.course;

import static org.assemble.training.TrainingRefusal.UNKNOWN_COURSE;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.assemble.platform.paging.PageRequest;

/// The trainings that are offered (T1, T2).
@ApplicationScoped
public class Courses {

    /// Refuses a code that no course has.
    @WithSession
    public Uni<Void> mustExist(String code) {
        return CourseRow.count("code", code)
                .invoke(count -> {
                    if (count == 0) {
                        throw UNKNOWN_COURSE.at(
                                "/course", "No course has the code %s.".formatted(code));
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
}
