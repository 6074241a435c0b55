package org.assemble.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final byte[] SALT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final Entry ENTRY =
            new Entry(
                    7,
                    "mandate:0198c0de-0000-7000-8000-000000000007",
                    2,
                    UUID.fromString("0198c0de-0000-7000-8000-000000000001"),
                    "MandateActivated",
                    "{\"a\":1}",
                    LocalDate.of(2026, 11, 1),
                    LocalDate.of(2026, 11, 2),
                    Instant.parse("2026-11-22T10:00:00.000120Z"));

    @Test
    void M12_the_hashed_text_is_fixed_for_ever() {
        assertThat(ENTRY.canonical())
                .isEqualTo(
                        """
                        7
                        mandate:0198c0de-0000-7000-8000-000000000007
                        2
                        0198c0de-0000-7000-8000-000000000001
                        MandateActivated
                        2026-11-01
                        2026-11-02
                        2026-11-22T10:00:00.000120Z
                        {"a":1}\
                        """);
    }

    @Test
    void M12_a_link_is_the_hash_of_the_one_before_and_of_the_salted_leaf() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((byte) 0);
        sha256.update(SALT);
        byte[] leaf = sha256.digest(ENTRY.canonical().getBytes(StandardCharsets.UTF_8));
        sha256.update(new byte[32]);
        byte[] link = sha256.digest(leaf);
        assertThat(new Chain().link(Chain.genesis(), SALT, ENTRY)).isEqualTo(link);
    }
}
