package org.assemble.ledger.payout.model;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.payout.model.BankFile.Payment;
import org.junit.jupiter.api.Test;

class BankFileTest {

    private static final UUID RUN = UUID.fromString("0198c0de-0000-7000-8000-00abcdef1234");
    private static final LocalDate DAY = LocalDate.of(2026, 2, 5);
    private static final Payment ONE =
            new Payment(
                    CAMPAIGN,
                    new BankAccount(
                            "Leeds, \"Central\" & East-Ünited Campaign", "089999", "66374958"),
                    21_605);
    private static final Payment TWO =
            new Payment(CAMPAIGN, new BankAccount("York", "107999", "08837491"), 7);

    @Test
    void M3_the_file_has_a_line_a_payment_as_small_banks_take_it() {
        assertThat(BankFile.of(RUN, DAY, List.of(ONE, TWO)).content())
                .isEqualTo(
                        """
                        089999,66374958,Leeds Central & Ea,216.05,ASSEMBLE BCDEF1234,05/02/2026\r
                        107999,08837491,York,0.07,ASSEMBLE BCDEF1234,05/02/2026\r
                        """);
    }

    @Test
    void M3_the_file_carries_its_total_its_count_and_its_runs_id() {
        BankFile file = BankFile.of(RUN, DAY, List.of(ONE, TWO));
        assertThat(file.controlTotalPence()).isEqualTo(21_612);
        assertThat(file.payments()).isEqualTo(2);
        assertThat(file.fileName()).isEqualTo("payout-2026-02-05-" + RUN + ".csv");
    }

    @Test
    void M3_the_same_run_gives_the_same_file_and_another_payment_another_hash() {
        assertThat(BankFile.of(RUN, DAY, List.of(ONE, TWO)))
                .isEqualTo(BankFile.of(RUN, DAY, List.of(ONE, TWO)));
        assertThat(BankFile.of(RUN, DAY, List.of(ONE)).sha256())
                .hasSize(64)
                .isNotEqualTo(BankFile.of(RUN, DAY, List.of(TWO)).sha256());
    }

    @Test
    void more_payments_than_a_bank_takes_are_a_bug() {
        assertThatThrownBy(() -> BankFile.of(RUN, DAY, Collections.nCopies(101, TWO)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
