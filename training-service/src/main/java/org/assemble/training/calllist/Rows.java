package org.assemble.training.calllist;

import static org.assemble.training.TrainingRefusal.UNREADABLE_LIST;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
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
        List<Row> rows = new ArrayList<>();
        try {
            read(text, separator, MOST_ROWS + 1, rows);
        } catch (CsvParseException broken) {
            throw UNREADABLE_LIST.because(
                    "After row %d a quote is not closed, or a cell is too long."
                            .formatted(rows.size()));
        }
        if (rows.size() > MOST_ROWS) {
            throw CommonRefusal.TOO_LARGE.because(
                    "At most %d rows are taken.".formatted(MOST_ROWS));
        }
        rows.stream()
                .filter(Rows::isTooLong)
                .findFirst()
                .ifPresent(row -> {
                    throw UNREADABLE_LIST.because(
                            "Line %d has a cell of more than %d characters."
                                    .formatted(row.line(), LONGEST_CELL));
                });
        return rows;
    }

    /// The first of them, as far as they can be read with a separator that may be the wrong one.
    static List<Row> first(String text, char separator) {
        List<Row> rows = new ArrayList<>();
        try {
            read(text, separator, FIRST_ROWS, rows);
        } catch (CsvParseException broken) {
            // Whoever reads all of them says so; here the rows before it tell enough.
            return rows;
        }
        return rows;
    }

    private static boolean isTooLong(Row row) {
        return row.cells().stream().anyMatch(cell -> cell.length() > LONGEST_CELL);
    }

    private static void read(String text, char separator, int most, List<Row> rows) {
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .skipEmptyLines(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(LONGEST_ROW)
                        .ofCsvRecord(text)) {
            for (CsvRecord row : csv) {
                if (rows.size() == most) {
                    return;
                }
                rows.add(new Row(Math.toIntExact(row.getStartingLineNumber()), row.getFields()));
            }
        } catch (IOException cannotBe) {
            throw new UncheckedIOException("a text in memory", cannotBe);
        }
    }
}
