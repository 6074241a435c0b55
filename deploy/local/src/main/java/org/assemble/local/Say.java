package org.assemble.local;

import java.time.Duration;
import java.util.List;

/// What the launcher tells a person.
final class Say {
    private Say() {}

    static void line(String text) {
        System.out.println(text);
    }

    /// A part is ready.
    static void progress(String part, Duration after) {
        line("  %-10s ready after %5.1f s".formatted(part, seconds(after)));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /// Rows in columns as wide as they need to be; the last one runs free.
    static void table(List<List<String>> rows) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var column = 0; column < widths.length - 1; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (var row : rows) {
            var text = new StringBuilder(" ");
            for (var column = 0; column < widths.length; column++) {
                text.append(' ')
                        .append(
                                ("%-" + Math.max(1, widths[column] + 1) + "s")
                                        .formatted(row.get(column)));
            }
            line(text.toString().stripTrailing());
        }
    }
}
