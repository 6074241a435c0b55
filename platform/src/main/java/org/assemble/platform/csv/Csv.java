package org.assemble.platform.csv;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.platform.money.Money;

/// Records as RFC 4180 text: a line of names, then a line for each record. Money stands in pence,
/// and its column says so (`balancePence`); a record in a record is spread out (`matchUsedPence`),
/// and so is a map from texts (`missing:facilitation`); what is not there is empty, and is not
/// nought.
final class Csv {

    private static final String END_OF_LINE = "\r\n";

    /// What a spreadsheet would take for a formula or for the rest of one.
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";

    private Csv() {}

    static <T extends Record> String of(Table<T> table) {
        StringBuilder text = new StringBuilder();
        line(text, columns(table.type(), "", table.rows()));
        for (T row : table.rows()) {
            line(text, cells(table.type(), row, table.rows()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Stream<String> cells) {
        text.append(cells.map(Csv::quoted).collect(Collectors.joining(","))).append(END_OF_LINE);
    }

    private static Stream<String> columns(Class<?> type, String prefix, List<?> rows) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> {
                    String name = prefixed(prefix, component.getName());
                    return switch (component.getType()) {
                        case Class<?> money when money == Money.class -> Stream.of(name + "Pence");
                        case Class<?> map when map == Map.class ->
                                keys(component, rows).map(key -> name + ":" + key);
                        case Class<?> inner when inner.isRecord() ->
                                columns(inner, name, inners(component, rows));
                        default -> Stream.of(name);
                    };
                });
    }

    /// The keys of all rows: each has a column.
    private static Stream<String> keys(RecordComponent component, List<?> rows) {
        return inners(component, rows).stream()
                .flatMap(map -> ((Map<?, ?>) map).keySet().stream())
                .map(Object::toString)
                .distinct()
                .sorted();
    }

    private static List<Object> inners(RecordComponent component, List<?> rows) {
        return rows.stream().map(row -> value(component, row)).filter(Objects::nonNull).toList();
    }

    private static String prefixed(String prefix, String name) {
        return prefix.isEmpty()
                ? name
                : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /// @param row may be null: then all its cells are empty
    private static Stream<String> cells(Class<?> type, Object row, List<?> rows) {
        List<String> cells = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = row == null ? null : value(component, row);
            if (component.getType() == Money.class) {
                cells.add(value == null ? "" : Long.toString(((Money) value).amount()));
            } else if (component.getType() == Map.class) {
                Map<?, ?> map = value == null ? Map.of() : (Map<?, ?>) value;
                keys(component, rows).forEach(key -> cells.add(cell(map.get(key))));
            } else if (component.getType().isRecord()) {
                cells(component.getType(), value, inners(component, rows)).forEach(cells::add);
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
