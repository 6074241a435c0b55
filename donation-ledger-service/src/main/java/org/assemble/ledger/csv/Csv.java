package org.assemble.ledger.csv;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.platform.money.Money;

/// Records as RFC 4180 text: a line of names, then a line for each record. Money stands in pence,
/// and its column says so (`balancePence`); a record in a record is spread out (`matchUsedPence`);
/// what is not there is empty, and is not nought.
final class Csv {

    private static final String END_OF_LINE = "\r\n";

    /// What a spreadsheet would take for a formula or for the rest of one.
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";

    private Csv() {}

    static <T extends Record> String of(Table<T> table) {
        StringBuilder text = new StringBuilder();
        line(text, columns(table.type(), ""));
        for (T row : table.rows()) {
            line(text, cells(table.type(), row));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Stream<String> cells) {
        text.append(cells.map(Csv::quoted).collect(Collectors.joining(","))).append(END_OF_LINE);
    }

    private static Stream<String> columns(Class<?> type, String prefix) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> {
                    String name = prefixed(prefix, component.getName());
                    return switch (component.getType()) {
                        case Class<?> money when money == Money.class -> Stream.of(name + "Pence");
                        case Class<?> inner when inner.isRecord() -> columns(inner, name);
                        default -> Stream.of(name);
                    };
                });
    }

    private static String prefixed(String prefix, String name) {
        return prefix.isEmpty()
                ? name
                : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// @param row may be null: then all its cells are empty
    private static Stream<String> cells(Class<?> type, Object row) {
        List<String> cells = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = row == null ? null : value(component, row);
            if (component.getType() == Money.class) {
                cells.add(value == null ? "" : Long.toString(((Money) value).amount()));
            } else if (component.getType().isRecord()) {
                cells(component.getType(), value).forEach(cells::add);
            } else {
                cells.add(cell(value));
            }
        }
        return cells.stream();
    }

    private static Object value(RecordComponent component, Object row) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " can't be read", e);
        }
    }

    /// Numbers are ours; a text may be anybody's, and a spreadsheet must not calculate it.
    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case String text
                    when !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ->
                    "'" + text;
            default -> value.toString();
        };
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
