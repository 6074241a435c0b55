package org.assemble.ledger.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// That the plain model finds what is wrong: history is written here as a ledger with a mistake
/// would write it.
class PlainModelTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate POLLING_DAY = LocalDate.of(2026, 11, 10);
    private static final LocalDate WITHDRAWN = LocalDate.of(2026, 11, 20);

    private final PlainModel model =
            new PlainModel(
                    PlainPolicies.of(
                            Map.of(
                                    "campaign-share-basis-points", 8_000L,
                                    "match-cap-pence", 200_000L,
                                    "startup-cap-pence", 200_000L,
                                    "donation-limit-pence", 100_000L,
                                    "approval-limit-pence", 0L)));
    private long position;

    @BeforeEach
    void a_campaign_that_has_agreed() {
        happened("CampaignRegistered", "fund:c", "c", 1, "'electionId': 'e', 'region': 'r'");
        happened("AgreementConfirmed", "fund:c", "c", 2, "");
        happened(
                "PollingDaySet",
                "election:e",
                null,
                1,
                "'electionId':'e','pollingDay':'2026-11-10'");
    }

    private void happened(String type, String stream, String campaign, int version, String fields) {
        LocalDate day = LocalDate.of(2026, 11, 1);
        String own = (fields.isEmpty() ? "" : fields + ",") + "'occurredOn':'" + day + "'";
        happened(type, stream, campaign, version, day, own);
    }

    private void happened(
            String type, String stream, String campaign, int version, LocalDate day, String json) {
        String whole = campaign == null ? json : json + ",'campaignId':'" + campaign + "'";
        position++;
        try {
            model.happened(
                    new Stored(
                            position,
                            stream,
                            version,
                            type,
                            campaign,
                            day,
                            day,
                            LocalDate.of(2026, 11, 30),
                            JSON.readTree("{" + whole.replace('\'', '"') + "}")));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /// £10.01 for the campaign.
    private void given(String type, LocalDate day, String fields) {
        String gift =
                "'gift':{'donationId':'d%d','pence':1001,'receivedOn':'%s','limitPence':100000}"
                        .formatted(position, day);
        happened(type, "donation:d" + position, "c", 1, day, gift + fields);
    }

    private void shared(LocalDate day, int basisPoints, int pence) {
        given(
                "GivenToCampaign",
                day,
                ",'shareBasisPoints':%d,'campaignPence':%d,'first':false,'matchedPence':0,'capPence':200000"
                        .formatted(basisPoints, pence));
    }

    private void withdrew() {
        happened(
                "CampaignWithdrew",
                "fund:c",
                "c",
                3,
                WITHDRAWN,
                "'occurredOn':'" + WITHDRAWN + "'");
    }

    @Test
    void the_history_that_the_rules_write_passes() {
        shared(POLLING_DAY.minusDays(1), 8_000, 801);
        given("GivenToMovement", POLLING_DAY, "");
        shared(POLLING_DAY.minusDays(2), 8_000, 801);
        withdrew();
        given("GivenToMovement", WITHDRAWN, "");
        given("GivenToNationalFund", WITHDRAWN.plusDays(1), "");
        assertThat(model.balances(position, WITHDRAWN))
                .isEqualTo(
                        Map.of(
                                "bank", 4_004L,
                                "campaign-payable:c", 1_602L,
                                "national-income", 400L,
                                "movement-fund", 2_002L));
    }

    private record Mistake(String name, Consumer<PlainModelTest> made) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake("M6", test -> test.shared(POLLING_DAY, 8_000, 801)),
                new Mistake(
                        "M6", test -> test.given("GivenToMovement", POLLING_DAY.minusDays(1), "")),
                new Mistake(
                        "M9",
                        test -> {
                            test.withdrew();
                            test.given("GivenToMovement", WITHDRAWN.plusDays(1), "");
                        }),
                new Mistake(
                        "M9",
                        test -> {
                            test.withdrew();
                            test.given("GivenToNationalFund", WITHDRAWN, "");
                        }),
                new Mistake("M2", test -> test.shared(POLLING_DAY.minusDays(1), 8_000, 800)),
                new Mistake("M2", test -> test.shared(POLLING_DAY.minusDays(1), 7_500, 751)),
                new Mistake(
                        "what is due",
                        test -> test.happened("RestWrittenOff", "fund:c", "c", 3, "'pence': 1")),
                new Mistake(
                        "unknown type",
                        test -> test.happened("SomethingElse", "fund:c", "c", 3, "")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_found(Mistake mistake) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> mistake.made().accept(this))
                .withMessageContaining(mistake.name());
    }
}
