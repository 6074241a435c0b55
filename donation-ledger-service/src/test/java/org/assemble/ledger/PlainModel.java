package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assemble.testkit.RealParts;

/// The rules of one campaign's money in the plainest words, written beside the service and from
/// nothing of it: every decision that is stored must be the one that this comes to.
final class PlainModel {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CAP = 200_000;

    private final Set<String> donorsWithAFirst = new HashSet<>();
    private final Map<String, Long> notYetMatched = new LinkedHashMap<>();
    private boolean launched;
    private long raised;
    private long matched;
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
        if (model.matched < CAP) {
            assertThat(model.notYetMatched).as("M5: none is left out").isEmpty();
        }
        return model.decisions;
    }

    private void happened(long position, String type, JsonNode event) {
        switch (type) {
            case "LaunchHeld" -> launched = true;
            case "GivenToCampaign" -> given(position, event);
            case "FirstPaymentMatched" -> matchedLater(position, event);
            default -> {}
        }
    }

    private void given(long position, JsonNode event) {
        decisions++;
        JsonNode gift = event.path("gift");
        long pence = gift.path("pence").asLong();
        long share = share(raised + pence) - share(raised);
        assertThat(event.path("campaignPence").asLong())
                .as("M2: the share at %d", position)
                .isEqualTo(share);
        raised += pence;

        boolean first =
                gift.hasNonNull("mandateId") && donorsWithAFirst.add(gift.path("donorId").asText());
        assertThat(event.path("first").asBoolean())
                .as("M5: whether it is a first at %d", position)
                .isEqualTo(first);
        long match = first && launched ? Math.min(pence, CAP - matched) : 0;
        assertThat(event.path("matchedPence").asLong())
                .as("M5: the match at %d", position)
                .isEqualTo(match);
        matched += match;
        if (first && !launched) {
            notYetMatched.put(gift.path("donationId").asText(), pence);
        }
    }

    /// M5: when the launch happens, in the order in which they came in, until the cap is reached.
    private void matchedLater(long position, JsonNode event) {
        decisions++;
        Map.Entry<String, Long> next = notYetMatched.entrySet().iterator().next();
        assertThat(event.path("donationId").asText())
                .as("M5: whose turn it is at %d", position)
                .isEqualTo(next.getKey());
        assertThat(event.path("matchedPence").asLong())
                .as("M5: the match at %d", position)
                .isEqualTo(Math.min(next.getValue(), CAP - matched));
        matched += event.path("matchedPence").asLong();
        notYetMatched.remove(next.getKey());
    }

    private static long share(long pence) {
        return new BigDecimal(pence)
                .multiply(new BigDecimal("0.80"))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
