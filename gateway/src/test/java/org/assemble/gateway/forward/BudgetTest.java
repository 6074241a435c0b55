package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {

    private final Budget budget = new Budget();

    private int spendAll() {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }

    @Test
    void ten_are_in_hand() {
        assertThat(spendAll()).isEqualTo(10);
    }

    @Test
    void ten_requests_earn_one() {
        spendAll();
        for (int i = 0; i < 9; i++) {
            budget.earn();
        }
        assertThat(budget.spend()).isFalse();

        budget.earn();
        assertThat(spendAll()).isEqualTo(1);
    }

    @Test
    void a_quiet_hour_saves_no_more_than_ten() {
        for (int i = 0; i < 100_000; i++) {
            budget.earn();
        }
        assertThat(spendAll()).isEqualTo(10);
    }
}
