package org.assemble.ledger.checkpoint;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CHECKPOINT;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.assemble.ledger.checkpoint.model.NoteKey;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/ledger/checkpoints")
@Tag(name = "checkpoints", description = "What the ledger's history is, signed, for everyone (M12)")
public class CheckpointResource {

    @Inject Checkpoints checkpoints;

    @Inject CheckpointSettings settings;

    /// A published checkpoint.
    ///
    /// @param size how many events it covers: positions 1 to `size`
    /// @param root of the Merkle tree (RFC 6962) over them, in base64
    /// @param note what was signed: a C2SP tlog-checkpoint, byte for byte
    public record CheckpointView(long size, String root, String note, Instant publishedAt) {
        static CheckpointView of(Checkpoint checkpoint) {
            return new CheckpointView(
                    checkpoint.size(),
                    base64(checkpoint.root()),
                    checkpoint.note(),
                    checkpoint.published());
        }
    }

    /// The key that checkpoints are signed with.
    ///
    /// @param publicKey its 32 bytes in base64
    /// @param verifierKey the same as tools for signed notes take it: `origin+id+base64`
    public record KeyView(String origin, String algorithm, String publicKey, String verifierKey) {
        static KeyView of(NoteKey key) {
            return new KeyView(key.name(), "Ed25519", base64(key.publicBytes()), key.verifierKey());
        }
    }

    /// That the history of `to` begins with the history of `from` (RFC 6962, 2.1.2).
    ///
    /// @param from the older note
    /// @param to the newer note
    /// @param proof hashes in base64
    public record ConsistencyView(String from, String to, List<String> proof) {}

    @POST
    @RolesAllowed({"finance", "finance-approver"})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(CheckpointView.class)
    @APIResponse(
            responseCode = "202",
            description = "Much is new: the checkpoint is published soon, as the latest")
    @Operation(
            summary =
                    "Publish a checkpoint now; where nothing is new, the newest one says it already")
    public Uni<RestResponse<CheckpointView>> publish() {
        return Uni.createFrom()
                .item(checkpoints::publish)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(checkpoint -> RestResponse.ok(CheckpointView.of(checkpoint)))
                .ifNoItem()
                .after(settings.patience())
                .recoverWithItem(() ->
                        ResponseBuilder.<CheckpointView>create(RestResponse.Status.ACCEPTED)
                                .location(URI.create("/api/v1/ledger/checkpoints/latest"))
                                .build());
    }

    @GET
    @PermitAll
    @Operation(summary = "All checkpoints, from the newest to the oldest")
    public Uni<Page<CheckpointView>> list(@Valid @BeanParam PageRequest page) {
        return checkpoints
                .before(size(page), page.rows())
                .map(rows -> Page.of(rows, page.limit(), Checkpoint::size, CheckpointView::of));
    }

    @GET
    @Path("/latest")
    @PermitAll
    @Operation(summary = "The newest checkpoint")
    public Uni<CheckpointView> latest() {
        return newest().map(CheckpointView::of);
    }

    @GET
    @Path("/latest")
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The newest checkpoint", description = "As text: the signed note itself")
    public Uni<String> latestNote() {
        return newest().map(Checkpoint::note);
    }

    @GET
    @Path("/key")
    @PermitAll
    @Operation(summary = "The public key of checkpoints; keep it from another source than this one")
    public KeyView key() {
        return KeyView.of(checkpoints.key());
    }

    @GET
    @Path("/consistency")
    @PermitAll
    @Operation(summary = "Proves that one checkpoint's history begins with an older one's")
    public Uni<ConsistencyView> consistency(
            @RestQuery @Min(1) long from, @RestQuery @Min(1) long to) {
        if (from > to) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/from", "The older one comes first.");
        }
        return checkpoints
                .at(from)
                .chain(older ->
                        checkpoints
                                .at(to)
                                .chain(newer ->
                                        checkpoints
                                                .consistency(older, newer)
                                                .map(proof ->
                                                        new ConsistencyView(
                                                                older.note(),
                                                                newer.note(),
                                                                proof.stream()
                                                                        .map(
                                                                                CheckpointResource
                                                                                        ::base64)
                                                                        .toList()))));
    }

    @GET
    @Path("/{size: [0-9]{1,18}}")
    @PermitAll
    @Operation(summary = "The checkpoint of a size")
    public Uni<CheckpointView> get(@RestPath long size) {
        return checkpoints.at(size).map(CheckpointView::of);
    }

    private Uni<Checkpoint> newest() {
        return checkpoints
                .latest()
                .map(latest ->
                        latest.orElseThrow(() ->
                                new LedgerRefusal(UNKNOWN_CHECKPOINT)
                                        .because("None was published yet.")));
    }

    private static OptionalLong size(PageRequest page) {
        try {
            return page.after()
                    .map(Long::parseLong)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException notOurs) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
