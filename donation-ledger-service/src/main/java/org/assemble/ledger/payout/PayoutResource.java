package org.assemble.ledger.payout;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.journal.Requests;
import org.assemble.ledger.payout.model.BankFile;
import org.assemble.ledger.payout.model.PayoutRun;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/payout-runs")
@Tag(
        name = "payouts",
        description = "Paying campaigns what they are owed: propose, approve, release, settle (M3)")
public class PayoutResource {

    @Inject Payouts payouts;

    @Inject Requests requests;

    @Inject CurrentCaller caller;

    /// What one campaign is paid.
    public record LineView(UUID campaignId, Money amount) {}

    /// A payout run and how far it got.
    ///
    /// @param state `proposed`, `approved`, `released`, `settled` or `cancelled`
    public record RunView(
            UUID id,
            String state,
            LocalDate proposedOn,
            UUID proposedBy,
            UUID approvedBy,
            UUID releasedBy,
            LocalDate settledOn,
            Money total,
            List<LineView> lines) {

        static RunView of(PayoutRun.Known run) {
            return switch (run) {
                case PayoutRun.Proposed(var plan) -> of(plan, "proposed", null, null, null);
                case PayoutRun.Approved(var plan, UUID by) -> of(plan, "approved", by, null, null);
                case PayoutRun.Released(var plan, UUID approver, UUID by, _) ->
                        of(plan, "released", approver, by, null);
                case PayoutRun.Settled(var plan, UUID approver, UUID by, _, LocalDate on) ->
                        of(plan, "settled", approver, by, on);
                case PayoutRun.Cancelled(var plan) -> of(plan, "cancelled", null, null, null);
            };
        }

        private static RunView of(
                PayoutRun.Plan plan,
                String state,
                UUID approvedBy,
                UUID releasedBy,
                LocalDate settledOn) {
            return new RunView(
                    plan.runId(),
                    state,
                    plan.proposedOn(),
                    plan.proposedBy(),
                    approvedBy,
                    releasedBy,
                    settledOn,
                    Money.pence(plan.totalPence()),
                    plan.lines().stream()
                            .map(line -> new LineView(line.campaignId(), Money.pence(line.pence())))
                            .toList());
        }
    }

    /// The file that the bank is given. It can be fetched again, always the same.
    ///
    /// @param sha256 of the content, in hex
    /// @param controlTotal the sum of its payments
    /// @param content lines of sort code, account number, name, amount, reference, dd/mm/yyyy
    public record BankFileView(
            String fileName, String sha256, Money controlTotal, int payments, String content) {

        static BankFileView of(BankFile file) {
            return new BankFileView(
                    file.fileName(),
                    file.sha256(),
                    Money.pence(file.controlTotalPence()),
                    file.payments(),
                    file.content());
        }
    }

    /// What the bank shows of the run.
    public record Settlement(
            @NotNull LocalDate settledOn, @NotBlank @Size(max = 60) String bankReference) {}

    public record Cancellation(@NotBlank @Size(max = 500) String reason) {}

    @POST
    @RolesAllowed("finance")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = RunView.class, responseCode = "201")
    @Operation(
            summary =
                    "Propose a run with a line for each campaign that is owed and has confirmed bank details")
    public Uni<RestResponse<RunView>> propose() {
        return requests.created(
                "proposal", payouts.proposing(Ids.next(), caller.get()), RunView::id);
    }

    @GET
    @Path("/{runId}")
    @RolesAllowed({"finance", "finance-approver"})
    @Operation(summary = "One payout run")
    public Uni<RunView> get(@RestPath UUID runId) {
        return payouts.get(runId).map(RunView::of);
    }

    @POST
    @Path("/{runId}/approval")
    @RolesAllowed({"finance-approver", "finance"})
    @Operation(
            summary =
                    "Approve a run, as a second person; above the policy approval-limit-pence an approver")
    public Uni<RestResponse<RunView>> approve(@RestPath UUID runId) {
        return requests.done("approval", payouts.approving(runId, caller.get()));
    }

    @POST
    @Path("/{runId}/release")
    @RolesAllowed("finance")
    @Operation(
            summary = "Release an approved run, as someone other than its approver: the bank file")
    public Uni<RestResponse<BankFileView>> release(@RestPath UUID runId) {
        return requests.done(
                "release",
                payouts.releasing(runId, caller.get()),
                () -> payouts.file(runId).map(BankFileView::of));
    }

    @GET
    @Path("/{runId}/file")
    @Produces("text/csv")
    @RolesAllowed("finance")
    @Operation(summary = "The bank file of a released run, as it was released")
    public Uni<RestResponse<String>> file(@RestPath UUID runId) {
        return payouts.file(runId)
                .map(file ->
                        RestResponse.ResponseBuilder.ok(file.content())
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename=\"" + file.fileName() + "\"")
                                .build());
    }

    @POST
    @Path("/{runId}/settlement")
    @RolesAllowed("finance")
    @Operation(summary = "Record that the bank shows the run")
    public Uni<RestResponse<RunView>> settle(
            @RestPath UUID runId, @NotNull @Valid Settlement settlement) {
        return requests.done(
                settlement,
                payouts.settling(
                        runId, settlement.settledOn(), settlement.bankReference(), caller.get()));
    }

    @POST
    @Path("/{runId}/cancellation")
    @RolesAllowed("finance")
    @Operation(summary = "Cancel a run that is not released; what it had set aside is owed again")
    public Uni<RestResponse<RunView>> cancel(
            @RestPath UUID runId, @NotNull @Valid Cancellation cancellation) {
        return requests.done(
                cancellation, payouts.cancelling(runId, cancellation.reason(), caller.get()));
    }
}
