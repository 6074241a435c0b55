package org.assemble.ledger.donation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.assemble.ledger.donation.DonationResource.NewDonation;
import org.assemble.ledger.journal.Journal;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.RefusalException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Singleton
@Path("/api/v1/ledger/donations/import")
@Tag(name = "donations")
public class ImportResource {

    static final String NDJSON = "application/x-ndjson";

    /// Refused lines that an answer lists.
    static final int MOST_LISTED = 1_000;

    /// Imports at the same time: each keeps a thread.
    private static final int MOST_AT_ONCE = 4;

    @Inject Donating donating;

    @Inject Journal journal;

    @Inject ObjectMapper json;

    @Inject Validator validator;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private ObjectReader donations;

    /// What became of the lines.
    ///
    /// @param repeated told before in the same words: nothing was done
    /// @param refusals the first of the refused lines
    /// @param notListed how many more were refused
    public record ImportView(
            long recorded,
            long repeated,
            long refused,
            List<RefusedLine> refusals,
            long notListed) {}

    /// A line that was not recorded, and why: code and pointer as the same donation by itself would
    /// get them.
    ///
    /// @param line counts from 1
    public record RefusedLine(long line, String code, String pointer, String detail) {

        static RefusedLine of(long line, RefusalException refused) {
            String pointer =
                    refused.errors().isEmpty() ? "" : refused.errors().getFirst().pointer();
            return new RefusedLine(line, refused.refusal().code(), pointer, refused.getMessage());
        }
    }

    @PostConstruct
    void prepare() {
        donations = json.readerFor(NewDonation.class);
    }

    @POST
    @Consumes(NDJSON)
    @RolesAllowed({"service", "finance"})
    @Operation(
            summary = "Record many donations, one a line",
            description =
                    "Each line is what POST /api/v1/ledger/donations takes, and is recorded by itself: good lines count,"
                            + " bad ones are listed. Source and reference name a donation, so the same lines again do"
                            + " nothing new: after a connection that broke, send the whole list again.")
    public ImportView record(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = NDJSON,
                                            schema = @Schema(implementation = NewDonation.class)))
                    InputStream body)
            throws InterruptedException {
        if (!places.tryAcquire()) {
            throw CommonRefusal.NOT_AVAILABLE.because(
                    MOST_AT_ONCE + " lists are being imported; nothing of this one was read.");
        }
        try {
            return new Import(new Import.Tools(donating, journal, donations, validator)).run(body);
        } catch (IOException cut) {
            throw CommonRefusal.MALFORMED_REQUEST.because(
                    "The list ended before it was whole. What had come is recorded: send it again to complete it.");
        } finally {
            places.release();
        }
    }
}
