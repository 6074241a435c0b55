package org.assemble.training.feed;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Sha256;
import org.assemble.training.session.model.Region;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The sessions to come, for calendar programs (T4).
@Path("/api/v1/trainings")
@Tag(name = "trainings")
public class FeedResource {
    private static final String TEXT_CALENDAR = "text/calendar;charset=UTF-8";
    private static final String FOR_ALL = "public, max-age=300";
    private static final String FOR_ONE = "private, no-cache";

    @Inject Feeds feeds;
    @Inject CurrentCaller caller;

    /// Where a calendar program finds a person's own sessions: whoever knows the address sees them.
    ///
    /// @param address below the API's own; told once, and not kept
    public record CalendarAddress(String address) {}

    @GET
    @Path("/calendar.ics")
    @PermitAll
    @Produces(TEXT_CALENDAR)
    @APIResponseSchema(value = String.class, responseCode = "200")
    @Operation(
            summary = "All sessions as a calendar",
            description =
                    "Those to come and of the last 90 days, cancelled ones marked as such, without"
                            + " the links of calls. An event keeps its UID; its SEQUENCE rises with"
                            + " every change. At most 2,000: the nearest of those to come, and then"
                            + " those that were over last.")
    public Uni<RestResponse<String>> ofAll(@RestHeader("If-None-Match") String known) {
        return calendar("Assemble trainings", feeds.ofAll(), known, FOR_ALL);
    }

    @GET
    @Path("/regions/{region}/calendar.ics")
    @PermitAll
    @Produces(TEXT_CALENDAR)
    @APIResponseSchema(value = String.class, responseCode = "200")
    @Operation(
            summary = "The sessions in a region as a calendar",
            description =
                    "Those at a place there, and those that are online; otherwise as the calendar of"
                            + " all.")
    public Uni<RestResponse<String>> ofRegion(
            @RestPath @Pattern(regexp = Region.CODE) String region,
            @RestHeader("If-None-Match") String known) {
        return calendar("Assemble trainings, " + region, feeds.ofRegion(region), known, FOR_ALL);
    }

    @GET
    @Path("/my-calendar.ics")
    @PermitAll
    @Produces(TEXT_CALENDAR)
    @APIResponseSchema(value = String.class, responseCode = "200")
    @Operation(
            summary = "A person's own sessions as a calendar",
            description =
                    "Where they have a seat, wait for one (TENTATIVE) or are the trainer; with the"
                            + " link of a call where they may join it. At most 2,000, as in the"
                            + " calendar of all. A calendar"
                            + " program sends no token, so the address has a secret: in its query,"
                            + " which stands in no log of ours.")
    public Uni<RestResponse<String>> ofSecret(
            @RestQuery @NotNull String secret, @RestHeader("If-None-Match") String known) {
        return calendar("My Assemble trainings", feeds.ofSecret(secret), known, FOR_ONE);
    }

    @POST
    @Path("/people/{personId}/calendar-address")
    @Authenticated
    @Operation(
            summary = "Make an address for one's own calendar",
            description =
                    "For the person. It is told this once: only its hash is kept. An earlier one"
                            + " is worth nothing from then on. Each request makes a new one, whatever its key.")
    public Uni<CalendarAddress> newAddress(@RestPath UUID personId) {
        return feeds.newSecret(caller.get(), personId)
                .map(secret ->
                        new CalendarAddress("/api/v1/trainings/my-calendar.ics?secret=" + secret));
    }

    @DELETE
    @Path("/people/{personId}/calendar-address")
    @Authenticated
    @Operation(
            summary = "Withdraw the address of one's own calendar",
            description = "For the person.")
    public Uni<Void> withdraw(@RestPath UUID personId) {
        return feeds.withdraw(caller.get(), personId);
    }

    /// Written by a worker: a long calendar takes longer than an event loop has.
    private static Uni<RestResponse<String>> calendar(
            String name, Uni<List<Entry>> entries, String known, String caching) {
        return entries.emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> {
                    String text = Calendars.of(name, found);
                    String tag = "\"" + Sha256.of(text) + "\"";
                    boolean unchanged = known != null && known.contains(tag);
                    return (unchanged
                                    ? ResponseBuilder.<String>notModified()
                                    : ResponseBuilder.ok(text))
                            .header("ETag", tag)
                            .header("Cache-Control", caching)
                            .build();
                });
    }
}
