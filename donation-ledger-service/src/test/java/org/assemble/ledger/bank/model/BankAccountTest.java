package org.assemble.ledger.bank.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankAccountTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "089999,66374958,089999,66374958",
        "08-99-99,66374958,089999,66374958",
        "08 99 99,1234567,089999,01234567",
        "089999,123456,089999,00123456"
    })
    void an_account_is_read_as_people_write_it(
            String sortCode, String number, String code, String padded) {
        BankAccount account = BankAccount.written(" Campaign ", sortCode, number);
        assertThat(account).isEqualTo(new BankAccount("Campaign", code, padded));
        assertThat(account.wellFormed()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "08999,66374958",
        "0899999,66374958",
        "08999a,66374958",
        "089999,12345",
        "089999,123456789",
        "089999,1234567x"
    })
    void what_has_other_digits_is_no_account(String sortCode, String number) {
        assertThat(BankAccount.written("Campaign", sortCode, number).wellFormed()).isFalse();
    }

    @Test
    void D2_an_account_never_shows_in_a_log() {
        assertThat(BankAccount.written("Campaign", "089999", "66374958"))
                .hasToString("BankAccount[…]");
    }
}
