package org.assemble.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GoldenTest {
    private static final UUID NOTE = UUID.fromString("0193a0e0-0000-7000-8000-000000000001");
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final Golden golden =
            new Golden(Path.of("src/test/resources/contract/events"), "NoteTaken.v1");

    record NoteTaken(UUID noteId, Instant takenAt) {}

    record OnlyWhatIRead(UUID noteId) {}

    @Test
    void what_is_sent_is_the_example_and_fits_the_schema() {
        golden.exampleFitsSchema();
        golden.is(new NoteTaken(NOTE, TEN));
        assertThat(golden.readAs(OnlyWhatIRead.class)).isEqualTo(new OnlyWhatIRead(NOTE));
    }

    @Test
    void a_number_is_the_same_whatever_its_size_in_java() {
        record Counted(long pence) {}
        new Golden(Path.of("src/test/resources/contract/events"), "Counted.v1").is(new Counted(3));
    }

    @Test
    void what_differs_is_found() {
        assertThatThrownBy(() -> golden.is(new NoteTaken(NOTE, TEN.plusSeconds(1))))
                .hasMessageContaining("NoteTaken.v1 as it is sent");
        assertThatThrownBy(() -> golden.fits(Map.of("noteId", "not a uuid", "takenAt", TEN)))
                .hasMessageContaining("NoteTaken.v1 against its schema");
        assertThatThrownBy(() -> golden.fits(Map.of("noteId", NOTE)))
                .hasMessageContaining("takenAt");
    }
}
