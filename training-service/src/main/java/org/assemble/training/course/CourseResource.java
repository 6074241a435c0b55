package org.assemble.training.course;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.revision.Revisions;
import org.assemble.training.course.CourseVersion.Content;
import org.assemble.training.course.CourseVersion.Material;
import org.assemble.training.course.Courses.Givers;
import org.assemble.training.course.Courses.Offered;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// The trainings that are offered: read by anyone, added and edited by the national team (T1, T2).
@Path("/api/v1/trainings/courses")
@Tag(name = "trainings", description = "Courses, sessions, attendance and who lacks what (T1–T4)")
public class CourseResource {
    private static final String ADMIN = "national-admin";
    private static final int MOST_TRAINERS = 200;

    @Inject Courses courses;
    @Inject CurrentCaller caller;
    @Inject Once once;
    @Inject Revisions revisions;

    /// A course in the list of all.
    ///
    /// @param required whether every team member attends it (T1)
    /// @param version the newest, which trainers see now
    /// @param retiredAt since when no new sessions are planned; null while it is offered
    public record CourseView(
            String code,
            String name,
            int lengthMinutes,
            boolean required,
            int version,
            Instant retiredAt) {
        static CourseView of(CourseRow row) {
            return new CourseView(
                    row.code,
                    row.name,
                    row.lengthMinutes,
                    row.required,
                    row.version,
                    row.retiredAt);
        }
    }

    /// A course with its materials.
    ///
    /// @param effectiveAt since when trainers see this version
    /// @param anyTrainer whether every trainer may give it, or only those who are listed
    public record CourseDetails(
            String code,
            String name,
            int lengthMinutes,
            boolean required,
            int version,
            Instant effectiveAt,
            List<Material> materials,
            boolean anyTrainer,
            Instant retiredAt) {
        static CourseDetails of(Offered offered) {
            CourseRow row = offered.row();
            return new CourseDetails(
                    row.code,
                    row.name,
                    row.lengthMinutes,
                    row.required,
                    row.version,
                    offered.newest().effectiveAt(),
                    offered.newest().content().materials(),
                    row.anyTrainer,
                    row.retiredAt);
        }
    }

    /// What trainers saw of a course, from a moment on until the next version.
    public record VersionView(
            int version,
            Instant effectiveAt,
            String name,
            int lengthMinutes,
            List<Material> materials) {
        static VersionView of(CourseVersion version) {
            return new VersionView(
                    version.version(),
                    version.effectiveAt(),
                    version.content().name(),
                    version.content().lengthMinutes(),
                    version.content().materials());
        }
    }

    /// Who may give a course: every trainer, or those who are listed.
    public record Trainers(
            @NotNull Boolean anyTrainer,
            @NotNull @Size(max = MOST_TRAINERS) List<@NotNull UUID> trainers) {
        static Trainers of(CourseRow row) {
            return new Trainers(row.anyTrainer, Arrays.asList(row.trainers));
        }

        Givers to() {
            return new Givers(anyTrainer, new TreeSet<>(trainers));
        }
    }

    /// A course that is added beside the four (T2).
    ///
    /// @param code its name for ever
    /// @param givenBy nobody said means every trainer
    public record NewCourse(
            @NotNull
                    @Size(max = 60)
                    @Pattern(
                            regexp = "[a-z0-9]+(-[a-z0-9]+)*",
                            message = "must be small letters and digits, joined by hyphens")
                    String code,
            @NotNull @Valid Content content,
            @Valid Trainers givenBy) {
        Givers givers() {
            return givenBy == null ? new Givers(true, Set.of()) : givenBy.to();
        }
    }

    @GET
    @PermitAll
    @Operation(summary = "The trainings that are offered, and those that were")
    public Uni<Page<CourseView>> list(@Valid @BeanParam PageRequest page) {
        return courses.list(page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.code, CourseView::of));
    }

    @GET
    @Path("/{course}")
    @PermitAll
    @Operation(summary = "One training, with its materials")
    public Uni<RestResponse<CourseDetails>> get(@RestPath String course) {
        return courses.get(course).map(CourseResource::answer);
    }

    @POST
    @RolesAllowed(ADMIN)
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = CourseDetails.class, responseCode = "201")
    @Operation(
            summary = "Add a training beside the four",
            description = "Nobody has to attend it (T2).")
    public Uni<RestResponse<CourseDetails>> add(@NotNull @Valid NewCourse course) {
        return once.created(
                course,
                CourseDetails.class,
                () ->
                        courses.add(
                                        course.code(),
                                        course.content(),
                                        course.givers(),
                                        caller.get().personId())
                                .map(CourseDetails::of),
                CourseDetails::code);
    }

    @PUT
    @Path("/{course}")
    @RolesAllowed(ADMIN)
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @Operation(
            summary = "Edit what trainers see",
            description =
                    "A new version, in force at once; old ones stay readable. Names and lengths of"
                            + " the four are the agreement's (T1) and stay.")
    public Uni<RestResponse<CourseDetails>> edit(
            @RestPath String course, @NotNull @Valid Content content) {
        return courses.edit(course, revisions.expected(), content, caller.get().personId())
                .map(CourseResource::answer);
    }

    @GET
    @Path("/{course}/versions")
    @PermitAll
    @Operation(summary = "All versions of a training, the oldest first")
    public Uni<Page<VersionView>> versions(
            @RestPath String course, @Valid @BeanParam PageRequest page) {
        return courses.versions(course, page)
                .map(rows -> Page.of(rows, page.limit(), CourseVersion::version, VersionView::of));
    }

    @GET
    @Path("/{course}/versions/{version}")
    @PermitAll
    @Operation(summary = "One version of a training")
    public Uni<VersionView> version(@RestPath String course, @RestPath int version) {
        return courses.version(course, version).map(VersionView::of);
    }

    @GET
    @Path("/{course}/trainers")
    @RolesAllowed({"trainer", ADMIN})
    @Operation(summary = "Who may give a training")
    public Uni<RestResponse<Trainers>> trainers(@RestPath String course) {
        return courses.get(course).map(Offered::row).map(CourseResource::trainersOf);
    }

    @PUT
    @Path("/{course}/trainers")
    @RolesAllowed(ADMIN)
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @Operation(
            summary = "Say who may give a training",
            description = "Sessions that are planned stay with their trainers.")
    public Uni<RestResponse<Trainers>> giveTo(
            @RestPath String course, @NotNull @Valid Trainers trainers) {
        return courses.giveTo(course, revisions.expected(), trainers.to())
                .map(CourseResource::trainersOf);
    }

    @PUT
    @Path("/{course}/retirement")
    @RolesAllowed(ADMIN)
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @Operation(
            summary = "Plan no more sessions of a training",
            description = "What is planned is still given. The four of T1 are not retired.")
    public Uni<RestResponse<CourseDetails>> retire(@RestPath String course) {
        return courses.retire(course, revisions.expected()).map(CourseResource::answer);
    }

    private static RestResponse<CourseDetails> answer(Offered offered) {
        return Revisions.tagged(CourseDetails.of(offered), offered.row().revision);
    }

    private static RestResponse<Trainers> trainersOf(CourseRow row) {
        return Revisions.tagged(Trainers.of(row), row.revision);
    }
}
