package org.assemble.ledger.donation;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.donation.ReversalResource.ReversalView;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.donation.model.RecordDonation;
import org.assemble.ledger.journal.Requests;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.platform.id.Ids;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/donations")
@Tag(name = "donations", description = "Money that has come into the Assemble account (M1, M2, M5)")
public class DonationResource {

    /// A payment of a mandate: what every field together shows is no donation.
    private static final String EXAMPLE =
            """
            {
              "source": "gocardless",
              "reference": "PM00201DJ8K3",
              "amount": {"amount": 1000, "currency": "GBP"},
              "receivedOn": "2026-12-01",
              "mandateId": "0199f5d1-6c30-7061-9150-ac71cfe03606"
            }\
            """;

    @Inject Donating donating;

    @Inject Requests requests;

    /// A donation that has come in.
    ///
    /// @param source who says so: `bank`
    /// @param reference names the donation at its source, once and for ever
    /// @param receivedOn the day on which it reached the account
    /// @param mandateId the monthly donation it is a payment of
    /// @param campaignId the campaign it was given for; a mandate's campaign need not be named
    /// @param fund `unit` for a gift to the Assembly Unit, which then names no campaign and no
    ///   mandate (M1); else it is left out
    public record NewDonation(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String source,
            @NotNull @Pattern(regexp = "[\\x21-\\x7e]([\\x20-\\x7e]{0,98}[\\x21-\\x7e])?")
                    String reference,
            @NotNull Money amount,
            @NotNull LocalDate receivedOn,
            UUID donorId,
            UUID mandateId,
            UUID campaignId,
            @Pattern(regexp = "unit") String fund) {

        RecordDonation toCommand(UUID donationId) {
            return new RecordDonation(
                    donationId,
                    source,
                    reference,
                    amount.amount(),
                    receivedOn,
                    donorId,
                    mandateId,
                    campaignId,
                    fund != null);
        }
    }

    /// Where a donation went.
    ///
    /// @param matched what was matched at once; a first payment before the launch is matched later
    /// @param fund `campaign`, `national`, `movement` or `unit`
    /// @param left what is not reversed, where a donation is looked up
    /// @param reversals what went back of it, where a donation is looked up (M7)
    public record DonationView(
            UUID id,
            Money amount,
            Money campaignShare,
            Money nationalShare,
            Money matched,
            String fund,
            UUID campaignId,
            UUID mandateId,
            LocalDate receivedOn,
            @JsonInclude(JsonInclude.Include.NON_NULL) Money left,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<ReversalView> reversals) {

        /// As it is now.
        static DonationView now(Donation.Recorded donation) {
            DonationView recorded = of(donation.event());
            return new DonationView(
                    recorded.id(),
                    recorded.amount(),
                    recorded.campaignShare(),
                    recorded.nationalShare(),
                    recorded.matched(),
                    recorded.fund(),
                    recorded.campaignId(),
                    recorded.mandateId(),
                    recorded.receivedOn(),
                    Money.pence(donation.leftPence()),
                    donation.reversals().stream().map(ReversalView::of).toList());
        }

        /// As it was recorded.
        static DonationView of(DonationEvent event) {
            long pence = event.gift().pence();
            return switch (event) {
                case GivenToCampaign e ->
                        of(
                                e,
                                "campaign",
                                e.campaignPence(),
                                pence - e.campaignPence(),
                                e.matchedPence());
                case GivenToNationalFund e -> of(e, "national", 0, pence, 0);
                case GivenToMovement e -> of(e, "movement", 0, 0, 0);
                case GivenToUnit e -> of(e, "unit", 0, 0, 0);
            };
        }

        private static DonationView of(
                DonationEvent event,
                String fund,
                long campaignPence,
                long nationalPence,
                long matchedPence) {
            DonationEvent.Gift gift = event.gift();
            return new DonationView(
                    gift.donationId(),
                    Money.pence(gift.pence()),
                    Money.pence(campaignPence),
                    Money.pence(nationalPence),
                    Money.pence(matchedPence),
                    fund,
                    event.campaign().orElse(null),
                    gift.mandateId(),
                    gift.receivedOn(),
                    null,
                    null);
        }
    }

    @POST
    @RolesAllowed({"service", "finance"})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = DonationView.class, responseCode = "201")
    @Operation(
            summary = "Record a donation; the same source and reference again is the same donation",
            description =
                    "It goes where its mandate or its campaign says, and without either to the national fund (M1, M2,"
                            + " M5). `fund`: `unit` says that it was given to the Assembly Unit: it goes to the unit's"
                            + " own fund, nothing of it is shared or matched, and it names no mandate and no campaign.")
    public Uni<RestResponse<DonationView>> record(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = NewDonation.class),
                                            example = EXAMPLE))
                    @NotNull
                    @Valid
                    NewDonation donation) {
        return requests.created(
                donation, donating.recording(donation.toCommand(Ids.next())), DonationView::id);
    }

    @GET
    @Path("/{donationId}")
    @RolesAllowed({"service", "finance"})
    @Operation(summary = "One donation, as it was recorded, and what went back of it")
    public Uni<DonationView> get(@RestPath UUID donationId) {
        return donating.get(donationId).map(DonationView::now);
    }
}
