package org.assemble.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JournalFileTest {

    private static final String RIGHT =
            """
            ; The books.
            commodity 1000.00 GBP
            account bank
            account income

            2026-11-01 (2) GivenToNationalFund donation:d2
                bank  8.05 GBP = 8.05 GBP
                income  -8.05 GBP = -8.05 GBP

            2026-11-02 (1) InvoicePaid invoice:i1
                income  8.50 GBP = 0.45 GBP
                bank  -8.50 GBP = -0.45 GBP

            ; end of 2 transactions
            """;

    @TempDir Path folder;

    private JournalFile.Found checked(String text) throws IOException {
        return JournalFile.check(Files.writeString(folder.resolve("books.journal"), text));
    }

    @Test
    void a_right_journal_has_no_faults() throws IOException {
        JournalFile.Found found = checked(RIGHT);
        assertThat(found.faults()).isEmpty();
        assertThat(found.transactions()).isEqualTo(2);
    }

    record Wrong(String what, String by, String fault) {}

    static final List<Wrong> WRONG =
            List.of(
                    new Wrong(
                            "bank  8.05 GBP = 8.05",
                            "bank  8.05 GBP = 8.06",
                            "bank holds 805 pence, not 806"),
                    new Wrong(
                            "bank  8.05 GBP = 8.05",
                            "bank  8.051 GBP = 8.05",
                            "no posting in whole pence"),
                    new Wrong(
                            "bank  8.05 GBP = 8.05", "bank  8.06 GBP = 8.06", "differ by 1 pence"),
                    new Wrong("= -0.45", "= 0.45", "bank holds -45 pence, not 45"),
                    new Wrong("2026-11-02 (1)", "2026-10-31 (1)", "the day falls back"),
                    new Wrong("(1)", "(2)", "the code 2 was used before"),
                    new Wrong("of 2 trans", "of 3 trans", "not whole"),
                    new Wrong("\n; end of 2 transactions", "", "not whole"));

    @ParameterizedTest
    @FieldSource("WRONG")
    void what_is_wrong_is_said_with_its_line(Wrong wrong) throws IOException {
        assertThat(RIGHT).contains(wrong.what());
        assertThat(checked(RIGHT.replace(wrong.what(), wrong.by())).faults())
                .anyMatch(fault -> fault.startsWith("line ") && fault.contains(wrong.fault()));
    }
}
