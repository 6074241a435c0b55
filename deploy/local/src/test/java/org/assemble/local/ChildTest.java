package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    @TempDir Path folder;

    @AfterEach
    void nothing_is_left() {
        home().clear();
    }

    private Home home() {
        return new Home(folder.resolve("one platform"));
    }

    /// A stand-in that behaves as the shell script says; the last argument is its mark.
    private Child start(Home home, String script) {
        return Child.start(
                home,
                "part",
                List.of("sh", "-c", script, home.mark("part")),
                Map.of("WORD", "hello"));
    }

    @Test
    void a_process_is_found_again_by_its_mark_until_it_ends() {
        var started = start(home(), "sleep 60; true");
        assertThat(Child.find(home(), "part")).contains(started);
        assertThat(Child.find(home(), "other")).isEmpty();
        assertThat(Child.find(new Home(folder.resolve("another platform")), "part")).isEmpty();
        started.stop("TERM", Duration.ofSeconds(10));
        assertThat(Child.all(home())).isEmpty();
    }

    @Test
    void one_that_does_not_listen_is_killed() {
        var stubborn = start(home(), "trap '' TERM; echo ready; while true; do sleep 1; done");
        Until.ready(
                stubborn,
                Duration.ofSeconds(10),
                () -> stubborn.lastLines(1).transform(ChildTest::nonEmpty));
        stubborn.stop("TERM", Duration.ofMillis(200));
        assertThat(stubborn.alive()).isFalse();
    }

    @Test
    void why_it_ended_while_it_started_is_said() {
        var failing = start(home(), "echo $WORD, there is no disk; false");
        assertThatThrownBy(() -> Until.ready(failing, Duration.ofSeconds(10), () -> nonEmpty("")))
                .isInstanceOf(CannotStart.class)
                .hasMessage(
                        "part ended while it started; its log ends with:\nhello, there is no disk");
    }

    @Test
    void one_that_is_never_ready_is_given_up() {
        var silent = start(home(), "sleep 60; true");
        assertThatThrownBy(() -> Until.ready(silent, Duration.ofMillis(300), () -> nonEmpty("")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("part was not ready within");
    }

    private static String nonEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalStateException("nothing yet");
        }
        return text;
    }
}
