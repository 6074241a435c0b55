package org.assemble.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariantsTest {

    private static MultiMap asksFor(String language) {
        return MultiMap.caseInsensitiveMultiMap().add("Accept-Language", language);
    }

    private static KeptAnswer in(String language, String body) {
        MultiMap answer = MultiMap.caseInsensitiveMultiMap().add("Vary", "Accept-Language");
        return KeptAnswer.of(asksFor(language), answer, "public, max-age=60", Buffer.buffer(body));
    }

    private static String found(Variants variants, String language) {
        KeptAnswer found = variants.find(asksFor(language), System.nanoTime());
        return found == null ? null : found.body().toString();
    }

    @Test
    void a_newer_answer_takes_the_place_of_the_same() {
        Variants variants =
                new Variants(List.of(in("cy", "old")))
                        .with(in("cy", "new"), System.nanoTime())
                        .with(in("en", "other"), System.nanoTime());

        assertThat(variants.answers()).hasSize(2);
        assertThat(found(variants, "cy")).isEqualTo("new");
        assertThat(found(variants, "en")).isEqualTo("other");
        assertThat(found(variants, "gd")).isNull();
    }

    @Test
    void ever_new_languages_do_not_fill_the_memory() {
        Variants variants = new Variants(List.of(in("l0", "0")));
        for (int i : IntStream.rangeClosed(1, 100).toArray()) {
            variants = variants.with(in("l" + i, "" + i), System.nanoTime());
        }

        assertThat(variants.answers()).hasSize(8);
        assertThat(found(variants, "l100")).isEqualTo("100");
    }

    @Test
    void what_is_too_old_is_not_found_and_makes_room() {
        long later = System.nanoTime() + 61_000_000_000L;
        Variants variants = new Variants(List.of(in("cy", "old")));

        assertThat(variants.find(asksFor("cy"), later)).isNull();
        assertThat(variants.with(in("en", "new"), later).answers()).hasSize(1);
    }

    @Test
    void an_answer_weighs_what_its_bodies_do() {
        assertThat(in("cy", "x".repeat(10_000)).bytes()).isBetween(20_000, 22_000);
    }
}
