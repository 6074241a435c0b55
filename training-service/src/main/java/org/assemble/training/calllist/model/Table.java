package org.assemble.training.calllist.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A table in a list: a heading, and the rows below it.
record Table(Heading heading, List<Row> rows) {
    private static final Pattern NUMBERED_TITLE = Pattern.compile("\\d+\\. .*");

    /// All tables, in their order; none where no row is a heading. A table ends at the next
    /// heading, or at a title: one with a number, or the one above a heading.
    static List<Table> in(List<Row> rows, Declared declared) {
        List<Table> tables = new ArrayList<>();
        boolean within = false;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Optional<Heading> heading = Heading.of(row, declared);
            if (heading.isPresent()) {
                tables.add(new Table(heading.get(), new ArrayList<>()));
                within = true;
            } else if (isTitle(row, i + 1 < rows.size() ? rows.get(i + 1) : row, declared)) {
                within = false;
            } else if (within) {
                tables.getLast().rows().add(row);
            }
        }
        return tables;
    }

    private static boolean isTitle(Row row, Row next, Declared declared) {
        return row.isTitle()
                && (NUMBERED_TITLE.matcher(row.cell(0)).matches()
                        || Heading.of(next, declared).isPresent());
    }
}
