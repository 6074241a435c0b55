package org.assemble.training.certificate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class StatusBitsTest {
    @Test
    void T4_the_bits_of_what_is_withdrawn_are_set_and_no_others() throws IOException {
        Set<Integer> withdrawn = Set.of(0, 7, 8, 1_000, StatusBits.LENGTH - 1);
        byte[] bits = decoded(StatusBits.encoded(withdrawn));
        assertThat(bits).hasSize(16 * 1024);
        assertThat(IntStream.range(0, StatusBits.LENGTH).filter(place -> isSet(bits, place)))
                .containsExactlyInAnyOrderElementsOf(withdrawn);
    }

    @Test
    void T4_a_list_says_nothing_of_how_many_there_are() throws IOException {
        assertThat(decoded(StatusBits.encoded(List.of()))).hasSize(16 * 1024).containsOnly(0);
    }

    @Test
    void T4_every_index_has_a_list_and_a_place() {
        assertThat(StatusBits.listOf(0)).isZero();
        assertThat(StatusBits.listOf(131_071)).isZero();
        assertThat(StatusBits.placeOf(131_071)).isEqualTo(131_071);
        assertThat(StatusBits.listOf(131_072)).isEqualTo(1);
        assertThat(StatusBits.placeOf(131_072)).isZero();
    }

    /// As the standard says it, from the left.
    private static boolean isSet(byte[] bits, int place) {
        return (bits[place / 8] >> 7 - place % 8 & 1) == 1;
    }

    private static byte[] decoded(String encoded) throws IOException {
        assertThat(encoded).startsWith("u");
        byte[] compressed = Base64.getUrlDecoder().decode(encoded.substring(1));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        }
    }
}
