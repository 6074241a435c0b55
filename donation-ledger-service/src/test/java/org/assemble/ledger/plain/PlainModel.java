package org.assemble.ledger.plain;

import static org.assemble.ledger.plain.PlainState.holds;
import static org.assemble.ledger.plain.PlainState.must;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assemble.testkit.RealParts;

/// The rules of the money in the plainest words, written beside the service and from nothing of it:
/// everything that is stored is replayed, position by position, and every decision must be the one
/// that this comes to. A type of event that is not told here fails.
public final class PlainModel {

    private final PlainState state;
    private final PlainGifts gifts;
    private final PlainSpending spending;
    private final Deque<Stored> closings = new ArrayDeque<>();
    private boolean everReopened;
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, LocalDate> lastDays = new HashMap<>();
    private final Map<String, Set<String>> typesByCampaign = new HashMap<>();

    PlainModel(PlainPolicies seeded) {
        state = new PlainState(seeded);
        gifts = new PlainGifts(state);
        spending = new PlainSpending(state);
    }

    /// Replays the whole journal of a database.
    public static PlainModel of(String database) throws SQLException, JsonProcessingException {
        try (Connection connection = RealParts.connect(database);
                Statement query = connection.createStatement()) {
            PlainModel model = new PlainModel(PlainPolicies.seeded(connection));
            try (ResultSet row = query.executeQuery(Stored.ALL)) {
                while (row.next()) {
                    model.happened(Stored.of(row));
                }
            }
            return model;
        }
    }

    /// Every account that was posted to, as of a day, as it was known at a position (M8).
    public Map<String, Long> balances(long position, LocalDate asOf) {
        return state.books.balances(position, asOf);
    }

    /// Which types of events concerned a campaign; with null: no campaign.
    public Set<String> typesOf(Object campaign) {
        return typesByCampaign.getOrDefault(String.valueOf(campaign), Set.of());
    }

    void happened(Stored event) {
        typesByCampaign
                .computeIfAbsent(String.valueOf(event.campaign()), _ -> new HashSet<>())
                .add(event.type());
        must(
                event,
                "its version",
                event.version(),
                versions.merge(event.stream(), 1, Integer::sum));
        must(event, "its campaign", event.campaign(), event.text("campaignId"));
        must(event, "its own day", event.occurred(), ownDay(event));
        LocalDate openDay = openDay(event.occurred());
        decidedOrFollowed(event);
        must(event, "its day in the books", event.effective(), effective(event, openDay));
        lastDays.merge(event.stream(), event.effective(), PlainModel::later);
    }

    private void decidedOrFollowed(Stored event) {
        switch (event.type()) {
            case "MandateActivated",
                    "FirstPaymentNamed",
                    "FirstPaymentMatched",
                    "RestWrittenOff",
                    "PayoutProposed",
                    "PayoutReleased",
                    "PayoutSettled",
                    "PayoutCancelled" -> {
                state.wasDue(event);
                followed(event);
            }
            default -> {
                state.nothingIsDue(event);
                gifts.nothingIsLost(event);
                decided(event);
            }
        }
    }

    private static LocalDate ownDay(Stored event) {
        return switch (event.type()) {
            case "GivenToCampaign", "GivenToNationalFund", "GivenToMovement", "GivenToUnit" ->
                    event.day("gift/receivedOn");
            case "ReversedFromCampaign",
                    "ReversedFromNationalFund",
                    "ReversedFromMovement",
                    "ReversedFromUnit" ->
                    event.day("reversal/reversedOn");
            default -> event.day("occurredOn");
        };
    }

    /// Money that moves after a thing's other steps does not count before them, which a closed
    /// month that is open again would allow.
    private LocalDate effective(Stored event, LocalDate openDay) {
        return everReopened && state.books.hasMoved(event)
                ? later(openDay, lastDays.getOrDefault(event.stream(), openDay))
                : openDay;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /// The first open day where its own is closed.
    private LocalDate openDay(LocalDate day) {
        return closings.isEmpty() || YearMonth.from(day).isAfter(month(closings.getLast()))
                ? day
                : month(closings.getLast()).plusMonths(1).atDay(1);
    }

    private static YearMonth month(Stored event) {
        return YearMonth.parse(event.text("month"));
    }

    /// What a decision led to.
    private void followed(Stored event) {
        switch (event.type()) {
            case "MandateActivated" -> gifts.activated(event);
            case "FirstPaymentNamed" -> gifts.named(event);
            case "FirstPaymentMatched" -> gifts.matched(event);
            case "RestWrittenOff" -> gifts.writtenOff(event);
            case "PayoutProposed" -> spending.setAside(event);
            case "PayoutReleased" -> spending.released(event);
            case "PayoutSettled" -> spending.settled(event);
            case "PayoutCancelled" -> spending.cancelled(event);
            default -> throw unknown(event);
        }
    }

    private static AssertionError unknown(Stored event) {
        return new AssertionError("an event of unknown type: " + event);
    }

    private void decided(Stored event) {
        switch (event.type()) {
            case "CampaignRegistered" -> registered(event);
            case "AgreementConfirmed" -> agreed(event);
            case "PollingDaySet" ->
                    state.pollingDays.put(event.text("electionId"), event.day("pollingDay")); // M6
            case "PolicySet" -> policySet(event);
            case "PeriodClosed" -> closed(event);
            case "PeriodReopened" -> reopened(event);
            case "LaunchHeld" -> gifts.launched(event);
            case "CampaignWithdrew" -> gifts.withdrew(event);
            case "MandatePledged" -> gifts.pledged(event);
            case "MandateAmountChanged" -> gifts.amountChanged(event);
            case "MandateEnded" -> gifts.ended(event);
            case "GivenToCampaign", "GivenToNationalFund", "GivenToMovement", "GivenToUnit" ->
                    gifts.given(event);
            case "FirstPaymentLost" -> gifts.lost(event);
            case "ReversedFromCampaign",
                    "ReversedFromNationalFund",
                    "ReversedFromMovement",
                    "ReversedFromUnit" ->
                    gifts.reversed(event);
            case "BankDetailsSubmitted" -> spending.detailsSubmitted(event);
            case "BankDetailsConfirmed" -> spending.detailsConfirmed(event);
            case "InvoiceSubmitted" -> spending.invoiceSubmitted(event);
            case "InvoiceApproved" -> spending.invoiceApproved(event);
            case "InvoicePaid" -> spending.invoicePaid(event);
            case "RunProposed" -> spending.runProposed(event);
            case "RunApproved" -> spending.runApproved(event);
            case "RunReleased" -> spending.runReleased(event);
            case "RunSettled" -> spending.runSettled(event);
            case "RunCancelled" -> spending.runCancelled(event);
            default -> throw unknown(event);
        }
    }

    private void registered(Stored event) {
        PlainCampaign before =
                state.campaigns.put(event.text("campaignId"), new PlainCampaign(event));
        must(event, "a new campaign", before, null);
    }

    private void agreed(Stored event) {
        PlainCampaign campaign = state.campaign(event);
        must(event, "agreed before", campaign.agreed, false);
        campaign.agreed = true;
    }

    private void policySet(Stored event) {
        holds(
                event,
                "never in the past",
                !event.day("validFrom").isBefore(event.day("occurredOn")));
        if (event.text("campaignId") != null) {
            state.campaign(event);
        }
        state.policies.set(event);
    }

    private void closed(Stored event) {
        holds(event, "over", month(event).isBefore(YearMonth.from(event.recorded())));
        if (!closings.isEmpty()) {
            must(event, "the next", month(event), month(closings.getLast()).plusMonths(1));
        }
        closings.add(event);
    }

    private void reopened(Stored event) {
        everReopened = true;
        Stored last = closings.removeLast();
        must(event, "the last", month(event), month(last));
        holds(event, "another", !event.text("reopenedBy").equals(last.text("closedBy")));
    }
}
