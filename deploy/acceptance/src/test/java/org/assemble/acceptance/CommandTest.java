package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assemble.acceptance.Command.Printed;
import org.junit.jupiter.api.Test;

/// The gate itself must end, whatever the programs do that it runs.
class CommandTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void what_was_printed_is_told_with_how_it_ended() throws IOException {
        assertThat(Command.run(shell("echo said; echo loudly >&2; exit 3"), LONG))
                .isEqualTo(new Printed(3, "said\nloudly\n"));
    }

    @Test
    void who_left_something_running_that_holds_the_output_is_not_waited_for() throws IOException {
        Printed printed = Command.run(shell("tail -f /dev/null & echo $!"), LONG);

        assertThat(printed.status()).isZero();
        long left = Long.parseLong(printed.output().strip());
        assertThat(ProcessHandle.of(left).map(ProcessHandle::destroyForcibly)).contains(true);
    }

    @Test
    void what_does_not_end_is_ended_with_all_that_it_started() {
        assertThatThrownBy(() -> Command.run(shell("tail -f /dev/null & echo $!; wait"), SHORT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not end")
                .satisfies(said -> {
                    var number = Pattern.compile("(?m)^\\d+$").matcher(said.getMessage());
                    assertThat(number.find()).isTrue();
                    long left = Long.parseLong(number.group());
                    Eventually.holds("what it started has ended", () -> !runs(left));
                });
    }

    /// Who has ended and is not buried yet has no command any more.
    private static boolean runs(long process) {
        return ProcessHandle.of(process).flatMap(one -> one.info().command()).isPresent();
    }

    private static ProcessBuilder shell(String script) {
        return new ProcessBuilder("sh", "-c", script);
    }
}
