package org.assemble.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private final ApiKey key = ApiKey.random(new SecureRandom());

    @Test
    void a_key_is_read_as_it_was_given_out() {
        assertThat(ApiKey.in(key.text())).contains(key);
    }

    @Test
    void no_two_are_alike() {
        assertThat(ApiKey.random(new SecureRandom()).text()).isNotEqualTo(key.text());
    }

    @Test
    void a_new_secret_keeps_the_prefix() {
        ApiKey next = ApiKey.withPrefix(key.prefix(), new SecureRandom());

        assertThat(next.prefix()).isEqualTo(key.prefix());
        assertThat(next.hash()).isNotEqualTo(key.hash());
    }

    @Test
    void what_is_kept_says_nothing_of_the_secret() {
        assertThat(key.hash()).matches("[0-9a-f]{64}");
        assertThat(key.toString()).doesNotContain(key.text().substring(17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "asm_",
                "asm_3f9a61c07be2_",
                "asm_3F9A61C07BE2_Zk1mXc0n3F4gq7t8uJxYpL2sVwRbD9aEhKoN5iUyT6Q",
                "asm_3f9a61c07be2_Zk1mXc0n3F4gq7t8uJxYpL2sVwRbD9aEhKoN5iUyT6",
                "asm_3f9a61c07be2_Zk1mXc0n3F4gq7t8uJxYpL2sVwRbD9aEhKoN5iUyT6QQ",
                "asm_3f9a61c07be2_Zk1mXc0n3F4gq7t8uJxYpL2sVwRbD9aEhKoN5iUyT6' or true"
            })
    void anything_else_is_none(String text) {
        assertThat(ApiKey.in(text)).isEmpty();
    }
}
