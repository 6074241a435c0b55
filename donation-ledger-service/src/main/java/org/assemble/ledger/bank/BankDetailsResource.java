package org.assemble.ledger.bank;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.bank.model.BankDetails;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.journal.Requests;
import org.assemble.platform.caller.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/campaigns/{campaignId}/bank-details")
@Tag(
        name = "bank details",
        description = "Where a campaign is paid; a change takes a second person (M3)")
public class BankDetailsResource {

    @Inject Banking banking;

    @Inject Campaigns campaigns;

    @Inject Requests requests;

    @Inject CurrentCaller caller;

    /// A British bank account, as people write it.
    public record NewBankDetails(
            @NotBlank @Size(max = 140) String accountName,
            @NotBlank @Size(max = 20) String sortCode,
            @NotBlank @Size(max = 20) String accountNumber) {

        BankAccount toAccount() {
            return BankAccount.written(accountName, sortCode, accountNumber);
        }
    }

    /// Whether a campaign can be paid; the account itself is not shown.
    ///
    /// @param state `none`, `waiting` (for a second person) or `confirmed`
    /// @param payable whether a confirmed account is in force; an older one stays so while a change
    ///   waits
    public record BankDetailsView(UUID campaignId, String state, boolean payable) {

        static BankDetailsView of(UUID campaignId, BankDetails details) {
            String state =
                    details.waitingDocumentId() != null
                            ? "waiting"
                            : details.confirmed() ? "confirmed" : "none";
            return new BankDetailsView(campaignId, state, details.confirmed());
        }
    }

    @PUT
    @RolesAllowed("campaign-organiser")
    @Operation(
            summary =
                    "Name the account that the campaign is paid to; it waits until finance confirms it")
    public Uni<RestResponse<BankDetailsView>> submit(
            @RestPath UUID campaignId, @NotNull @Valid NewBankDetails details) {
        return requests.done(
                details,
                banking.submitting(
                        campaignId, details.toAccount(), caller.get().mustBeOf(campaignId)));
    }

    @POST
    @Path("/confirmation")
    @RolesAllowed("finance")
    @Operation(summary = "Confirm, as a second person, that the account is the campaign's")
    public Uni<RestResponse<BankDetailsView>> confirm(@RestPath UUID campaignId) {
        return requests.done("confirmation", banking.confirming(campaignId, caller.get()));
    }

    @GET
    @RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
    @Operation(summary = "Whether the campaign can be paid")
    public Uni<BankDetailsView> get(@RestPath UUID campaignId) {
        return campaigns
                .seenBy(caller.get(), campaignId)
                .chain(_ -> banking.get(campaignId))
                .map(details -> BankDetailsView.of(campaignId, details));
    }
}
