package org.assemble.training.calllist.model;

import static org.assemble.training.calllist.model.Meaning.ACCOUNT;
import static org.assemble.training.calllist.model.Meaning.ACTION;
import static org.assemble.training.calllist.model.Meaning.ATTENDED;
import static org.assemble.training.calllist.model.Meaning.EMAIL;
import static org.assemble.training.calllist.model.Meaning.JOIN;
import static org.assemble.training.calllist.model.Meaning.LEAVE;
import static org.assemble.training.calllist.model.Meaning.MINUTES;
import static org.assemble.training.calllist.model.Meaning.NAME;
import static org.assemble.training.calllist.model.Meaning.TIME;
import static org.assemble.training.calllist.model.Meaning.WAITING;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.calllist.model.Reading.No;
import org.assemble.training.calllist.model.Reading.Read;
import org.assemble.training.calllist.model.Reading.Why;

/// Who was in a call, as its list tells it. Pure: rows in, people out.
public record CallList(Format format, List<Attendee> attendees) {

    /// What stands of somebody in one row, before it is known what it means.
    private record Said(
            int line, String name, String email, String join, String leave, String minutes) {

        /// By what lines are known to be of one person: the address, or else the name.
        String who() {
            return email.isEmpty() ? "name " + name.toLowerCase(Locale.ROOT) : "email " + email;
        }
    }

    /// Whether a list with a known heading is in these rows.
    public static boolean isIn(List<Row> rows, Declared declared) {
        return rows.stream().anyMatch(row -> Heading.of(row, declared).isPresent());
    }

    public static Reading read(
            UUID id, List<Row> rows, Declared declared, Schedule schedule, Instant now) {
        List<Table> tables = Table.in(rows, declared);
        if (tables.isEmpty()) {
            return new No(
                    Why.UNKNOWN_COLUMNS,
                    "No row has the titles of a list that is known, or of the columns that you"
                            + " named.");
        }
        List<Said> said = said(tables);
        if (said.isEmpty()) {
            return new No(Why.EMPTY_LIST, "Below the titles stands nobody.");
        }
        Optional<Times> times =
                Times.of(
                        said.stream()
                                .flatMap(line -> Stream.of(line.join(), line.leave()))
                                .toList(),
                        declared,
                        schedule);
        if (times.isEmpty()) {
            return new No(
                    Why.AMBIGUOUS_DATES,
                    "The days can be read with the month or with the day first, and the session's"
                            + " day does not tell which. Say dateFormat.");
        }
        Lines lines = new Lines(id, times.get(), schedule, now, declared.zone());
        return new Read(new CallList(tables.getFirst().heading().format(), attendees(said, lines)));
    }

    private static List<Attendee> attendees(List<Said> said, Lines lines) {
        Map<String, List<Said>> people =
                said.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Said::who, LinkedHashMap::new, Collectors.toList()));
        List<Attendee> attendees = new ArrayList<>();
        for (List<Said> ofOne : people.values()) {
            attendees.add(
                    new Attendee(
                            attendees.size() + 1,
                            ofOne.getFirst().name(),
                            ofOne.getFirst().email(),
                            ofOne.stream()
                                    .map(it ->
                                            lines.line(
                                                    it.line(), it.join(), it.leave(), it.minutes()))
                                    .toList()));
        }
        return attendees;
    }

    /// What the tables say. Where one sums up what another tells join by join, it is asked only for
    /// those who are not in the other.
    private static List<Said> said(List<Table> tables) {
        List<Said> joins =
                tables.stream()
                        .filter(table -> !table.heading().summary())
                        .flatMap(table -> said(table).stream())
                        .toList();
        Set<String> known = joins.stream().map(Said::who).collect(Collectors.toSet());
        Stream<Said> summed =
                tables.stream()
                        .filter(table -> table.heading().summary())
                        .flatMap(table -> said(table).stream())
                        .filter(line -> !known.contains(line.who()));
        return Stream.concat(joins.stream(), summed).toList();
    }

    private static List<Said> said(Table table) {
        Heading heading = table.heading();
        return heading.format() == Format.TEAMS_LOG
                ? log(table)
                : table.rows().stream()
                        .filter(row -> wasThere(heading, row))
                        .map(row ->
                                new Said(
                                        row.line(),
                                        heading.cell(row, NAME),
                                        email(heading, row),
                                        heading.cell(row, JOIN),
                                        heading.cell(row, LEAVE),
                                        heading.cell(row, MINUTES)))
                        .filter(line -> !line.name().isEmpty() || !line.email().isEmpty())
                        .toList();
    }

    /// Who waited to be let in, or registered and did not come, was not there.
    private static boolean wasThere(Heading heading, Row row) {
        return !heading.cell(row, WAITING).equalsIgnoreCase("yes")
                && !heading.cell(row, ATTENDED).equalsIgnoreCase("no");
    }

    private static String email(Heading heading, Row row) {
        String email = heading.cell(row, EMAIL);
        String account = heading.cell(row, ACCOUNT);
        return email(email.isEmpty() && account.contains("@") ? account : email);
    }

    /// An address as it is compared.
    public static String email(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    /// Joining and leaving, row by row, as pairs. The older list of Teams is often taken while the
    /// call goes on: who has not left by then is known to have been there until its last row.
    private static List<Said> log(Table table) {
        Heading heading = table.heading();
        Map<String, Row> inside = new LinkedHashMap<>();
        List<Said> pairs = new ArrayList<>();
        String last = "";
        for (Row row : table.rows()) {
            String name = heading.cell(row, NAME);
            last = heading.cell(row, TIME);
            if (heading.cell(row, ACTION).toLowerCase(Locale.ROOT).startsWith("joined")) {
                inside.putIfAbsent(name, row);
            } else if (inside.containsKey(name)) {
                pairs.add(pair(heading, inside.remove(name), last));
            } else {
                // Left without having joined: named as a line without times.
                pairs.add(new Said(row.line(), name, "", "", last, ""));
            }
        }
        for (Row row : inside.values()) {
            pairs.add(pair(heading, row, last));
        }
        return pairs;
    }

    private static Said pair(Heading heading, Row joined, String left) {
        return new Said(
                joined.line(),
                heading.cell(joined, NAME),
                "",
                heading.cell(joined, TIME),
                left,
                "");
    }
}
