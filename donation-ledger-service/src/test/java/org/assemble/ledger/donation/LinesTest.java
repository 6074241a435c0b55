package org.assemble.ledger.donation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.assemble.ledger.donation.Lines.Line;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    /// A stream that gives no more than so many bytes at once, as a network does.
    private static InputStream inPieces(String text, int bytes) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, bytes));
            }
        };
    }

    private static List<String> read(String text, int pieces) throws IOException {
        Lines lines = new Lines(inPieces(text, pieces));
        List<String> read = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            read.add(
                    line.number()
                            + ":"
                            + (line.bytes() == null
                                    ? "too long"
                                    : new String(line.bytes(), UTF_8)));
        }
        return read;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 5_000, 100_000})
    void lines_are_the_same_however_they_come_in(int pieces) throws IOException {
        String longest = "x".repeat(Lines.LONGEST);
        assertThat(read("", pieces)).isEmpty();
        assertThat(read("\n", pieces)).containsExactly("1:");
        assertThat(read("one\ntwo\r\n\nend", pieces))
                .containsExactly("1:one", "2:two\r", "3:", "4:end");
        assertThat(read("é\n" + longest + "\n" + longest + "y\nend\n", pieces))
                .containsExactly("1:é", "2:" + longest, "3:too long", "4:end");
        assertThat(read(longest + "y" + longest.repeat(50), pieces)).containsExactly("1:too long");
    }
}
