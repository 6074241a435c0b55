package org.assemble.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `permissions.txt`, and what its rows ask (`permissions.http`). The files say how they are read.
///
/// @param rows from top to bottom
record PermissionTable(List<Row> rows) {
    private static final Pattern SECTION = Pattern.compile("nkeas .*\\[([a-z]+)]");
    private static final Pattern ROW =
            Pattern.compile("([+~.o ]{26,30}?)  +([A-Z]+) +(/\\S+)( \\(.+\\))?  → (.+)");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)} = (\\S+)");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z-]+): (.+)");

    /// What stands in single braces is the thing of that name.
    private static final Pattern IN_THE_PATH = Pattern.compile("(?<!\\{)\\{(\\w+)}(?!})");

    /// What a cell says.
    enum Cell {
        MAY,
        MAY_BUT_SEES_NOTHING_OF_OURS,
        MAY_NOT,
        NOT_TOLD;

        static Cell of(int letter) {
            return switch (letter) {
                case '+' -> MAY;
                case '~' -> MAY_BUT_SEES_NOTHING_OF_OURS;
                case '.' -> MAY_NOT;
                default -> NOT_TOLD;
            };
        }

        boolean isAnswered() {
            return this == MAY || this == MAY_BUT_SEES_NOTHING_OF_OURS;
        }
    }

    /// The answer of who may.
    ///
    /// @param code of a refusal; empty for all else
    record Good(int status, String code) {
        static Good of(String text) {
            String[] words = text.split(" ", 2);
            return new Good(Integer.parseInt(words[0]), words.length == 1 ? "" : words[1]);
        }
    }

    /// What a row asks.
    ///
    /// @param target the path and query, with things yet to be named
    /// @param body empty for none
    record Request(String target, Map<String, String> headers, String body) {}

    /// @param service whose operation it is, and how its scopes begin
    /// @param path as the description of the API has it
    /// @param note which of several rows of one operation it is; empty for the only one
    record Row(
            String service,
            String method,
            String path,
            String note,
            List<Cell> cells,
            List<Good> good,
            Request request) {

        /// As the description of the API names it.
        String operation() {
            return method + " " + path;
        }

        Cell cell(Asker asker) {
            return cells.get(asker.ordinal());
        }

        String scope() {
            return service + (method.equals("GET") ? ":read" : ":write");
        }

        @Override
        public String toString() {
            return operation() + note;
        }
    }

    static PermissionTable read() {
        Map<String, List<String>> requests = requests();
        List<Row> rows = new ArrayList<>();
        String service = "";
        for (String line : lines("permissions.txt")) {
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                service = section.group(1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                rows.add(row(service, line, requests));
            }
        }
        if (!requests.isEmpty()) {
            throw new IllegalStateException("No row asks this: " + requests.keySet());
        }
        return new PermissionTable(List.copyOf(rows));
    }

    private static Row row(String service, String line, Map<String, List<String>> requests) {
        Matcher parts = ROW.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("This is no row: " + line);
        }
        String note = parts.group(4) == null ? "" : parts.group(4);
        List<String> asked = requests.remove(parts.group(2) + " " + parts.group(3) + note);
        String path = "/api/v1" + parts.group(3);
        return new Row(
                service,
                parts.group(2),
                path,
                note,
                cells(line, parts.group(1)),
                List.of(parts.group(5).split(" or ")).stream().map(Good::of).toList(),
                request(path, asked == null ? List.of() : asked));
    }

    private static List<Cell> cells(String line, String letters) {
        List<Cell> cells = letters.replace(" ", "").chars().mapToObj(Cell::of).toList();
        if (cells.size() != Asker.values().length) {
            throw new IllegalStateException("Not a cell for each column: " + line);
        }
        return cells;
    }

    /// @param lines below the row's name
    private static Request request(String path, List<String> lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        String target = path;
        String query = "";
        int line = 0;
        for (; line < lines.size() && !lines.get(line).isBlank(); line++) {
            String text = lines.get(line);
            Matcher parameter = PARAMETER.matcher(text);
            Matcher header = HEADER.matcher(text);
            if (text.startsWith("?")) {
                query = text;
            } else if (parameter.matches()) {
                target = target.replace("{" + parameter.group(1) + "}", parameter.group(2));
            } else if (header.matches()) {
                headers.put(header.group(1), header.group(2));
            } else {
                throw new IllegalStateException("Neither query, value nor header: " + text);
            }
        }
        String body = String.join("\n", lines.subList(line, lines.size())).strip();
        return new Request(IN_THE_PATH.matcher(target).replaceAll("{{$1}}") + query, headers, body);
    }

    /// Each request's lines by the row that it is of.
    private static Map<String, List<String>> requests() {
        Map<String, List<String>> requests = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines("permissions.http")) {
            if (line.startsWith("### ")) {
                current = new ArrayList<>();
                if (requests.put(line.substring(4), current) != null) {
                    throw new IllegalStateException("Twice: " + line);
                }
            } else {
                current.add(line);
            }
        }
        return requests;
    }

    private static List<String> lines(String resource) {
        try (InputStream file = PermissionTable.class.getResourceAsStream("/" + resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
