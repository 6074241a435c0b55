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
import java.util.concurrent.atomic.AtomicBoolean;
import org.assemble.ledger.audit.Audit.Line;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
                    "Tells how far it is every second, each difference when it is found (the first 200), and at last a"
                            + " report; without the report it did not come to its end. It ends when the caller goes.")
    public Multi<Line> audit() {
        return Multi.createFrom()
                .<Line>emitter(
                        lines -> Infrastructure.getDefaultWorkerPool().execute(() -> run(lines)),
                        BackPressureStrategy.BUFFER);
    }

    private void run(MultiEmitter<? super Line> lines) {
        AtomicBoolean gone = new AtomicBoolean();
        lines.onTermination(() -> gone.set(true));
        try {
            audit.run(lines::emit, gone::get);
            lines.complete();
        } catch (RuntimeException failed) {
            lines.fail(failed);
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
