package org.assemble.ledger.checkpoint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {

    /// RFC 8032, 7.1, test 1.
    private static final byte[] SEED =
            HexFormat.of()
                    .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private static final NoteKey KEY = new NoteKey("example.org/ledger", SEED);
    private static final String TEXT = new TreeHead("example.org/ledger", 5, new byte[32]).text();

    @Test
    void the_public_key_is_the_one_that_RFC_8032_gives() {
        assertThat(HexFormat.of().formatHex(KEY.publicBytes()))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void M12_a_checkpoint_has_the_form_of_a_C2SP_signed_note() {
        String[] lines = KEY.sign(TEXT).split("\n", -1);
        assertThat(lines)
                .startsWith(
                        "example.org/ledger",
                        "5",
                        Base64.getEncoder().encodeToString(new byte[32]),
                        "");
        assertThat(lines).hasSize(6).endsWith("");
        assertThat(lines[4]).startsWith("— example.org/ledger ");
        byte[] line = Base64.getDecoder().decode(lines[4].split(" ")[2]);
        assertThat(line).hasSize(4 + 64);
        assertThat(KEY.verifierKey())
                .startsWith(
                        "example.org/ledger+"
                                + HexFormat.of().formatHex(line, 0, 4)
                                + "+"
                                + Base64.getEncoder().encodeToString(new byte[] {1}).charAt(0));
    }

    @Test
    void a_note_is_known_by_its_key_alone() {
        String note = KEY.sign(TEXT);
        assertThat(KEY.signed(note)).isTrue();
        assertThat(KEY.signed(note.replace("\n5\n", "\n6\n"))).isFalse();
        assertThat(KEY.signed(note + "\n")).isFalse();
        assertThat(KEY.signed("no note")).isFalse();
        byte[] other = SEED.clone();
        other[0]++;
        assertThat(new NoteKey("example.org/ledger", other).signed(note)).isFalse();
    }

    @Test
    void what_a_checkpoint_says_is_read_as_it_was_written() {
        TreeHead head = TreeHead.parse(TEXT);
        assertThat(head.origin()).isEqualTo("example.org/ledger");
        assertThat(head.size()).isEqualTo(5);
        assertThat(head.text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\n1\n", "a\n01\nAA==\n", "a\n-1\nAA==\n", "\n1\nAA==\n"})
    void what_is_no_checkpoint_is_not_read(String text) {
        assertThatThrownBy(() -> TreeHead.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "with+plus"})
    void a_key_has_a_name_that_a_note_can_carry(String name) {
        assertThatThrownBy(() -> new NoteKey(name, SEED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_has_32_bytes() {
        assertThatThrownBy(() -> new NoteKey("a", new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
