package org.assemble.ledger.donation;

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
import org.assemble.ledger.csv.Listing;
import org.assemble.ledger.donation.DonationResource.DonationView;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.journal.Things;
import org.assemble.ledger.journal.Things.Asked;
import org.assemble.ledger.journal.Things.Conditions;
import org.assemble.ledger.journal.Things.Shown;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/ledger/donations")
@Tag(name = "donations", description = "Money that has come into the Assemble account (M1, M2, M5)")
@RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
public class DonationListResource {

    @Inject Things things;

    @Inject CurrentCaller caller;

    /// A donation as it is listed: where it went, and how it was told.
    ///
    /// @param donorId for finance alone, as `reference` is: a bank's text may name a person
    public record ListedDonation(
            UUID id,
            Money amount,
            Money campaignShare,
            Money nationalShare,
            Money matched,
            String fund,
            UUID campaignId,
            UUID assemblyId,
            UUID mandateId,
            LocalDate receivedOn,
            String source,
            String reference,
            UUID donorId) {

        static ListedDonation of(Donation.Recorded donation, boolean donors) {
            DonationView view = DonationView.of(donation.event());
            Gift gift = donation.event().gift();
            return new ListedDonation(
                    view.id(),
                    view.amount(),
                    view.campaignShare(),
                    view.nationalShare(),
                    view.matched(),
                    view.fund(),
                    view.campaignId(),
                    gift.assemblyId(),
                    gift.mandateId(),
                    gift.receivedOn(),
                    gift.source(),
                    donors ? gift.reference() : null,
                    donors ? gift.donorId() : null);
        }
    }

    /// Which donations are asked for; what is not given is any.
    public static class Filters {
        @RestQuery UUID campaignId;
        @RestQuery UUID assemblyId;
        @RestQuery UUID mandateId;
        @RestQuery String source;

        @RestQuery
        @Parameter(description = "Where it went: `campaign`, `national`, `movement` or `unit`")
        String fund;

        @RestQuery
        @Parameter(
                description = "The first day of receipt",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        String receivedFrom;

        @RestQuery
        @Parameter(
                description = "The last day of receipt",
                schema = @Schema(type = SchemaType.STRING, format = "date"))
        String receivedTo;

        @RestQuery
        @Parameter(description = "The ONS code of a nation or region")
        String region;

        @RestQuery
        @Parameter(
                description =
                        "Only what changed since a moment (RFC 3339), in the order of the change")
        String updatedSince;

        Conditions conditions() {
            return new Conditions()
                    .and("begin.data -> 'gift' ->> 'assemblyId' = ?", text(assemblyId))
                    .and("begin.data -> 'gift' ->> 'mandateId' = ?", text(mandateId))
                    .and("begin.data -> 'gift' ->> 'source' = ?", source)
                    .and("begin.type = ?", fund == null ? null : type(fund))
                    .and("begin.occurred >= ?", day("receivedFrom", receivedFrom))
                    .and("begin.occurred <= ?", day("receivedTo", receivedTo));
        }

        private static String text(UUID id) {
            return id == null ? null : id.toString();
        }

        private static LocalDate day(String parameter, String text) {
            return AsOf.day(parameter, text).orElse(null);
        }

        private static String type(String fund) {
            return switch (fund) {
                case "campaign" -> "GivenToCampaign";
                case "national" -> "GivenToNationalFund";
                case "movement" -> "GivenToMovement";
                case "unit" -> "GivenToUnit";
                default ->
                        throw CommonRefusal.MALFORMED_REQUEST.at(
                                "/fund", "One of campaign, national, movement and unit is needed.");
            };
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Operation(
            operationId = "donationList",
            summary = "The donations that you may see, in the order in which they were recorded",
            description =
                    "A page may hold fewer than its limit; where there is a `next` there may be more. `asOf` leaves"
                            + " out what counts later; what is listed is as it was known.")
    public Uni<Listing<ListedDonation>> list(
            @BeanParam Filters filters, @BeanParam AsOf asOf, @Valid @BeanParam PageRequest page) {
        return things.seenBy(
                caller.get(),
                new Asked(
                        StreamId.Kind.DONATION,
                        filters.campaignId,
                        filters.region,
                        filters.updatedSince,
                        asOf,
                        page),
                filters.conditions(),
                new Shown<Donation, ListedDonation>(
                        _ -> Donation.UNKNOWN,
                        ListedDonation.class,
                        (donation, donors) ->
                                ListedDonation.of((Donation.Recorded) donation, donors)));
    }
}
