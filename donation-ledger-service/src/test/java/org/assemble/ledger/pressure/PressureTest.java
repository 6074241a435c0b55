package org.assemble.ledger.pressure;

import static org.assemble.ledger.pressure.Local.DAYS_BACK;
import static org.assemble.ledger.pressure.Told.DONATIONS;
import static org.assemble.ledger.pressure.Told.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.plain.PlainModel;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Many callers at once who retry, mix up and look at the books in between, at random: the seed is
/// printed, and `-Dpressure.seed=` plays it again as far as threads allow. In books of its own,
/// which hold nothing but what the rules decided.
@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        initArgs = @ResourceArg(name = "database", value = PressureTest.DATABASE))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PressureTest {

    static final String DATABASE = "pressure";
    private static final int CLIENTS = 16;
    private static final int STEPS_EACH = 40;
    private static final int EIGHTH = STEPS_EACH / 8;
    private static final long SEED = Long.getLong("pressure.seed", System.nanoTime());

    private final Mix mix = new Mix();

    @Test
    void whatever_callers_do_each_request_counts_once_and_each_decision_is_the_rules()
            throws Exception {
        Random random = new Random(SEED);
        List<Local> campaigns = Stream.generate(Local::agreed).limit(4).toList();
        Balances before = Balances.now();
        System.out.println("pressure seed " + SEED);
        try {
            atOnce(clients(random, campaigns));
            Soon.holds(() -> assertThat(stepsOf(campaigns)).isEqualTo(11));
        } finally {
            mix.asBefore();
        }
        mix.lastSteps(campaigns.get(2), campaigns.get(3));

        assertEachStandsOnce();
        Stream.of(mix.given, mix.reversed, mix.decided)
                .flatMap(Collection::stream)
                .forEach(Told::assertAnsweredAgain);
        assertThat(Balances.now().since(before, "bank"))
                .isEqualTo(Told.pence(mix.given) - Told.pence(mix.reversed) - mix.paidOutPence());
        assertTheModelAgrees(campaigns);
    }

    private List<Callable<Void>> clients(Random random, List<Local> campaigns) {
        List<Callable<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            Random own = new Random(random.nextLong());
            Local campaign = campaigns.get(i % campaigns.size());
            clients.add(() -> {
                for (int step = 0; step < STEPS_EACH; step++) {
                    if (number < campaigns.size() && step % EIGHTH == 0) {
                        life(number, step / EIGHTH, campaign);
                    }
                    mix.step(own, campaign);
                }
                return null;
            });
        }
        return clients;
    }

    /// What becomes of the campaigns meanwhile: all launch, the third's polling day has been, and
    /// is then called again, the fourth withdrew some days ago.
    private static void life(int number, int eighth, Local campaign) {
        if (eighth == 3) {
            Neighbours.launch(campaign.id());
        } else if (eighth == 4 && number == 2) {
            campaign.pollingDayIs(DAYS_BACK / 2);
        } else if (eighth == 6 && number == 2) {
            campaign.pollingDayIs(DAYS_BACK / 4);
        } else if (eighth == 6 && number == 3) {
            campaign.withdrew(DAYS_BACK / 4);
        }
    }

    /// How many steps of their lives the ledger has heard of.
    private static long stepsOf(List<Local> campaigns) {
        String[] streams =
                campaigns.stream()
                        .flatMap(one -> Stream.of("fund:" + one.id(), "election:" + one.election()))
                        .toArray(String[]::new);
        try (Connection connection = RealParts.connect(DATABASE);
                PreparedStatement count =
                        connection.prepareStatement(
                                """
                                select count(*) from event where stream = any (?)
                                and type in ('LaunchHeld', 'PollingDaySet', 'CampaignWithdrew')\
                                """)) {
            count.setArray(1, connection.createArrayOf("text", streams));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// All balances of all days, as they are now and as they were in every report; and no kind of
    /// step was missed.
    private void assertTheModelAgrees(List<Local> campaigns) throws Exception {
        mix.reports.forEach((report, answer) -> assertThat(report.answer()).isEqualTo(answer));
        long position = Balances.now().position();
        PlainModel model = PlainModel.of(DATABASE);
        for (int daysAgo = -1; daysAgo <= DAYS_BACK; daysAgo++) {
            Mix.Report report = new Mix.Report(LocalDate.now().minusDays(daysAgo), position);
            mix.reports.put(report, report.answer());
        }
        mix.reports.forEach((report, answer) ->
                assertThat(answer)
                        .as("%s", report)
                        .isEqualTo(model.balances(report.position(), report.asOf())));
        assertThat(model.typesOf(campaigns.getLast().id()))
                .as("M9: what a campaign that withdrew is owed is paid")
                .contains("CampaignWithdrew", "PayoutSettled", "RestWrittenOff");
        Set<String> types = new HashSet<>(model.typesOf(null));
        campaigns.forEach(campaign -> types.addAll(model.typesOf(campaign.id())));
        assertThat(types)
                .contains("PolicySet", "PeriodClosed", "PeriodReopened")
                .contains("LaunchHeld", "FirstPaymentMatched", "CampaignWithdrew", "RestWrittenOff")
                .contains("GivenToCampaign", "GivenToNationalFund", "GivenToMovement")
                .contains("ReversedFromCampaign", "ReversedFromNationalFund")
                .contains("GivenToUnit", "ReversedFromUnit")
                .contains("ReversedFromMovement", "InvoiceApproved", "InvoicePaid")
                .contains("RunApproved", "PayoutReleased", "PayoutSettled", "PayoutCancelled");
    }

    @Test
    void M7_a_donation_that_many_reverse_at_once_goes_back_once() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        List<UUID> mandates = Neighbours.pledges(10, campaign, 1_000);
        for (UUID mandate : mandates) {
            Map<String, Object> payment = Api.payment(mandate, 1_000);
            String donation =
                    Api.post(Api.MACHINE, DONATIONS, payment).statusCode(201).extract().path("id");
            List<Integer> whole = reversedAtOnce(donation, 1_000);
            assertThat(whole).filteredOn(status -> status == 201).hasSize(1);
            assertThat(whole).filteredOn(status -> status == 409).hasSize(whole.size() - 1);
        }
        Balances after = Balances.now();
        assertThat(after.of("campaign-payable:" + campaign)).isZero();
        assertThat(after.of("match-cost:" + campaign)).isZero();
    }

    @Test
    void M7_parts_that_are_reversed_at_once_never_exceed_the_donation() throws Exception {
        UUID campaign = Neighbours.agreedCampaign();
        Map<String, Object> gift = Api.with(Api.donation(1_000), "campaignId", campaign);
        String donation =
                Api.post(Api.MACHINE, DONATIONS, gift).statusCode(201).extract().path("id");
        List<Integer> parts = reversedAtOnce(donation, 300);
        assertThat(parts).filteredOn(status -> status == 201).hasSize(3);
        assertThat(parts).filteredOn(status -> status == 422).hasSize(parts.size() - 3);
        assertThat(Balances.now().of("campaign-payable:" + campaign)).isEqualTo(80);
    }

    /// Eight callers, each under a reference of its own.
    private static List<Integer> reversedAtOnce(String donation, long pence) throws Exception {
        List<Callable<Integer>> calls =
                IntStream.range(0, 8)
                        .<Callable<Integer>>mapToObj(_ ->
                                () ->
                                        Api.post(
                                                        Api.FIN,
                                                        DONATIONS + "/" + donation + "/reversals",
                                                        Map.of(
                                                                "kind", "REFUND",
                                                                "amount", Api.money(pence),
                                                                "occurredOn",
                                                                        LocalDate.now().toString(),
                                                                "source", "bank",
                                                                "reference",
                                                                        UUID.randomUUID()
                                                                                .toString()))
                                                .extract()
                                                .statusCode())
                        .toList();
        return atOnce(calls);
    }

    /// As it was told.
    private void assertEachStandsOnce() throws Exception {
        Map<String, Told> told =
                mix.given.stream()
                        .collect(Collectors.toMap(one -> "donation:" + one.id(), one -> one));
        try (Connection connection = RealParts.connect(DATABASE);
                PreparedStatement query =
                        connection.prepareStatement(
                                """
                                select stream, campaign_id, data -> 'gift' ->> 'mandateId',
                                    (data -> 'gift' ->> 'pence')::bigint, occurred
                                from event where stream = any (?) and type like 'Given%'\
                                """)) {
            query.setArray(1, connection.createArrayOf("text", told.keySet().toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Told one = told.remove(row.getString(1));
                    assertThat(one).as("told once: %s", row.getString(1)).isNotNull();
                    assertAsTold(row, one);
                }
            }
        }
        assertThat(told).as("not there").isEmpty();
    }

    private static void assertAsTold(ResultSet row, Told one) throws SQLException {
        Object mandate = one.body().get("mandateId");
        assertThat(row.getString(3)).as("%s", one).isEqualTo(mandate);
        if (mandate == null) {
            assertThat(row.getString(2)).as("%s", one).isEqualTo(one.body().get("campaignId"));
        }
        assertThat(row.getLong(4)).as("%s", one).isEqualTo(one.pence());
        assertThat(row.getString(5)).as("%s", one).isEqualTo(one.body().get("receivedOn"));
    }
}
