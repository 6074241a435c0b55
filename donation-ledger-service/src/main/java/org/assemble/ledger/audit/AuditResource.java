package org.assemble.ledger.audit;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.assemble.ledger.audit.Audit.Line;
import org.assemble.ledger.audit.Audit.Listener;
import org.assemble.ledger.audit.Audit.Progress;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.common.util.RestMediaType;

@Path("/api/v1/ledger")
@Tag(name = "audit", description = "Whether the books are what the events say (M12)")
@RolesAllowed({"finance", "finance-approver"})
public class AuditResource {

    @Inject Audit audit;

    @Inject PlainText plainText;

    @GET
    @Path("/audit")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            summary = "Compute everything again and say what differs",
            description =
                    "Tells how far it is every second, each difference when it is found (the first 50 of a table), and at last a"
                            + " report; without the report it did not come to its end. It ends when the caller goes.")
    @APIResponseSchema(Line.class)
    @APIResponse(responseCode = "409", description = "Another audit is under way")
    public Multi<Line> audit() {
        return Multi.createFrom()
                .<Line>emitter(
                        lines -> Infrastructure.getDefaultWorkerPool().execute(() -> run(lines)),
                        BackPressureStrategy.BUFFER);
    }

    private void run(MultiEmitter<? super Line> lines) {
        Hearing hearing = new Hearing(lines);
        ScheduledFuture<?> telling =
                Infrastructure.getDefaultWorkerPool()
                        .scheduleAtFixedRate(hearing::tellProgress, 1, 1, TimeUnit.SECONDS);
        try {
            audit.run(hearing);
            lines.complete();
        } catch (RuntimeException failed) {
            lines.fail(failed);
        } finally {
            telling.cancel(false);
        }
    }

    /// Passes on what is heard, and tells every second how far the audit is: also while it counts
    /// in the database, so that nobody on the way takes it for dead.
    private static final class Hearing implements Listener {
        private final MultiEmitter<? super Line> lines;
        private volatile boolean gone;
        private volatile Progress progress = new Progress(0, 0);

        Hearing(MultiEmitter<? super Line> lines) {
            this.lines = lines;
            lines.onTermination(() -> gone = true);
        }

        void tellProgress() {
            lines.emit(Line.of(progress));
        }

        @Override
        public void hear(Line line) {
            lines.emit(line);
        }

        @Override
        public void reached(long position, long of) {
            progress = new Progress(position, of);
        }

        @Override
        public boolean isGone() {
            return gone;
        }
    }

    @GET
    @Path("/journal")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "The whole journal as plain-text accounting, with balance assertions",
            description =
                    "For hledger and its kin: in the order of effective dates, each posting with the balance after it."
                            + " The last line says how many transactions there are; without it the text is not whole.")
    public StreamingOutput journal() {
        return plainText::write;
    }
}
