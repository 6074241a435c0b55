package org.assemble.ledger.live;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.ledger.books.Views;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.live.Movements.Movement;
import org.assemble.ledger.live.Movements.Place;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

@Path("/api/v1/ledger")
@Tag(name = "live", description = "Movements as they happen, as server-sent events")
public class StreamResource {

    private static final Pattern ID = Pattern.compile("([0-9]{1,18})(?::([0-9]{1,9}))?");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RECONNECT_AFTER_MILLIS = 1_000;
    private static final String DESCRIPTION =
            "One event for each movement; its id is `position:line`. Who comes back with the last id"
                    + " (`Last-Event-ID`, or `after`) misses none and gets none twice; who brings"
                    + " none gets what comes from now on. A comment every few seconds says that the"
                    + " stream lives. It ends after ten minutes: connect again.";

    @Inject Movements movements;

    @Inject Views views;

    @Inject Campaigns campaigns;

    @Inject CurrentCaller caller;

    /// One amount that went from one account to another.
    ///
    /// @param subject what it came from, as `donation:{id}`
    /// @param occurred the day on which it happened
    /// @param effective the day on which it counts
    public record MovementEvent(
            long position,
            int line,
            String subject,
            UUID campaignId,
            String debit,
            String credit,
            Money amount,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded) {

        static MovementEvent of(Movement movement) {
            return new MovementEvent(
                    movement.place().position(),
                    movement.place().line(),
                    movement.subject(),
                    movement.campaignId(),
                    movement.debit(),
                    movement.credit(),
                    Money.pence(movement.pence()),
                    movement.occurred(),
                    movement.effective(),
                    movement.recorded());
        }
    }

    @GET
    @Blocking
    @Path("/movements/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({"finance", "finance-approver"})
    @Operation(summary = "Every movement of the books", description = DESCRIPTION)
    public Multi<OutboundSseEvent> all(
            @RestQuery @Parameter(description = "The id of the last event seen") String after,
            @RestHeader("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        return stream(
                Uni.createFrom().voidItem(), lastEventId == null ? after : lastEventId, null, sse);
    }

    @GET
    @Blocking
    @Path("/campaigns/{campaignId}/movements/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
    @Operation(summary = "Every movement that concerns a campaign", description = DESCRIPTION)
    public Multi<OutboundSseEvent> ofCampaign(
            @RestPath UUID campaignId,
            @RestQuery @Parameter(description = "The id of the last event seen") String after,
            @RestHeader("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        return stream(
                campaigns.seenBy(caller.get(), campaignId),
                lastEventId == null ? after : lastEventId,
                campaignId,
                sse);
    }

    /// A stream's head is sent before its first event, so whoever may not have it must be refused
    /// before there is a stream: this waits, on a thread that may.
    private Multi<OutboundSseEvent> stream(
            Uni<?> allowed, String lastSeen, UUID campaignId, Sse sse) {
        movements.mustHaveRoom();
        long head = allowed.chain(views::head).await().atMost(PATIENCE);
        Place begin = lastSeen == null ? Place.after(head) : place(lastSeen, head);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(hello(sse)),
                        movements
                                .after(begin, campaignId)
                                .onItem()
                                .transformToMultiAndConcatenate(found -> events(found, sse)));
    }

    private static Place place(String text, long head) {
        Matcher id = ID.matcher(text);
        if (!id.matches() || Long.parseLong(id.group(1)) > head) {
            throw CommonRefusal.MALFORMED_REQUEST.at(
                    "/after", "The id of an event that was sent is needed, as 120:1.");
        }
        long position = Long.parseLong(id.group(1));
        return id.group(2) == null
                ? Place.after(position)
                : new Place(position, Integer.parseInt(id.group(2)));
    }

    private static OutboundSseEvent hello(Sse sse) {
        return sse.newEventBuilder()
                .reconnectDelay(RECONNECT_AFTER_MILLIS)
                .comment("movements as they happen")
                .build();
    }

    private static Multi<OutboundSseEvent> events(List<Movement> found, Sse sse) {
        if (found.isEmpty()) {
            return Multi.createFrom().item(sse.newEventBuilder().comment("nothing new").build());
        }
        return Multi.createFrom()
                .iterable(found)
                .map(movement ->
                        sse.newEventBuilder()
                                .id(movement.place().position() + ":" + movement.place().line())
                                .name("movement")
                                .data(MovementEvent.class, MovementEvent.of(movement))
                                .build());
    }
}
