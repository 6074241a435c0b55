package org.assemble.ledger.donation;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_REVERSAL;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.donation.model.ReverseDonation;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Requests;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.assemble.platform.id.Ids;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/donations/{donationId}/reversals")
@Tag(
        name = "reversals",
        description = "Refunds, failures, chargebacks and returns, whole or in part (M7)")
@RolesAllowed({"service", "finance"})
public class ReversalResource {

    @Inject Reversing reversing;

    @Inject Donating donating;

    @Inject Requests requests;

    /// Money that went back.
    ///
    /// @param source who says so: `bank`
    /// @param reference names the reversal at its source, once and for ever
    /// @param occurredOn the day on which it left the account
    public record NewReversal(
            @NotNull Kind kind,
            @NotNull Money amount,
            @NotNull LocalDate occurredOn,
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String source,
            @NotNull @Pattern(regexp = "[\\x21-\\x7e]([\\x20-\\x7e]{0,98}[\\x21-\\x7e])?")
                    String reference) {

        ReverseDonation toCommand(UUID reversalId, UUID donationId) {
            return new ReverseDonation(
                    reversalId, donationId, kind, source, reference, amount.amount(), occurredOn);
        }
    }

    /// What went back, and from where.
    ///
    /// @param left what was left of the donation after it
    /// @param campaignShare what went back of the campaign's share
    /// @param matched what went back of the match
    public record ReversalView(
            UUID id,
            UUID donationId,
            Kind kind,
            Money amount,
            Money left,
            Money campaignShare,
            Money nationalShare,
            Money matched,
            LocalDate occurredOn) {

        static ReversalView of(ReversalEvent event) {
            long pence = event.reversal().pence();
            return switch (event) {
                case ReversedFromCampaign e ->
                        of(e, e.campaignPence(), pence - e.campaignPence(), e.matchedPence());
                case ReversedFromNationalFund e -> of(e, 0, pence, 0);
                case ReversedFromMovement e -> of(e, 0, 0, 0);
                case ReversedFromUnit e -> of(e, 0, 0, 0);
            };
        }

        private static ReversalView of(
                ReversalEvent event, long campaignPence, long nationalPence, long matchedPence) {
            ReversalEvent.Reversal reversal = event.reversal();
            return new ReversalView(
                    reversal.reversalId(),
                    reversal.donationId(),
                    reversal.kind(),
                    Money.pence(reversal.pence()),
                    Money.pence(reversal.leftPence()),
                    Money.pence(campaignPence),
                    Money.pence(nationalPence),
                    Money.pence(matchedPence),
                    reversal.reversedOn());
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ReversalView.class, responseCode = "201")
    @Operation(
            summary =
                    "Reverse a donation, whole or in part; the same source and reference again is the same reversal")
    public Uni<RestResponse<ReversalView>> reverse(
            @RestPath UUID donationId, @NotNull @Valid NewReversal reversal) {
        return requests.created(
                reversal,
                reversing.reversing(reversal.toCommand(Ids.next(), donationId)),
                ReversalView::id);
    }

    @GET
    @Path("/{reversalId}")
    @Operation(summary = "One reversal; those of a donation are shown with it")
    public Uni<ReversalView> get(@RestPath UUID donationId, @RestPath UUID reversalId) {
        return donating.get(donationId)
                .map(donation ->
                        donation.reversals().stream()
                                .filter(event -> event.reversal().reversalId().equals(reversalId))
                                .findFirst()
                                .map(ReversalView::of)
                                .orElseThrow(() ->
                                        new LedgerRefusal(UNKNOWN_REVERSAL)
                                                .because(
                                                        "The donation has no reversal "
                                                                + reversalId
                                                                + ".")));
    }
}
