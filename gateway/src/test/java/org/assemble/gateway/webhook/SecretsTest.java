package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final UUID SUBSCRIPTION = UUID.randomUUID();

    private final Secrets secrets = new Secrets(keyOf(1));
    private final byte[] secret = secrets.random();

    @Test
    void what_was_sealed_is_opened_with_the_same_key() {
        byte[] sealed = secrets.seal(secret, SUBSCRIPTION);

        assertThat(new Secrets(keyOf(1)).open(sealed, SUBSCRIPTION)).isEqualTo(secret);
    }

    @Test
    void with_another_key_it_is_not_nor_for_another_subscription() {
        byte[] sealed = secrets.seal(secret, SUBSCRIPTION);

        assertThatThrownBy(() -> new Secrets(keyOf(2)).open(sealed, SUBSCRIPTION))
                .isInstanceOf(Secrets.NotOurs.class);
        assertThatThrownBy(() -> secrets.open(sealed, UUID.randomUUID()))
                .isInstanceOf(Secrets.NotOurs.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 27})
    void what_is_too_short_was_not_sealed_here(int bytes) {
        assertThatThrownBy(() -> secrets.open(new byte[bytes], SUBSCRIPTION))
                .isInstanceOf(Secrets.NotOurs.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "MDEyMzQ1Njc4OQ=="})
    void a_key_that_does_not_fit_names_its_setting_and_not_itself(String key) {
        assertThatThrownBy(() -> new Secrets(key))
                .hasMessage("ASSEMBLE_WEBHOOK_KEY must be 32 bytes in base64");
    }

    private static String keyOf(int each) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) each);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
