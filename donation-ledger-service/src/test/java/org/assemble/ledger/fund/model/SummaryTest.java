package org.assemble.ledger.fund.model;

import static org.assemble.ledger.Happened.AGREED;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.LAUNCHED;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.given;
import static org.assemble.ledger.Happened.id;
import static org.assemble.ledger.Happened.oneOff;
import static org.assemble.ledger.Happened.payment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assemble.ledger.Happened;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final List<LedgerEvent> STORY =
            List.of(
                    REGISTERED,
                    AGREED,
                    given(payment(1, 1, 1_000, DAY), 800, true, 0),
                    LAUNCHED,
                    new FirstPaymentMatched(CAMPAIGN, id(1), id(1), id(1), 1_000, 200_000, DAY),
                    given(payment(2, 2, 501, DAY), 401, true, 501),
                    given(oneOff(3, 100, DAY), 80, false, 0),
                    new InvoiceApproved(id(5), CAMPAIGN, 300, id(6), 200_000, 0L, DAY),
                    new PayoutProposed(id(7), CAMPAIGN, 2_000, id(8), DAY),
                    new PayoutReleased(id(7), CAMPAIGN, 2_000, DAY),
                    new PayoutSettled(id(7), CAMPAIGN, 2_000, DAY));

    private static Summary of(List<LedgerEvent> events) {
        Summary summary = Summary.NOTHING;
        for (LedgerEvent event : events) {
            summary = summary.evolve(event);
        }
        return summary;
    }

    @Test
    void M8_it_says_what_the_fund_says() {
        Fund fund = Fund.UNKNOWN;
        for (LedgerEvent event : STORY) {
            fund = fund.evolve(event);
            Summary summary = of(STORY.subList(0, STORY.indexOf(event) + 1));
            assertThat(summary.raisedPence()).isEqualTo(fund.share().raisedPence());
            assertThat(summary.sharePence()).isEqualTo(fund.share().campaignPence());
            assertThat(summary.matchedPence()).isEqualTo(fund.match().matchedPence());
            assertThat(summary.startupPence()).isEqualTo(fund.startupPence());
            assertThat(summary.owedPence()).isEqualTo(fund.payable().owedPence());
            assertThat(summary.inTransitPence()).isEqualTo(fund.payable().inTransitPence());
            assertThat(summary.paidPence()).isEqualTo(fund.payable().paidPence());
            assertThat(summary.raisedByAssembly().get(Happened.ASSEMBLY))
                    .isEqualTo(fund.raisedByAssembly().get(Happened.ASSEMBLY));
        }
    }

    @Test
    void M8_it_is_a_sum_so_the_order_of_what_counts_does_not_matter() {
        List<LedgerEvent> shuffled = new ArrayList<>(STORY);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            Summary summary = of(shuffled);
            assertThat(summary.owedPence()).isEqualTo(of(STORY).owedPence());
            assertThat(summary.raisedPence()).isEqualTo(1_601);
            assertThat(of(shuffled.subList(0, 5)).raisedPence()).isBetween(0L, 1_601L);
        }
    }
}
