package org.assemble.ledger.mandate;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.books.AsOf;
import org.assemble.ledger.csv.Listing;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.journal.Requests;
import org.assemble.ledger.journal.Things;
import org.assemble.ledger.journal.Things.Asked;
import org.assemble.ledger.journal.Things.Conditions;
import org.assemble.ledger.journal.Things.Shown;
import org.assemble.ledger.journal.model.MandateEvent.EndReason;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.mandate.model.MandateCommand;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.id.Ids;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/mandates")
@Tag(name = "mandates", description = "Monthly donations pledged in ward assemblies (M1, A3)")
@RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
public class MandateResource {

    @Inject Mandates mandates;

    @Inject Things things;

    @Inject Mandating mandating;

    @Inject Requests requests;

    @Inject Campaigns campaigns;

    @Inject Clock clock;

    @Inject CurrentCaller caller;

    /// A pledge on paper, or one made elsewhere.
    ///
    /// @param assemblyId the ward assembly where it was made; without one it is never matched (M5)
    public record NewMandate(
            @NotNull UUID campaignId,
            UUID assemblyId,
            @NotNull UUID donorId,
            @NotNull Money monthly,
            @NotNull LocalDate pledgedOn) {

        MandateCommand.Pledge toCommand(UUID mandateId) {
            return new MandateCommand.Pledge(
                    mandateId, campaignId, assemblyId, donorId, monthly.amount(), pledgedOn);
        }
    }

    /// @param validFrom the first day of the new amount; it may lie ahead
    public record AmountChange(@NotNull Money monthly, @NotNull LocalDate validFrom) {}

    public record End(@NotNull EndReason reason, @NotNull LocalDate endedOn) {}

    /// A monthly donation.
    ///
    /// @param donorId for finance alone
    /// @param monthly what is expected each month, now
    /// @param state `pledged` until the first payment comes in, then `active`, at last `ended`
    /// @param firstPaymentId the donation that is its first payment, if one is not wholly reversed
    ///   (M5)
    /// @param amountChanges all that were entered, in that order
    public record MandateView(
            UUID id,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            Money monthly,
            String state,
            LocalDate pledgedOn,
            LocalDate activeSince,
            UUID firstPaymentId,
            LocalDate endedOn,
            EndReason endReason,
            List<AmountChange> amountChanges) {

        static MandateView of(Mandate.Known mandate, LocalDate day, boolean donors) {
            return switch (mandate) {
                case Mandate.Pledged _ -> of(mandate, "pledged", null, null, day, donors);
                case Mandate.Active _ -> of(mandate, "active", null, null, day, donors);
                case Mandate.Ended(_, _, EndReason reason, LocalDate on) ->
                        of(mandate, "ended", on, reason, day, donors);
            };
        }

        private static MandateView of(
                Mandate.Known mandate,
                String state,
                LocalDate endedOn,
                EndReason endReason,
                LocalDate day,
                boolean donors) {
            Mandate.Promise promise = mandate.promise();
            return new MandateView(
                    promise.mandateId(),
                    promise.campaignId(),
                    promise.assemblyId(),
                    donors ? promise.donorId() : null,
                    Money.pence(promise.monthlyPenceOn(day)),
                    state,
                    promise.pledgedOn(),
                    mandate.paid().activeSince(),
                    mandate.paid().firstPaymentId(),
                    endedOn,
                    endReason,
                    promise.changes().stream()
                            .map(change ->
                                    new AmountChange(
                                            Money.pence(change.monthlyPence()), change.validFrom()))
                            .toList());
        }
    }

    /// A mandate as it is listed: as it stood on the list's `asOf`.
    ///
    /// @param monthly what is expected each month, on that day
    public record ListedMandate(
            UUID id,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            Money monthly,
            String state,
            LocalDate pledgedOn,
            LocalDate activeSince,
            UUID firstPaymentId,
            LocalDate endedOn,
            EndReason endReason) {

        static ListedMandate of(Mandate.OnDay seen, boolean donors) {
            MandateView view = MandateView.of((Mandate.Known) seen.mandate(), seen.day(), donors);
            return new ListedMandate(
                    view.id(),
                    view.campaignId(),
                    view.assemblyId(),
                    view.donorId(),
                    view.monthly(),
                    view.state(),
                    view.pledgedOn(),
                    view.activeSince(),
                    view.firstPaymentId(),
                    view.endedOn(),
                    view.endReason());
        }
    }

    @POST
    @RolesAllowed("finance")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = MandateView.class, responseCode = "201")
    @Operation(summary = "Enter a pledge by hand")
    public Uni<RestResponse<MandateView>> enter(@NotNull @Valid NewMandate mandate) {
        return requests.created(
                mandate, mandating.entering(mandate.toCommand(Ids.next())), MandateView::id);
    }

    @POST
    @Path("/{mandateId}/amount-changes")
    @RolesAllowed("finance")
    @Operation(summary = "Another amount each month, from a day on")
    public Uni<RestResponse<MandateView>> change(
            @RestPath UUID mandateId, @NotNull @Valid AmountChange change) {
        return requests.done(
                change,
                mandating.changing(
                        mandateId, change.monthly().amount(), change.validFrom(), caller.get()));
    }

    @POST
    @Path("/{mandateId}/end")
    @RolesAllowed("finance")
    @Operation(summary = "End a mandate; payments that still come in are taken")
    public Uni<RestResponse<MandateView>> end(@RestPath UUID mandateId, @NotNull @Valid End end) {
        return requests.done(
                end, mandating.ending(mandateId, end.reason(), end.endedOn(), caller.get()));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Operation(
            summary = "The mandates that you may see, in the order in which they were pledged",
            description =
                    "`asOf` leaves out what was pledged later and shows each mandate as it stood on that day: its state"
                            + " by the days of its payments and of its end, its amount by the days from which its"
                            + " changes hold. Without it the day is that of `knownAt`, or today; the answer tells it.")
    public Uni<Listing<ListedMandate>> list(
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
        return things.seenBy(
                caller.get(),
                new Asked(StreamId.Kind.MANDATE, campaignId, region, updatedSince, asOf, page),
                conditions,
                new Shown<>(Mandate.OnDay::unknown, ListedMandate.class, ListedMandate::of));
    }

    @GET
    @Path("/{mandateId}")
    @Operation(summary = "One mandate")
    public Uni<MandateView> get(@RestPath UUID mandateId) {
        return mandates.get(mandateId)
                .call(mandate -> campaigns.seenBy(caller.get(), mandate.promise().campaignId()))
                .map(mandate ->
                        MandateView.of(
                                mandate,
                                LocalDate.now(clock),
                                caller.get().hasAny("finance", "finance-approver")));
    }
}
