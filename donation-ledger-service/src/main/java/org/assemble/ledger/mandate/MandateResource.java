package org.assemble.ledger.mandate;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/ledger/mandates")
@Tag(name = "mandates", description = "Monthly donations pledged in ward assemblies (M1, A3)")
@RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
public class MandateResource {

    @Inject Mandates mandates;

    @Inject Campaigns campaigns;

    @Inject CurrentCaller caller;

    /// A monthly donation; its donor is an id, never a name.
    ///
    /// @param state `pledged` until the first payment comes in, then `active`
    public record MandateView(
            UUID id,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            Money monthly,
            String state,
            LocalDate pledgedOn,
            LocalDate activeSince) {

        static MandateView of(Mandate.Known mandate) {
            return switch (mandate) {
                case Mandate.Pledged(Mandate.Promise promise) -> of(promise, "pledged", null);
                case Mandate.Active(Mandate.Promise promise, LocalDate since) ->
                        of(promise, "active", since);
            };
        }

        private static MandateView of(
                Mandate.Promise promise, String state, LocalDate activeSince) {
            return new MandateView(
                    promise.mandateId(),
                    promise.campaignId(),
                    promise.assemblyId(),
                    promise.donorId(),
                    Money.pence(promise.monthlyPence()),
                    state,
                    promise.pledgedOn(),
                    activeSince);
        }
    }

    @GET
    @Operation(summary = "The mandates of a campaign, in the order in which they were pledged")
    public Uni<Page<MandateView>> list(
            @RestQuery @NotNull UUID campaignId, @Valid @BeanParam PageRequest page) {
        return campaigns
                .seenBy(caller.get(), campaignId)
                .chain(_ -> mandates.ofCampaign(campaignId, page))
                .map(rows ->
                        Page.of(
                                rows,
                                page.limit(),
                                Mandates.Listed::position,
                                row -> MandateView.of(row.mandate())));
    }

    @GET
    @Path("/{mandateId}")
    @Operation(summary = "One mandate")
    public Uni<MandateView> get(@RestPath UUID mandateId) {
        return mandates.get(mandateId)
                .call(mandate -> campaigns.seenBy(caller.get(), mandate.promise().campaignId()))
                .map(MandateView::of);
    }
}
