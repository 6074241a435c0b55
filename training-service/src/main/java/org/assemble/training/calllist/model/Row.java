package org.assemble.training.calllist.model;

import java.util.List;

/// A row of a list, and the line of the file on which it begins.
public record Row(int line, List<String> cells) {

    public Row {
        cells = cells.stream().map(Row::plain).toList();
    }

    /// What stands in a column; empty where the row is shorter.
    String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /// Whether it has nothing but a first cell, as the title of a section does.
    boolean isTitle() {
        return !cell(0).isEmpty() && cells.stream().skip(1).allMatch(String::isEmpty);
    }

    // Newer lists have a narrow no-break space before AM and PM (CLDR 42).
    private static String plain(String cell) {
        return cell.replace('\u202F', ' ').replace('\u00A0', ' ').strip();
    }
}
