package org.assemble.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final Pseudonyms pseudonyms = new Pseudonyms();

    @Test
    void an_address_has_one_name_all_day_and_another_has_another() {
        String name = pseudonyms.of("192.0.2.7", TODAY);

        assertThat(pseudonyms.of("192.0.2.7", TODAY)).isEqualTo(name).matches("[0-9a-f]{12}");
        assertThat(pseudonyms.of("192.0.2.8", TODAY)).isNotEqualTo(name);
    }

    @Test
    void the_next_day_nobody_knows_which_it_was() {
        String name = pseudonyms.of("192.0.2.7", TODAY);

        assertThat(pseudonyms.of("192.0.2.7", TODAY.plusDays(1))).isNotEqualTo(name);
    }

    @Test
    void another_gateway_has_other_names() {
        assertThat(new Pseudonyms().of("192.0.2.7", TODAY))
                .isNotEqualTo(pseudonyms.of("192.0.2.7", TODAY));
    }

    @Test
    void many_addresses_do_not_fill_the_memory_and_keep_their_names() {
        String name = pseudonyms.of("192.0.2.7", TODAY);
        for (int i = 0; i < 5_000; i++) {
            pseudonyms.of("10.0.0." + i, TODAY);
        }

        assertThat(pseudonyms.of("192.0.2.7", TODAY)).isEqualTo(name);
    }
}
