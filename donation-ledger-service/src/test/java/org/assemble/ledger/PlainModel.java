package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assemble.testkit.RealParts;

/// The rules of one campaign's money in the plainest words, written beside the service and from
/// nothing of it: every decision that is stored must be the one that this comes to.
final class PlainModel {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CAP = 200_000;

    /// A payment that the campaign shares in, and what it was matched with.
    private static final class Payment {
        private final String donationId;
        private final String donorId; // null: not by a mandate
        private long leftPence;
        private long matchPence;
        private long matchedOfPence;

        Payment(JsonNode gift) {
            donationId = gift.path("donationId").asText();
            donorId = gift.hasNonNull("mandateId") ? gift.path("donorId").asText() : null;
            leftPence = gift.path("pence").asLong();
        }

        void match(long pence) {
            matchPence = pence;
            matchedOfPence = leftPence;
        }

        /// M7: the match goes back in proportion, rounded half-even once over all parts.
        long stillMatchedPence() {
            return matchPence == 0
                    ? 0
                    : matchPence
                            - BigDecimal.valueOf(matchPence)
                                    .multiply(BigDecimal.valueOf(matchedOfPence - leftPence))
                                    .divide(
                                            BigDecimal.valueOf(matchedOfPence),
                                            0,
                                            RoundingMode.HALF_EVEN)
                                    .longValueExact();
        }
    }

    private final List<Payment> payments = new ArrayList<>();

    /// Donors in the order in which the payment that is their first now became it.
    private final List<String> order = new ArrayList<>();

    /// What the last decision must still lead to: the payment that takes a first one's place, and
    /// those that are matched.
    private Payment toBeNamed;

    private final Deque<Payment> toBeMatched = new ArrayDeque<>();
    private boolean launched;
    private long decisions;

    /// Replays what is stored of a campaign, position by position.
    ///
    /// @return how many decisions were looked at
    static long check(UUID campaignId) throws Exception {
        PlainModel model = new PlainModel();
        try (Connection connection = RealParts.connect("test");
                PreparedStatement events =
                        connection.prepareStatement(
                                "select position, type, data::text from event where campaign_id = ? order by position")) {
            events.setObject(1, campaignId);
            try (ResultSet row = events.executeQuery()) {
                while (row.next()) {
                    model.happened(
                            row.getLong(1), row.getString(2), JSON.readTree(row.getString(3)));
                }
            }
        }
        model.nothingIsLeftOut();
        return model.decisions;
    }

    /// M1: what the Assembly Unit's own fund holds: what was given to it and did not go back. Each
    /// gift is of no campaign and by no mandate, and goes back from nowhere else.
    static long unitPence() throws Exception {
        Map<String, Long> left = new HashMap<>();
        try (Connection connection = RealParts.connect("test");
                Statement query = connection.createStatement();
                ResultSet row =
                        query.executeQuery(
                                """
                                select position, type, campaign_id, data::text from event
                                where stream in (select stream from event where type = 'GivenToUnit')
                                order by position\
                                """)) {
            while (row.next()) {
                assertThat(row.getObject(3)).as("M1: the campaign at %d", row.getLong(1)).isNull();
                toUnit(left, row.getLong(1), row.getString(2), JSON.readTree(row.getString(4)));
            }
        }
        return left.values().stream().mapToLong(pence -> pence).sum();
    }

    private static void toUnit(Map<String, Long> left, long position, String type, JsonNode event) {
        if (type.equals("GivenToUnit")) {
            JsonNode gift = event.path("gift");
            assertThat(gift.hasNonNull("mandateId")).as("M1: a mandate at %d", position).isFalse();
            left.put(gift.path("donationId").asText(), gift.path("pence").asLong());
            return;
        }
        assertThat(type).as("M7: the fund at %d", position).isEqualTo("ReversedFromUnit");
        JsonNode reversal = event.path("reversal");
        long rest =
                left.merge(
                        reversal.path("donationId").asText(),
                        -reversal.path("pence").asLong(),
                        Long::sum);
        assertThat(reversal.path("leftPence").asLong())
                .as("M7: what is left at %d", position)
                .isEqualTo(rest)
                .isNotNegative();
    }

    private void happened(long position, String type, JsonNode event) {
        switch (type) {
            case "LaunchHeld" -> launch();
            case "GivenToCampaign" -> given(position, event);
            case "ReversedFromCampaign" -> reversed(position, event);
            case "FirstPaymentNamed" -> named(position, event);
            case "FirstPaymentMatched" -> matchedLater(position, event);
            default -> {}
        }
    }

    /// M5: the first that is not wholly reversed.
    private Optional<Payment> firstOf(String donorId) {
        return payments.stream()
                .filter(payment -> donorId.equals(payment.donorId) && payment.leftPence > 0)
                .findFirst();
    }

    private void becameFirst(Payment payment) {
        order.remove(payment.donorId);
        order.add(payment.donorId);
    }

    private long matchFor(Payment payment) {
        return Math.min(payment.leftPence, CAP - matchedPence());
    }

    private long matchedPence() {
        return payments.stream().mapToLong(Payment::stillMatchedPence).sum();
    }

    private long raisedPence() {
        return payments.stream().mapToLong(payment -> payment.leftPence).sum();
    }

    /// M5: first payments of before the launch are matched in the order in which they became it.
    private void launch() {
        launched = true;
        order.forEach(donor -> firstOf(donor).ifPresent(toBeMatched::add));
    }

    private void given(long position, JsonNode event) {
        nothingIsLeftOut();
        decisions++;
        Payment payment = new Payment(event.path("gift"));
        long raised = raisedPence();
        assertThat(event.path("campaignPence").asLong())
                .as("M2: the share at %d", position)
                .isEqualTo(share(raised + payment.leftPence) - share(raised));
        boolean first = payment.donorId != null && firstOf(payment.donorId).isEmpty();
        assertThat(event.path("first").asBoolean())
                .as("M5: whether it is a first at %d", position)
                .isEqualTo(first);
        long match = first && launched ? matchFor(payment) : 0;
        assertThat(event.path("matchedPence").asLong())
                .as("M5: the match at %d", position)
                .isEqualTo(match);
        payments.add(payment);
        payment.match(match);
        if (first) {
            becameFirst(payment);
        }
    }

    private void reversed(long position, JsonNode event) {
        nothingIsLeftOut();
        decisions++;
        JsonNode reversal = event.path("reversal");
        Payment payment =
                payments.stream()
                        .filter(one -> one.donationId.equals(reversal.path("donationId").asText()))
                        .findFirst()
                        .orElseThrow();
        boolean first = payment.donorId != null && firstOf(payment.donorId).orElse(null) == payment;
        long raised = raisedPence();
        long matched = payment.stillMatchedPence();
        payment.leftPence -= reversal.path("pence").asLong();
        assertThat(reversal.path("leftPence").asLong())
                .as("M7: what is left at %d", position)
                .isEqualTo(payment.leftPence)
                .isNotNegative();
        assertThat(event.path("campaignPence").asLong())
                .as("M7: the share that goes back at %d", position)
                .isEqualTo(share(raised) - share(raisedPence()));
        assertThat(event.path("matchedPence").asLong())
                .as("M7: the match that goes back at %d", position)
                .isEqualTo(matched - payment.stillMatchedPence());
        if (first && payment.leftPence == 0) {
            order.remove(payment.donorId);
            toBeNamed = firstOf(payment.donorId).orElse(null);
        }
    }

    /// M5: the donor's next payment takes the place of one that is wholly reversed.
    private void named(long position, JsonNode event) {
        decisions++;
        if (toBeNamed == null) {
            // The mandate names what came in as a first after the one before was gone.
            assertThat(event.path("donationId").asText())
                    .as("M5: the first at %d", position)
                    .isEqualTo(payments.getLast().donationId);
            return;
        }
        assertThat(event.path("donationId").asText())
                .as("M5: the first from %d on", position)
                .isEqualTo(toBeNamed.donationId);
        assertThat(event.path("paidPence").asLong()).isEqualTo(toBeNamed.leftPence);
        becameFirst(toBeNamed);
        if (launched) {
            toBeMatched.add(toBeNamed);
        }
        toBeNamed = null;
    }

    private void matchedLater(long position, JsonNode event) {
        decisions++;
        Payment next = toBeMatched.remove();
        assertThat(event.path("donationId").asText())
                .as("M5: whose turn it is at %d", position)
                .isEqualTo(next.donationId);
        assertThat(event.path("matchedPence").asLong())
                .as("M5: the match at %d", position)
                .isEqualTo(matchFor(next));
        next.match(matchFor(next));
    }

    /// Before the next decision all that the last one leads to has happened; what finds nothing
    /// left of the cap is not matched.
    private void nothingIsLeftOut() {
        assertThat(toBeNamed).as("M5: a first that is not named").isNull();
        if (matchedPence() < CAP) {
            assertThat(toBeMatched).as("M5: none is left out").isEmpty();
        }
        toBeMatched.clear();
    }

    private static long share(long pence) {
        return new BigDecimal(pence)
                .multiply(new BigDecimal("0.80"))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
