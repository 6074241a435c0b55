package org.assemble.platform.deadletter;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assemble.platform.deadletter.DeadLetters.DeadLetter;
import org.assemble.platform.inbox.Inbox;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.UnreadableEvent;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// What this service could not read, for whoever runs it: look, mend the cause, send again.
@Path("/api/v1/operations/{service}/dead-letters")
@RolesAllowed("${assemble.operator-role}")
public class DeadLetterResource {
    private static final int MOST = 100;

    @Inject DeadLetters letters;
    @Inject Inbox inbox;

    /// A message that could not be read, without its content.
    public record LetterView(long offset, String topic, String id, String type, String reason) {
        static LetterView of(DeadLetter letter) {
            return new LetterView(
                    letter.offset(),
                    letter.header("dead-letter-topic").orElse(null),
                    letter.header("ce_id").orElse(null),
                    letter.header("ce_type").orElse(null),
                    letter.header("dead-letter-reason").orElse(null));
        }
    }

    /// What became of a message that was sent again.
    public record Redelivered(long offset, String outcome) {}

    @GET
    @Blocking
    @Operation(summary = "The messages that the service could not read")
    public List<LetterView> list(@RestQuery @DefaultValue("0") long from) {
        return letters.from(from, MOST).stream().map(LetterView::of).toList();
    }

    @POST
    @Path("/{offset}/redelivery")
    @Operation(summary = "Give one message to the service again, once its cause is mended")
    public Uni<Redelivered> redeliver(@RestPath long offset) {
        // Reading the topic blocks; what follows needs the request's own context again.
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        return Uni.createFrom()
                .item(() -> one(offset))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(context)
                .chain(letter -> inbox.takeAside(letter.message()))
                .onFailure(UnreadableEvent.class)
                .transform(still -> CommonRefusal.STILL_UNREADABLE.because(still.getMessage()))
                .map(outcome -> new Redelivered(offset, word(outcome)));
    }

    private static String word(Optional<Outcome> outcome) {
        return outcome.map(what ->
                        switch (what) {
                            case Outcome.Applied _, Outcome.Known _ -> "applied";
                            case Outcome.Waiting _ -> "waiting";
                            case Outcome.Refused _ -> "refused";
                        })
                .orElse("known already");
    }

    private DeadLetter one(long offset) {
        return letters.from(offset, 1).stream()
                .filter(letter -> letter.offset() == offset)
                .findFirst()
                .orElseThrow(() ->
                        CommonRefusal.UNKNOWN_ADDRESS.because("No dead letter has this offset."));
    }
}
