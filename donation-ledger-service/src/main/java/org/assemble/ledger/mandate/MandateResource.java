package org.assemble.ledger.mandate;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.books.AsOf;
import org.assemble.ledger.books.Views;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.csv.CsvWriter;
import org.assemble.ledger.csv.Listing;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.fund.Reach;
import org.assemble.ledger.journal.Things;
import org.assemble.ledger.journal.Things.Conditions;
import org.assemble.ledger.journal.Things.Listed;
import org.assemble.ledger.journal.Things.Wanted;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/ledger/mandates")
@Tag(name = "mandates", description = "Monthly donations pledged in ward assemblies (M1, A3)")
@RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
public class MandateResource {

    @Inject Mandates mandates;

    @Inject Things things;

    @Inject Views views;

    @Inject Campaigns campaigns;

    @Inject CurrentCaller caller;

    /// A monthly donation.
    ///
    /// @param donorId for finance alone
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

        static MandateView of(Mandate.Known mandate, boolean donors) {
            return switch (mandate) {
                case Mandate.Pledged(Mandate.Promise promise) ->
                        of(promise, donors, "pledged", null);
                case Mandate.Active(Mandate.Promise promise, LocalDate since) ->
                        of(promise, donors, "active", since);
            };
        }

        private static MandateView of(
                Mandate.Promise promise, boolean donors, String state, LocalDate activeSince) {
            return new MandateView(
                    promise.mandateId(),
                    promise.campaignId(),
                    promise.assemblyId(),
                    donors ? promise.donorId() : null,
                    Money.pence(promise.monthlyPence()),
                    state,
                    promise.pledgedOn(),
                    activeSince);
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Operation(
            summary = "The mandates that you may see, in the order in which they were pledged",
            description =
                    "`asOf` leaves out what was pledged later; what is listed is as it was known.")
    public Uni<Listing<MandateView>> list(
            @RestQuery UUID campaignId,
            @RestQuery UUID assemblyId,
            @RestQuery @Parameter(description = "The ONS code of a nation or region") String region,
            @RestQuery
                    @Parameter(
                            description =
                                    "Only what changed since a moment (RFC 3339), in the order of the change")
                    String updatedSince,
            @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        Conditions conditions =
                new Conditions()
                        .and(
                                "begin.data ->> 'assemblyId' = ?",
                                assemblyId == null ? null : assemblyId.toString());
        long after = Things.place(page);
        return campaigns
                .reach(caller.get(), campaignId, region)
                .chain(reach ->
                        views.of(asOf)
                                .chain(view ->
                                        views.before("updatedSince", updatedSince)
                                                .chain(since ->
                                                        list(
                                                                wanted(reach, view, since),
                                                                conditions,
                                                                after,
                                                                page.limit(),
                                                                reach.donors()))));
    }

    private static Wanted wanted(Reach reach, View view, long since) {
        return new Wanted(
                StreamId.Kind.MANDATE, reach.ids(), view.position(), view.lastDay(), since);
    }

    private Uni<Listing<MandateView>> list(
            Wanted wanted, Conditions conditions, long after, int limit, boolean donors) {
        return things.list(wanted, conditions, after, limit, Mandate.UNKNOWN)
                .map(found ->
                        Listing.endingAt(
                                MandateView.class,
                                wanted.position(),
                                found.things().stream()
                                        .map(Listed::state)
                                        .map(Mandate.Known.class::cast)
                                        .map(mandate -> MandateView.of(mandate, donors))
                                        .toList(),
                                found.next()));
    }

    @GET
    @Path("/{mandateId}")
    @Operation(summary = "One mandate")
    public Uni<MandateView> get(@RestPath UUID mandateId) {
        return mandates.get(mandateId)
                .call(mandate -> campaigns.seenBy(caller.get(), mandate.promise().campaignId()))
                .map(mandate ->
                        MandateView.of(
                                mandate, caller.get().hasAny("finance", "finance-approver")));
    }
}
