package org.assemble.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.ledger.checkpoint.Donations;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        initArgs = @ResourceArg(name = "database", value = "proofs"))
class PlainTextTest {

    private static final Pattern TRANSACTION =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) \\((\\d+)\\) \\w+ [a-z-]+:[0-9a-f-]{36}");
    private static final Pattern POSTING =
            Pattern.compile("    (\\S+)  (-?\\d+\\.\\d\\d) GBP = (-?\\d+\\.\\d\\d) GBP");

    private static void donate(long pence, LocalDate day) {
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(Api.donation(pence), "receivedOn", day.toString()))
                .statusCode(201);
    }

    /// Days out of the order in which they were recorded, and amounts of less than a pound.
    private static void something() {
        LocalDate today = LocalDate.now();
        donate(7, today);
        donate(1_000_001, today.minusDays(9));
        donate(99, today.minusDays(3));
        String toUnit =
                Api.post(
                                Api.MACHINE,
                                "/api/v1/ledger/donations",
                                Api.with(Api.donation(250), "fund", "unit"))
                        .statusCode(201)
                        .extract()
                        .path("id");
        Api.post(Api.FIN, "/api/v1/ledger/donations/" + toUnit + "/reversals", Api.reversal(50))
                .statusCode(201);
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        Donations.paid(Neighbours.pledges(campaign, 1_001).getFirst(), 1_001);
    }

    @Test
    void every_balance_follows_from_the_lines_before_it_in_the_order_of_days() {
        something();
        Balances expected = Balances.now();
        List<String> lines =
                Api.as(Api.FIN)
                        .get("/api/v1/ledger/journal")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()
                        .lines()
                        .toList();
        Map<String, Long> balances = new HashMap<>();
        Set<String> codes = new HashSet<>();
        String day = "";
        long open = 0;
        for (String line : lines) {
            Matcher transaction = TRANSACTION.matcher(line);
            Matcher posting = POSTING.matcher(line);
            if (transaction.matches()) {
                assertThat(open).isZero();
                assertThat(codes.add(transaction.group(2))).as(line).isTrue();
                assertThat(transaction.group(1)).isGreaterThanOrEqualTo(day);
                day = transaction.group(1);
            } else if (posting.matches()) {
                long pence = pence(posting.group(2));
                open += pence;
                assertThat(balances.merge(posting.group(1), pence, Long::sum))
                        .as(line)
                        .isEqualTo(pence(posting.group(3)));
            } else {
                assertThat(line).matches("|; .*|account \\S+|commodity 1000.00 GBP");
            }
        }
        assertThat(lines.getLast()).isEqualTo("; end of " + codes.size() + " transactions");
        // A trial balance shows what an account holds, on the side on which it grows.
        expected.pence()
                .forEach((account, pence) ->
                        assertThat(Math.abs(balances.get(account)))
                                .as(account)
                                .isEqualTo(Math.abs(pence)));
    }

    private static long pence(String amount) {
        return Long.parseLong(amount.replace(".", ""));
    }

    @Test
    void amounts_are_written_to_the_penny() {
        assertThat(PlainText.pounds(0)).isEqualTo("0.00 GBP");
        assertThat(PlainText.pounds(-7)).isEqualTo("-0.07 GBP");
        assertThat(PlainText.pounds(123_456)).isEqualTo("1234.56 GBP");
    }
}
