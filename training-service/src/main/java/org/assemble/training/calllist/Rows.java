package org.assemble.training.calllist;

import static org.assemble.training.TrainingRefusal.UNREADABLE_LIST;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.training.calllist.model.Row;

/// The rows of a text (RFC 4180), with the separator that it has.
final class Rows {
    private static final int MOST_ROWS = 5_000;
    private static final int LONGEST_CELL = 500;
    private static final int LONGEST_ROW = 65_536;
    private static final int FIRST_ROWS = 100;

    private Rows() {}

    /// All of them; refuses a text whose quotes are not closed, and what is longer than a list of
    /// people can be.
    static List<Row> of(String text, char separator) {
        List<Row> rows = read(text, separator, true, MOST_ROWS + 1);
        if (rows.size() > MOST_ROWS) {
            throw CommonRefusal.TOO_LARGE.because(
                    "At most %d rows are taken.".formatted(MOST_ROWS));
        }
        rows.stream()
                .filter(row -> row.cells().stream().anyMatch(cell -> cell.length() > LONGEST_CELL))
                .findFirst()
                .ifPresent(row -> {
                    throw UNREADABLE_LIST.because(
                            "Line %d has a cell of more than %d characters."
                                    .formatted(row.line(), LONGEST_CELL));
                });
        return rows;
    }

    /// The first of them, as well as they can be read with a separator that may be the wrong one.
    static List<Row> first(String text, char separator) {
        return read(text, separator, false, FIRST_ROWS);
    }

    private static List<Row> read(String text, char separator, boolean strictly, int most) {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .skipEmptyLines(true)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(!strictly)
                        .allowUnclosedQuote(!strictly)
                        .maxBufferSize(LONGEST_ROW)
                        .ofCsvRecord(text)) {
            for (CsvRecord row : csv) {
                if (rows.size() == most) {
                    break;
                }
                rows.add(new Row(Math.toIntExact(row.getStartingLineNumber()), row.getFields()));
            }
            return rows;
        } catch (CsvParseException broken) {
            if (!strictly) {
                return rows;
            }
            throw UNREADABLE_LIST.because(
                    "After row %d a quote is not closed, or a cell is too long."
                            .formatted(rows.size()));
        } catch (IOException cannotBe) {
            throw new UncheckedIOException("a text in memory", cannotBe);
        }
    }
}
