package org.assemble.training.certificate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateNumberTest {
    private static final String CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TRIES = 200;

    private final Random random = new Random(42);

    @Test
    void T4_a_number_has_95_bits_of_chance_and_a_check() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String text = CertificateNumber.draw(random).text();
            assertThat(text).matches("[0-9A-HJKMNP-TV-Z]{20}");
            drawn.add(text);
        }
        assertThat(drawn).hasSize(10_000);
        for (int place = 0; place < 20; place++) {
            int at = place;
            assertThat(drawn.stream().map(text -> text.charAt(at)).distinct()).hasSize(32);
        }
    }

    @Test
    void T4_every_single_wrong_character_shows() {
        for (int i = 0; i < TRIES; i++) {
            String text = CertificateNumber.draw(random).text();
            for (int place = 0; place < text.length(); place++) {
                for (char other : CHARACTERS.toCharArray()) {
                    if (other != text.charAt(place)) {
                        assertThat(CertificateNumber.typed(with(text, place, other))).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void T4_every_two_characters_that_changed_places_show() {
        for (int i = 0; i < TRIES; i++) {
            String text = CertificateNumber.draw(random).text();
            for (int one = 0; one < text.length(); one++) {
                for (int two = one + 1; two < text.length(); two++) {
                    if (text.charAt(one) != text.charAt(two)) {
                        String swapped =
                                with(with(text, one, text.charAt(two)), two, text.charAt(one));
                        assertThat(CertificateNumber.typed(swapped)).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void T4_a_number_is_read_as_people_type_it() {
        for (int i = 0; i < TRIES; i++) {
            CertificateNumber number = CertificateNumber.draw(random);
            assertThat(number.shown()).matches("(.{4}-){4}.{4}");
            assertThat(CertificateNumber.typed(number.shown())).contains(number);
            assertThat(CertificateNumber.typed(number.text())).contains(number);
            String sloppy =
                    number.shown()
                            .toLowerCase(Locale.ROOT)
                            .replace('0', 'o')
                            .replace('1', i % 2 == 0 ? 'l' : 'I');
            assertThat(CertificateNumber.typed("-" + sloppy)).contains(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "0000", "U0000000000000000000", "0000-0000-0000-0000-000é", "∞"})
    void T4_what_is_no_number_is_no_failure(String typed) {
        assertThat(CertificateNumber.typed(typed)).isEmpty();
    }

    @Test
    void T4_a_text_without_end_is_not_even_looked_at() {
        assertThat(CertificateNumber.typed("0".repeat(20) + "-".repeat(1_000_000))).isEmpty();
    }

    @Test
    void no_number_is_made_of_another_text() {
        assertThatThrownBy(() -> new CertificateNumber("1".repeat(20)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String with(String text, int place, char character) {
        return text.substring(0, place) + character + text.substring(place + 1);
    }
}
