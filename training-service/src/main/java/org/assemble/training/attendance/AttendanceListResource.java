package org.assemble.training.attendance;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.id.Sha256;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.training.attendance.ListSeals.SealedList;
import org.assemble.training.attendance.ListSeals.Who;
import org.assemble.training.attendance.Lists.Listed;
import org.assemble.training.attendance.Lists.Summary;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.calllist.CallLists;
import org.assemble.training.calllist.CallLists.Sent;
import org.assemble.training.calllist.model.Format;
import org.assemble.training.calllist.model.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// The lists of calls, of a session: uploaded, looked at, and who stands in them (T3).
@Path("/api/v1/trainings/sessions/{sessionId}/attendance-lists")
@Tag(name = "trainings")
public class AttendanceListResource {
    static final String TEXT_CSV = "text/csv";
    private static final int MOST_AT_ONCE = 500;

    @Inject Lists lists;
    @Inject ListSeals seals;
    @Inject CurrentCaller caller;
    @Inject Once once;
    @Inject Vertx vertx;
    @Inject Clock clock;

    /// A line that does not count, and why; the others do.
    ///
    /// @param line of the file, counted from 1
    public record ProblemView(int line, Problem problem, String detail) {
        static ProblemView of(ListedLineRow row) {
            return new ProblemView(row.line, row.problem, row.problem.explanation());
        }
    }

    /// A list, and what came of it; names are with `attendees` alone.
    ///
    /// @param unmatched how many are waiting for a trainer to say who they are
    /// @param counted of those who were found, who was there long enough (T3)
    /// @param notEnrolled of those who were found, who came without a seat; kept all the same
    /// @param withdrawn of those for whom it counts, from whom the training was withdrawn: they
    ///   don't get it back by this, but by a correction that makes it count (T4)
    /// @param troubledLines how many lines do not count
    /// @param problems of those lines, the first 1,000
    public record ListView(
            UUID id,
            UUID sessionId,
            Format format,
            Instant uploadedAt,
            long attendees,
            long unmatched,
            List<UUID> counted,
            List<UUID> notEnrolled,
            List<UUID> withdrawn,
            long troubledLines,
            List<ProblemView> problems) {
        static ListView of(Summary summary) {
            ListRow list = summary.list();
            return new ListView(
                    list.id,
                    list.sessionId,
                    list.format,
                    list.uploadedAt,
                    summary.numbers().attendees(),
                    summary.numbers().unmatched(),
                    summary.counted(),
                    summary.notEnrolled(),
                    summary.withdrawn(),
                    summary.numbers().troubled(),
                    summary.troubled().stream().map(ProblemView::of).toList());
        }
    }

    /// A list among others.
    public record ListItem(UUID id, Format format, UUID uploadedBy, Instant uploadedAt) {
        static ListItem of(ListRow row) {
            return new ListItem(row.id, row.format, row.uploadedBy, row.uploadedAt);
        }
    }

    /// A line of somebody.
    ///
    /// @param minutes where it has no times
    public record LineView(
            int line, Instant joinedAt, Instant leftAt, Long minutes, Problem problem) {
        static LineView of(ListedLineRow row) {
            return new LineView(
                    row.line,
                    row.startsAt,
                    row.endsAt,
                    row.seconds == null ? null : row.seconds / 60,
                    row.problem);
        }
    }

    /// Somebody in a list.
    ///
    /// @param name null when it is known who it is, and when the names are erased
    /// @param personId null while it is not known
    public record AttendeeView(
            int attendee, String name, String email, UUID personId, List<LineView> lines) {
        @Override
        public String toString() {
            // Never a name or an address in a log.
            return "AttendeeView[" + attendee + "]";
        }
    }

    /// Who somebody in the list is.
    public record Match(@NotNull @Min(1) Integer attendee, @NotNull UUID personId) {}

    /// Who those are whose address told nothing.
    public record Matches(@NotEmpty @Size(max = MOST_AT_ONCE) List<@NotNull @Valid Match> matches) {
        Map<Integer, UUID> to() {
            Map<Integer, UUID> who = new HashMap<>();
            for (Match match : matches) {
                UUID other = who.putIfAbsent(match.attendee(), match.personId());
                if (other != null && !other.equals(match.personId())) {
                    throw CommonRefusal.MALFORMED_REQUEST.at(
                            "/matches", "Number %d is two people.".formatted(match.attendee()));
                }
            }
            return who;
        }
    }

    private record Upload(String content) {}

    /// What is kept for a request that may come again: which list it was. What became of it is
    /// looked up when the transaction is over, which as its last step holds what all others wait
    /// for.
    public record Kept(UUID id) {}

    @POST
    @Consumes({TEXT_CSV, "text/tab-separated-values"})
    @RolesAllowed("trainer")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ListView.class, responseCode = "201")
    @Operation(
            summary = "Record who was there by the list of a call",
            description =
                    "The participants report of Zoom or the attendance report of Microsoft Teams as"
                            + " it is exported, or any other list whose columns are named. People"
                            + " are found by the address of their sign-in; the others wait until a"
                            + " trainer says who they are. What can't be read as a whole does"
                            + " nothing; a line that can't be is named, and the others count. The"
                            + " same file again is the same list, and its answer says how that is by"
                            + " then.")
    public Uni<RestResponse<ListView>> upload(
            @RestPath UUID sessionId,
            @Valid @BeanParam HowWritten how,
            @Context HttpHeaders headers,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = TEXT_CSV,
                                            schema =
                                                    @Schema(
                                                            type = SchemaType.STRING,
                                                            format = "binary")))
                    byte[] file) {
        return read(sessionId, how, charset(headers), file == null ? new byte[0] : file)
                .chain(read ->
                        once.created(
                                new Upload(read.content()),
                                Kept.class,
                                () -> lists.keep(caller.get(), sessionId, read).map(Kept::new),
                                Kept::id))
                .chain(kept -> became(sessionId, kept));
    }

    @GET
    @RolesAllowed("trainer")
    @Operation(summary = "The lists of a session")
    public Uni<Page<ListItem>> list(@RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return lists.list(caller.get(), sessionId, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, ListItem::of));
    }

    @GET
    @Path("/{listId}")
    @RolesAllowed("trainer")
    @Operation(summary = "A list, and what came of it")
    public Uni<ListView> get(@RestPath UUID sessionId, @RestPath UUID listId) {
        return lists.get(caller.get(), sessionId, listId).map(ListView::of);
    }

    @GET
    @Path("/{listId}/attendees")
    @RolesAllowed("trainer")
    @Operation(
            summary = "Who stands in a list",
            description =
                    "For who gives the session. With `unmatched=true` those alone of whom it is not"
                            + " known who they are; their names are there until it is, or until the"
                            + " time is over.")
    public Uni<Page<AttendeeView>> attendees(
            @RestPath UUID sessionId,
            @RestPath UUID listId,
            @RestQuery Optional<Boolean> unmatched,
            @Valid @BeanParam PageRequest page) {
        return lists.attendees(caller.get(), sessionId, listId, unmatched.orElse(false), page)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> Page.of(rows, page.limit(), row -> row.attendee().id, this::view));
    }

    @POST
    @Path("/{listId}/matches")
    @RolesAllowed("trainer")
    @Operation(
            summary = "Say who people in a list are",
            description =
                    "What the list tells of them holds from now on. A request that comes again does"
                            + " nothing new; its answer says how the list is by then.")
    public Uni<RestResponse<ListView>> match(
            @RestPath UUID sessionId, @RestPath UUID listId, @NotNull @Valid Matches matches) {
        return once.done(
                        matches,
                        Kept.class,
                        () ->
                                lists.match(caller.get(), sessionId, listId, matches.to())
                                        .map(Kept::new))
                .chain(kept -> became(sessionId, kept));
    }

    private Uni<RestResponse<ListView>> became(UUID sessionId, RestResponse<Kept> kept) {
        return lists.get(caller.get(), sessionId, kept.getEntity().id())
                .map(summary -> Once.saying(kept, ListView.of(summary)));
    }

    private Uni<SealedList> read(
            UUID sessionId, HowWritten how, Optional<String> charset, byte[] file) {
        return lists.begun(caller.get(), sessionId)
                .chain(session ->
                        lists.schedule(session)
                                .chain(schedule ->
                                        aside(
                                                how,
                                                new Sent(
                                                        file,
                                                        charset,
                                                        how.separator(),
                                                        how.declared(session.timeZone())),
                                                schedule)));
    }

    /// Reading and sealing takes a while, and the event loop has others to serve.
    private Uni<SealedList> aside(HowWritten how, Sent sent, Schedule schedule) {
        Instant now = clock.instant();
        UUID id = Ids.next();
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(
                                        () ->
                                                seals.seal(
                                                        id,
                                                        CallLists.read(id, sent, schedule, now),
                                                        content(how, sent)),
                                        false)
                                .toCompletionStage());
    }

    private static String content(HowWritten how, Sent sent) {
        return Sha256.of(
                how.said()
                        + " "
                        + sent.charset()
                        + " "
                        + Base64.getEncoder().encodeToString(sent.file()));
    }

    private static Optional<String> charset(HttpHeaders headers) {
        return Optional.ofNullable(headers.getMediaType())
                .map(type -> type.getParameters().get("charset"));
    }

    private AttendeeView view(Listed listed) {
        ListedAttendeeRow row = listed.attendee();
        Who who = seals.read(listed.wrappedKey(), row.sealed);
        return new AttendeeView(
                row.number,
                who.name(),
                who.email(),
                row.personId,
                listed.lines().stream().map(LineView::of).toList());
    }
}
