package org.assemble.campaign.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assemble.campaign.campaign.model.Constituency;
import org.assemble.campaign.campaign.model.Readiness;
import org.assemble.campaign.progress.MoneyProgress.Raised;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What goes over the wire about campaigns.
final class CampaignViews {
    private CampaignViews() {}

    /// A constituency by its ONS code and its name.
    public record ConstituencyView(
            @NotBlank @Size(max = 20) String code, @NotBlank @Size(max = 200) String name) {
        Constituency to() {
            return new Constituency(code, name);
        }
    }

    /// A campaign to be registered (K1); the region is the ONS code of one of the twelve nations
    /// and regions.
    public record NewCampaign(
            @NotNull UUID electionId,
            @NotNull @Valid ConstituencyView constituency,
            @NotBlank @Size(max = 20) String region) {}

    /// A founding meeting that is planned (K2).
    public record PlannedMeeting(@NotNull LocalDate on, @NotBlank @Size(max = 300) String place) {}

    /// What a founding meeting came to (K3).
    ///
    /// @param committed how many of them commit to giving time
    /// @param reason why the campaign starts with fewer than the minimum; recorded by a coordinator
    public record MeetingOutcome(
            @Min(0) int attended, @Min(0) int committed, @Size(max = 1000) String reason) {}

    /// The agreement's confirmation, with the e-mail that said so (G1).
    public record Confirmation(@NotNull UUID agreementId, @NotNull @Valid Email email) {}

    /// An e-mail, by its message id and its sender.
    public record Email(
            @NotBlank @Size(max = 300) String messageId, @NotBlank @Size(max = 300) String sender) {
        @Override
        public String toString() {
            return "Email[" + messageId + "]";
        }
    }

    /// The launch event, once it has happened.
    public record LaunchHeld(@NotNull LocalDate heldOn, @NotBlank @Size(max = 300) String place) {}

    /// A withdrawal (G2), by whoever sends it: the team for the campaign, the national team for
    /// Assemble.
    public record Withdrawal(@NotBlank @Size(max = 1000) String reason) {}

    /// A campaign, as its page shows it to anyone.
    public record CampaignView(
            UUID id,
            UUID electionId,
            LocalDate pollingDay,
            ConstituencyView constituency,
            String region,
            String state,
            @JsonInclude(JsonInclude.Include.NON_NULL) String agreementVersion,
            Instant updatedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) RaisedView money) {
        static CampaignView of(CampaignRow row) {
            return of(row, null);
        }

        static CampaignView of(CampaignRow row, Raised money) {
            return new CampaignView(
                    row.id,
                    row.electionId,
                    row.pollingDay,
                    new ConstituencyView(row.constituencyCode, row.constituencyName),
                    row.region,
                    lower(row.stage),
                    row.agreementVersion,
                    row.updatedAt,
                    money == null ? null : RaisedView.of(money));
        }
    }

    /// What a campaign raised, got as match, and was paid.
    public record RaisedView(Money raised, long donations, Money matched, Money paidOut) {
        static RaisedView of(Raised money) {
            return new RaisedView(
                    Money.pence(money.raisedPence()),
                    money.donations(),
                    Money.pence(money.matchedPence()),
                    Money.pence(money.paidPence()));
        }
    }

    /// A step in a campaign's life (K6).
    ///
    /// @param details what the step says beside its reason, as JSON
    public record StepView(
            int number,
            String step,
            Instant at,
            UUID actor,
            String reason,
            @JsonRawValue @Schema(type = SchemaType.OBJECT) String details) {
        static StepView of(StepRow row) {
            return new StepView(row.number, row.step, row.at, row.actor, row.reason, row.details);
        }
    }

    /// Whether a campaign is ready to contest (K7).
    public record ReadinessView(boolean ready, List<ItemView> items) {
        static ReadinessView of(Readiness readiness) {
            return new ReadinessView(
                    readiness.isReady(), readiness.items().stream().map(ItemView::of).toList());
        }
    }

    /// One thing that must be there, what is missing of it and whose turn it is.
    public record ItemView(
            String item,
            boolean ready,
            List<String> missing,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<UUID, Set<String>> lacking,
            String whoseTurn) {
        static ItemView of(Readiness.Item item) {
            return new ItemView(
                    lower(item.what()),
                    item.ready(),
                    item.missing(),
                    item.lacking(),
                    item.whoseTurn());
        }
    }

    static Optional<String> text(String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
