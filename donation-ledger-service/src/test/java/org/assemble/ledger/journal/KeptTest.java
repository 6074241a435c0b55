package org.assemble.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.announcement.Announcements;
import org.assemble.ledger.journal.Rows.DocumentRow;
import org.assemble.ledger.journal.Rows.KeyRow;
import org.junit.jupiter.api.Test;

class KeptTest {

    private static final byte[] ASKED = {1, 2, 3};
    private static final byte[] SALT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final KeyRow KEY = new KeyRow("message:a:1", ASKED, "{}", 7L);
    private static final KeyRow REFERENCE = new KeyRow("donation:bank:1", ASKED, null, 7L);
    private static final DocumentRow DOCUMENT =
            new DocumentRow(ID, "bank-account", "{\"name\":\"A\"}", SALT);

    private static String sha256(byte[] salt, String text) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(salt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void M12_what_is_vouched_for_is_fixed_for_ever() throws Exception {
        Kept kept = Kept.of(List.of(KEY), List.of(DOCUMENT));
        String ofKey = sha256(new byte[0], "AQID\n{}\nmessage:a:1");
        String ofDocument = sha256(SALT, ID + "\nbank-account\n{\"name\":\"A\"}");
        assertThat(kept.in("{\"a\":1}"))
                .isEqualTo(
                        "{\"a\":1,\"kept\":{\"keys\":[\"%s\"],\"documents\":{\"%s\":\"%s\"}}}"
                                .formatted(ofKey, ID, ofDocument));
        assertThat(Kept.from(kept.in("{\"a\":1}"))).isEqualTo(kept);
    }

    @Test
    void M10_the_reference_of_a_donation_follows_from_it_and_needs_no_vouching() {
        Kept kept = Kept.of(List.of(REFERENCE), List.of());
        assertThat(kept.nothing()).isTrue();
        assertThat(kept.in("{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(Kept.of(List.of(KEY, REFERENCE), List.of()).keys()).hasSize(1);
    }

    @Test
    void an_event_from_before_vouches_for_nothing() {
        assertThat(Kept.from("{\"a\":1}")).isEqualTo(Kept.NOTHING);
        assertThat(Kept.from("{\"a\":\"\\\"kept\\\":\"}")).isEqualTo(Kept.NOTHING);
    }

    @Test
    void each_part_of_a_row_changes_its_hash() {
        assertThat(
                        List.of(
                                Kept.ofKey("a", ASKED, "{}"),
                                Kept.ofKey("b", ASKED, "{}"),
                                Kept.ofKey("a", SALT, "{}"),
                                Kept.ofKey("a", ASKED, "[]"),
                                Kept.ofKey("a", ASKED, null),
                                Kept.ofDocument(ID, "a", "{}", SALT),
                                Kept.ofDocument(new UUID(0, 0), "a", "{}", SALT),
                                Kept.ofDocument(ID, "b", "{}", SALT),
                                Kept.ofDocument(ID, "a", "[]", SALT),
                                Kept.ofDocument(ID, "a", "{}", ASKED)))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_id_of_an_announcement_is_a_uuid_of_its_moment_and_its_event() {
        Instant moment = Instant.parse("2026-11-22T10:00:00.123Z");
        byte[] hash = HexFormat.of().parseHex("ffffffffffffffffffff");
        UUID id = Announcements.id(moment, hash);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(moment.toEpochMilli());
        assertThat(id).hasToString("01a202b2-c57b-7fff-bfff-ffffffffffff");
    }
}
