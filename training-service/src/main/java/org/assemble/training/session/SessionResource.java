package org.assemble.training.session;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.revision.Revisions;
import org.assemble.platform.revision.Revisions.Expected;
import org.assemble.training.ZoneNames;
import org.assemble.training.session.Sessions.Scope;
import org.assemble.training.session.model.Plan;
import org.assemble.training.session.model.Region;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// Sessions: planned, found, changed and cancelled (T3).
@Path("/api/v1/trainings/sessions")
@Tag(name = "trainings")
public class SessionResource {
    private static final int MOST_SEATS = 2_000;
    private static final int MOST_TRAINERS = 20;
    private static final String ENGLISH = "en";
    private static final String SCOPE =
            "For which sessions of a series: ONE, this and the FOLLOWING, or ALL. Those that have"
                    + " begun or are cancelled stay as they are.";

    @Inject Sessions sessions;
    @Inject CurrentCaller caller;
    @Inject Once once;
    @Inject Revisions revisions;

    /// Where an online session is met.
    public record Online(
            @NotNull
                    @Size(max = 500)
                    @Pattern(regexp = "https?://\\S+", message = "must be a web address")
                    String url) {}

    /// What is planned of a session, online or at a place (T3).
    ///
    /// @param timeZone what it is shown in, and what keeps its hour when it is repeated
    /// @param region of a place: the ONS code of the nation or region
    /// @param language what is spoken (BCP 47); en where nothing is said
    /// @param accessNote what the place or the call offers, and whom to ask; what somebody needs is
    ///   told to them and not kept here
    /// @param trainers who give it; where nobody is said, who plans it, or who gives it already
    public record SessionPlan(
            @NotNull Instant startsAt,
            @NotNull Instant endsAt,
            @NotBlank @Size(max = 60) String timeZone,
            @Valid Online online,
            @Size(min = 1, max = 300) String place,
            @Pattern(regexp = Region.CODE) String region,
            @Min(1) @Max(MOST_SEATS) int capacity,
            @Size(max = 35) String language,
            @Size(min = 1, max = 1_000) String accessNote,
            @Size(max = MOST_TRAINERS) List<@NotNull UUID> trainers) {
        Plan to() {
            // A calendar knows no fractions of a second.
            return new Plan(
                    startsAt.truncatedTo(ChronoUnit.SECONDS),
                    endsAt.truncatedTo(ChronoUnit.SECONDS),
                    ZoneNames.zone(timeZone),
                    PlanRules.venue(online == null ? null : online.url(), place, region),
                    capacity,
                    PlanRules.language(language == null ? ENGLISH : language),
                    accessNote,
                    trainers == null ? List.of() : trainers.stream().distinct().sorted().toList());
        }
    }

    /// A session to be planned, or with a rule a series of them.
    ///
    /// @param repeats a rule of RFC 5545, 3.3.10, with COUNT or UNTIL, that the first session fits;
    ///   null for a single one
    public record NewSession(
            @NotBlank @Size(max = 60) String course,
            @NotNull Instant startsAt,
            @NotNull Instant endsAt,
            @NotBlank @Size(max = 60) String timeZone,
            @Valid Online online,
            @Size(min = 1, max = 300) String place,
            @Pattern(regexp = Region.CODE) String region,
            @Min(1) @Max(MOST_SEATS) int capacity,
            @Size(max = 35) String language,
            @Size(min = 1, max = 1_000) String accessNote,
            @Size(max = MOST_TRAINERS) List<@NotNull UUID> trainers,
            @Size(min = 1, max = 300) String repeats) {
        Plan to(Caller planner) {
            return new SessionPlan(
                            startsAt,
                            endsAt,
                            timeZone,
                            online,
                            place,
                            region,
                            capacity,
                            language,
                            accessNote,
                            trainersOr(planner))
                    .to();
        }

        private List<UUID> trainersOr(Caller planner) {
            boolean nobodySaid = trainers == null || trainers.isEmpty();
            return nobodySaid && planner.has("trainer") ? List.of(planner.personId()) : trainers;
        }
    }

    /// Why a session is not held, as those who have a seat are told; nobody's name or health.
    public record NewCancellation(@NotBlank @Size(max = 300) String reason) {}

    /// That a session is not held.
    public record Cancellation(Instant at, String reason) {}

    /// In a call.
    ///
    /// @param url where it is met: for those who have a seat or lead the session, and null for
    ///   everybody else, who might come uninvited
    public record OnlineView(String url) {}

    /// A session.
    ///
    /// @param online null where it is at a place
    /// @param courseVersion the version of the course that it is given by
    /// @param enrolled how many seats are taken
    /// @param waiting how many people wait for one
    /// @param seriesId what it has in common with the others of its series; null for a single one
    /// @param repeats the rule that the series was planned by
    /// @param cancelled null unless it is
    public record SessionView(
            UUID id,
            String course,
            int courseVersion,
            Instant startsAt,
            Instant endsAt,
            String timeZone,
            OnlineView online,
            String place,
            String region,
            int capacity,
            int enrolled,
            int waiting,
            String language,
            String accessNote,
            UUID seriesId,
            String repeats,
            Cancellation cancelled,
            Instant updatedAt) {
        /// As everybody sees it.
        static SessionView of(SessionRow row) {
            return view(row, null);
        }

        /// As those see it who may join it.
        static SessionView withLink(SessionRow row) {
            return view(row, row.onlineUrl);
        }

        private static SessionView view(SessionRow row, String url) {
            return new SessionView(
                    row.id,
                    row.course,
                    row.courseVersion,
                    row.startsAt,
                    row.endsAt,
                    row.timeZone,
                    row.onlineUrl == null ? null : new OnlineView(url),
                    row.place,
                    row.region,
                    row.capacity,
                    row.enrolled,
                    row.waiting,
                    row.language,
                    row.accessNote,
                    row.seriesId,
                    row.repeats,
                    row.cancelledAt == null
                            ? null
                            : new Cancellation(row.cancelledAt, row.cancelledReason),
                    row.updatedAt);
        }
    }

    /// What is kept of a cancellation for a request that may come again.
    public record Cancelled(SessionView session, long revision) {
        static Cancelled of(SessionRow row) {
            return new Cancelled(SessionView.withLink(row), row.revision);
        }
    }

    /// Who gives a session.
    public record TrainersView(List<UUID> trainers) {
        static TrainersView of(SessionRow row) {
            return new TrainersView(List.of(row.trainers));
        }
    }

    @POST
    @RolesAllowed({"trainer", "national-admin"})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = SessionView.class, responseCode = "201")
    @Operation(
            summary = "Plan a session of a course, or a series of them",
            description =
                    "The answer is the first of a series. One that is over can be entered"
                            + " afterwards; people can be enrolled in it as long as it is there.")
    public Uni<RestResponse<SessionView>> plan(@NotNull @Valid NewSession session) {
        return once.created(
                        session,
                        SessionView.class,
                        () ->
                                sessions.plan(
                                                caller.get(),
                                                session.course(),
                                                session.to(caller.get()),
                                                session.repeats())
                                        .map(SessionView::withLink),
                        SessionView::id)
                .map(answer -> Revisions.tag(answer, 1));
    }

    @GET
    @PermitAll
    @Operation(
            summary = "The sessions that fit, cancelled ones too, in the order of planning",
            description = "Without the links of calls: those who may join find them one by one.")
    public Uni<Page<SessionView>> list(
            @Valid @BeanParam SessionFilter filter, @Valid @BeanParam PageRequest page) {
        return sessions.list(filter, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, SessionView::of));
    }

    @GET
    @Path("/{sessionId}")
    @PermitAll
    @Operation(
            summary = "One session",
            description =
                    "The link of a call is there for those who are signed in and have a seat, or"
                            + " lead the session.")
    public Uni<RestResponse<SessionView>> get(@RestPath UUID sessionId) {
        return caller.ifSignedIn()
                .chain(who -> sessions.seenBy(who, sessionId))
                .map(seen ->
                        Revisions.tagged(
                                seen.joins()
                                        ? SessionView.withLink(seen.session())
                                        : SessionView.of(seen.session()),
                                seen.session().revision));
    }

    @GET
    @Path("/{sessionId}/trainers")
    @Authenticated
    @Operation(summary = "Who gives a session", description = "For everyone who is signed in.")
    public Uni<TrainersView> trainers(@RestPath UUID sessionId) {
        return sessions.get(sessionId).map(TrainersView::of);
    }

    @PUT
    @Path("/{sessionId}")
    @RolesAllowed({"trainer", "national-admin"})
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @Operation(
            summary = "Change a session",
            description =
                    "By those who give it, until it begins. Others of its series are changed in"
                            + " what was changed of this one. Those who have a seat or wait for"
                            + " one find a notice; with more seats the first of them move up.")
    public Uni<RestResponse<SessionView>> change(
            @RestPath UUID sessionId,
            @RestQuery @DefaultValue("ONE") @Parameter(description = SCOPE) Scope scope,
            @NotNull @Valid SessionPlan session) {
        return sessions.change(caller.get(), sessionId, scope, revisions.expected(), session.to())
                .map(row -> Revisions.tagged(SessionView.withLink(row), row.revision));
    }

    @POST
    @Path("/{sessionId}/cancellation")
    @RolesAllowed({"trainer", "national-admin"})
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @Operation(
            summary = "Cancel a session",
            description =
                    "By those who give it, until it begins. Those who have a seat or wait for one"
                            + " find a notice.")
    public Uni<RestResponse<SessionView>> cancel(
            @RestPath UUID sessionId,
            @RestQuery @DefaultValue("ONE") @Parameter(description = SCOPE) Scope scope,
            @NotNull @Valid NewCancellation cancellation) {
        Expected expected = revisions.expected();
        return once.done(
                        List.of(scope, cancellation),
                        Cancelled.class,
                        () ->
                                sessions.cancel(
                                                caller.get(),
                                                sessionId,
                                                scope,
                                                expected,
                                                cancellation.reason())
                                        .map(Cancelled::of))
                .map(answer -> {
                    Cancelled cancelled = answer.getEntity();
                    return Revisions.tag(
                            Once.saying(answer, cancelled.session()), cancelled.revision());
                });
    }
}
