package org.assemble.training.calllist.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A day and a time as they are written, before it is known in which order the day's numbers stand.
///
/// @param orders in which they may stand
/// @param offset from UTC, where it is written
record Written(
        int first,
        int second,
        int third,
        Set<Order> orders,
        LocalTime time,
        Optional<ZoneOffset> offset) {

    /// In which order year, month and day stand.
    enum Order {
        YEAR_FIRST,
        MONTH_FIRST,
        DAY_FIRST
    }

    private static final String TIME =
            "(?<h>\\d{1,2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:\\.\\d+)?)?"
                    + "(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?(?<zone>Z|[+-]\\d{2}:\\d{2})?";
    private static final Pattern NUMBERS =
            Pattern.compile(
                    "(?<a>\\d{1,4})(?<by>[./-])(?<b>\\d{1,2})\\k<by>(?<c>\\d{1,4})(?:T|,? +)"
                            + TIME);
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?<month>[A-Za-z]{3})[a-z]*\\.? (?<day>\\d{1,2}),? (?<year>\\d{4}),? +"
                            + TIME);
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final int CENTURY = 2000;
    private static final int TWO_DIGITS = 100;
    private static final int NOON = 12;

    static Optional<Written> of(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            return time(numbers)
                    .map(time ->
                            new Written(
                                    number(numbers, "a"),
                                    number(numbers, "b"),
                                    number(numbers, "c"),
                                    orders(numbers),
                                    time,
                                    offset(numbers)));
        }
        Matcher words = WORDS.matcher(text);
        if (!words.matches()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(words.group("month").toLowerCase(Locale.ROOT)) + 1;
        return time(words)
                .map(time ->
                        new Written(
                                number(words, "year"),
                                month,
                                number(words, "day"),
                                Set.of(Order.YEAR_FIRST),
                                time,
                                offset(words)));
    }

    /// Whether it is to be found out in which order the numbers stand.
    boolean isOpen() {
        return orders.size() > 1;
    }

    /// The day, if there is such a day.
    Optional<LocalDate> day(Order asked) {
        Order order = isOpen() ? asked : orders.iterator().next();
        return switch (order) {
            case YEAR_FIRST -> day(first, second, third);
            case MONTH_FIRST -> day(third, first, second);
            case DAY_FIRST -> day(third, second, first);
        };
    }

    private static Optional<LocalDate> day(int year, int month, int day) {
        try {
            return Optional.of(LocalDate.of(year < TWO_DIGITS ? CENTURY + year : year, month, day));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    // With points the day stands first (de, pl, ru …), four digits are a year; with slashes and
    // dashes it depends on where it was written.
    private static Set<Order> orders(Matcher numbers) {
        if (numbers.group("a").length() > 2) {
            return Set.of(Order.YEAR_FIRST);
        }
        return numbers.group("by").equals(".")
                ? Set.of(Order.DAY_FIRST)
                : Set.of(Order.MONTH_FIRST, Order.DAY_FIRST);
    }

    private static Optional<LocalTime> time(Matcher text) {
        int hour = number(text, "h");
        String half = text.group("half");
        if (half != null) {
            if (hour < 1 || hour > NOON) {
                return Optional.empty();
            }
            hour = hour % NOON + (half.equalsIgnoreCase("p") ? NOON : 0);
        }
        try {
            int second = text.group("s") == null ? 0 : number(text, "s");
            return Optional.of(LocalTime.of(hour, number(text, "m"), second));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneOffset> offset(Matcher text) {
        return Optional.ofNullable(text.group("zone")).map(ZoneOffset::of);
    }

    private static int number(Matcher text, String group) {
        return Integer.parseInt(text.group(group));
    }
}
