package org.assemble.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeyVaultTest {
    private static final byte[] TEXT = "Ann Lee".getBytes(StandardCharsets.UTF_8);
    private final KeyVault vault = new KeyVault(key(1), "A_KEY");

    @Test
    void what_is_sealed_is_read_with_its_own_key_alone() {
        byte[] key = vault.newKey();
        byte[] sealed = vault.seal(key, TEXT);
        assertThat(vault.read(key, sealed)).isEqualTo(TEXT);
        assertThat(vault.seal(key, TEXT)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> vault.read(vault.newKey(), sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_key_is_of_no_use_without_the_master_key() {
        byte[] key = vault.newKey();
        byte[] sealed = vault.seal(key, TEXT);
        assertThatThrownBy(() -> new KeyVault(key(2), "A_KEY").read(key, sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_changed_is_not_read() {
        byte[] key = vault.newKey();
        byte[] sealed = vault.seal(key, TEXT);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> vault.read(key, sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_mac_is_of_its_key_its_purpose_and_its_text() {
        byte[] mac = vault.mac("door", "1");
        assertThat(vault.mac("door", "1")).isEqualTo(mac).hasSize(32);
        assertThat(vault.mac("door", "2")).isNotEqualTo(mac);
        assertThat(vault.mac("address", "1")).isNotEqualTo(mac);
        assertThat(new KeyVault(key(2), "A_KEY").mac("door", "1")).isNotEqualTo(mac);
    }

    @Test
    void a_key_of_another_length_stops_the_start_with_the_settings_name() {
        assertThatThrownBy(() -> new KeyVault("c2hvcnQ=", "A_KEY"))
                .hasMessage("A_KEY must be 32 bytes in base64");
    }

    private static String key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(key);
    }
}
