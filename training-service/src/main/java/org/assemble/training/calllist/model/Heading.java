package org.assemble.training.calllist.model;

import static org.assemble.training.calllist.model.Meaning.EMAIL;
import static org.assemble.training.calllist.model.Meaning.JOIN;
import static org.assemble.training.calllist.model.Meaning.LEAVE;
import static org.assemble.training.calllist.model.Meaning.MINUTES;
import static org.assemble.training.calllist.model.Meaning.NAME;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The first row of a table: which column tells what.
record Heading(Format format, Map<Meaning, Integer> columns, boolean summary) {

    /// The heading that a row is, if it is one.
    static Optional<Heading> of(Row row, Declared declared) {
        return candidates(declared).stream()
                .map(format -> in(row, format, titles(format, declared)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    String cell(Row row, Meaning meaning) {
        Integer column = columns.get(meaning);
        return column == null ? "" : row.cell(column);
    }

    private static List<Format> candidates(Declared declared) {
        if (!declared.columns().isEmpty()) {
            return List.of(Format.COLUMNS);
        }
        return declared.format()
                .map(format ->
                        format == Format.TEAMS
                                ? List.of(Format.TEAMS_LOG, Format.TEAMS)
                                : List.of(format))
                .orElse(List.of(Format.ZOOM, Format.TEAMS_LOG, Format.TEAMS));
    }

    private static Map<Meaning, Set<String>> titles(Format format, Declared declared) {
        return format == Format.COLUMNS
                ? declared.columns().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        column -> Set.of(lowerCase(column.getValue()))))
                : format.titles();
    }

    private static Optional<Heading> in(Row row, Format format, Map<Meaning, Set<String>> titles) {
        Map<Meaning, Integer> columns = new EnumMap<>(Meaning.class);
        for (int column = 0; column < row.cells().size(); column++) {
            String title = lowerCase(row.cell(column));
            for (var known : titles.entrySet()) {
                if (known.getValue().contains(title)) {
                    columns.putIfAbsent(known.getKey(), column);
                }
            }
        }
        boolean summary =
                columns.containsKey(JOIN)
                        && lowerCase(row.cell(columns.get(JOIN))).startsWith("first");
        return isWhole(format, columns.keySet(), titles.keySet())
                ? Optional.of(new Heading(format, columns, summary))
                : Optional.empty();
    }

    private static boolean isWhole(Format format, Set<Meaning> found, Set<Meaning> known) {
        return switch (format) {
            case ZOOM -> found.contains(NAME) && saysHowLong(found);
            case TEAMS -> found.containsAll(Set.of(NAME, JOIN, LEAVE));
            case TEAMS_LOG -> found.containsAll(known);
            case COLUMNS ->
                    found.containsAll(known)
                            && (found.contains(NAME) || found.contains(EMAIL))
                            && saysHowLong(found);
        };
    }

    private static boolean saysHowLong(Set<Meaning> found) {
        return found.containsAll(Set.of(JOIN, LEAVE)) || found.contains(MINUTES);
    }

    private static String lowerCase(String title) {
        return title.strip().toLowerCase(Locale.ROOT);
    }
}
