package org.assemble.training.course;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/trainings/courses")
@Tag(name = "trainings", description = "Courses, sessions, attendance and who lacks what (T1–T4)")
public class CourseResource {
    @Inject Courses courses;

    /// A course.
    ///
    /// @param required whether every team member attends it (T1)
    public record CourseView(String code, String name, int lengthMinutes, boolean required) {
        static CourseView of(CourseRow row) {
            return new CourseView(row.code, row.name, row.lengthMinutes, row.required);
        }
    }

    @GET
    @PermitAll
    @Operation(summary = "The trainings that are offered")
    public Uni<Page<CourseView>> list(@Valid @BeanParam PageRequest page) {
        return courses.list(page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.code, CourseView::of));
    }
}
