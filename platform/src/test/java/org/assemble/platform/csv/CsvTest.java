package org.assemble.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assemble.platform.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    private record Budget(Money used, Money left) {}

    private record Row(String text, Money balance, Budget match, LocalDate day, Long position) {}

    private record Text(String text) {}

    @Test
    void money_stands_in_pence_and_its_column_says_so_and_what_is_not_there_is_empty() {
        Row full =
                new Row(
                        "a",
                        Money.pence(-5),
                        new Budget(Money.pence(0), Money.pence(7)),
                        LocalDate.of(2026, 11, 22),
                        3L);
        Row empty = new Row(null, null, null, null, null);
        assertThat(Csv.of(new Table<>(Row.class, List.of(full, empty))))
                .isEqualTo(
                        """
                        text,balancePence,matchUsedPence,matchLeftPence,day,position
                        a,-5,0,7,2026-11-22,3
                        ,,,,,
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void a_table_without_rows_still_names_its_columns() {
        assertThat(Csv.of(new Table<>(Text.class, List.of()))).isEqualTo("text\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    plain        | plain
                    a,b          | "a,b"
                    say "hi" now | "say ""hi"" now"
                    =1+1         | '=1+1
                    @SUM(A1,A2)  | "'@SUM(A1,A2)"
                    -2+3         | '-2+3
                    +44          | '+44
                    """)
    void a_text_is_never_a_formula_or_a_column_more(String text, String cell) {
        assertThat(Csv.of(new Table<>(Text.class, List.of(new Text(text)))))
                .isEqualTo("text\r\n" + cell + "\r\n");
    }

    @Test
    void a_map_has_a_column_for_each_key_of_any_row() {
        record Team(String id, Map<String, Integer> missing) {}
        assertThat(
                        Csv.of(
                                new Table<>(
                                        Team.class,
                                        List.of(
                                                new Team("a", Map.of("b", 1)),
                                                new Team("b", Map.of("a", 0, "b", 2)),
                                                new Team("c", null)))))
                .isEqualTo("id,missing:a,missing:b\r\na,,1\r\nb,0,2\r\nc,,\r\n");
    }
}
