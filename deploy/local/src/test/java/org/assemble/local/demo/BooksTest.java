package org.assemble.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class BooksTest {

    @Test
    void accounts_of_all_campaigns_are_added_up_by_kind() {
        Books books =
                Books.of(
                        trialBalance(
                                """
                                {"kind": "bank", "debit": %1$s, "credit": %2$s, "balance": %3$s},
                                {"kind": "match-cost", "debit": %2$s, "credit": %2$s, "balance": %3$s},
                                {"kind": "match-cost", "debit": %2$s, "credit": %2$s, "balance": %3$s},
                                {"kind": "payout-in-transit", "debit": %1$s, "credit": %2$s, "balance": %3$s}
                                """
                                        .formatted(money(7), money(0), money(5))));

        assertThat(books).isEqualTo(new Books(5, 0, 7, 0, 10, 0, 12, 12));
        assertThat(books.nationalFundPence()).isEqualTo(-10);
    }

    @Test
    void a_figure_that_is_off_by_a_penny_is_wrong() {
        Books right = Books.EXPECTED;
        Books bankOff = new Books(45_401, 0, 21_600, 102_400, 12_000, 45_000, 0, 0);
        Books unbalanced = new Books(45_400, 0, 21_600, 102_400, 12_000, 45_000, 1, 0);

        assertThat(right.are(Books.EXPECTED)).isTrue();
        assertThat(bankOff.are(Books.EXPECTED)).isFalse();
        assertThat(unbalanced.are(Books.EXPECTED)).isFalse();
    }

    @Test
    void the_expected_figures_agree_among_themselves() {
        Books expected = Books.EXPECTED;

        assertThat(expected.nationalFundPence()).isEqualTo(45_400);
        assertThat(expected.bankPence())
                .isEqualTo(expected.nationalFundPence() + expected.campaignPayablePence());
    }

    @Test
    void what_others_were_owed_before_is_left_out() {
        Books after = new Books(45_300, -100, 21_700, 102_400, 12_000, 45_000, 9, 9);

        assertThat(after.withoutPaidToOthers(100).are(Books.EXPECTED)).isTrue();
    }

    @Test
    void what_is_no_money_is_no_nought() {
        JsonNode broken = trialBalance("{\"kind\": \"bank\", \"balance\": 1.5}");

        assertThatThrownBy(() -> Books.of(broken))
                .isInstanceOf(StoryStopped.class)
                .hasMessageContaining("1.5");
    }

    @Test
    void pounds_have_two_decimals_and_thousands() {
        assertThat(Pounds.of(102_400)).isEqualTo("1,024.00");
        assertThat(Pounds.of(-5)).isEqualTo("-0.05");
    }

    private static JsonNode trialBalance(String accounts) {
        try {
            return new ObjectMapper()
                    .readTree(
                            "{\"accounts\": [%s], \"totalDebits\": %s, \"totalCredits\": %s}"
                                    .formatted(accounts, money(12), money(12)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String money(long pence) {
        return "{\"amount\": %d, \"currency\": \"GBP\"}".formatted(pence);
    }
}
