package org.assemble.training.calllist.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.training.attendance.model.Evidence;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.calllist.model.Line.Telling;
import org.assemble.training.calllist.model.Line.Troubled;

/// What the lines of one list tell, and which of them can't be.
record Lines(UUID list, Times times, Schedule schedule, Instant now, ZoneId zone) {
    private static final Pattern WORDS =
            Pattern.compile("(?:(\\d{1,3})h)? ?(?:(\\d{1,4})m)? ?(?:(\\d{1,5})s)?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2}):(\\d{2})");
    private static final Pattern MINUTES = Pattern.compile("\\d{1,5}");
    private static final long MINUTE = 60;
    private static final long HOUR = 3600;

    Line line(int line, String join, String leave, String minutes) {
        boolean hasTimes = !join.isEmpty() && !leave.isEmpty();
        OptionalLong seconds = seconds(minutes);
        if (!hasTimes) {
            return minutes.isEmpty()
                    ? new Troubled(line, Problem.NO_TIMES)
                    : seconds.isEmpty()
                            ? new Troubled(line, Problem.UNREADABLE_TIME)
                            : length(line, seconds.getAsLong());
        }
        Optional<Instant> from = times.read(join);
        Optional<Instant> to = times.read(leave);
        if (from.isEmpty() || to.isEmpty()) {
            return new Troubled(line, Problem.UNREADABLE_TIME);
        }
        return problem(from.get(), to.get())
                .<Line>map(problem -> new Troubled(line, problem))
                .orElseGet(() -> new Telling(line, stay(from.get(), to.get(), seconds)));
    }

    private Line length(int line, long seconds) {
        return seconds > Math.ceilDiv(schedule.lengthSeconds(), MINUTE) * MINUTE
                ? new Troubled(line, Problem.LONGER_THAN_SESSION)
                : new Telling(line, new Listed(list, seconds));
    }

    private Optional<Problem> problem(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return Optional.of(Problem.LEAVES_BEFORE_JOINING);
        }
        if (to.isAfter(now)) {
            return Optional.of(Problem.IN_THE_FUTURE);
        }
        return isOnTheDay(from) || isOnTheDay(to)
                ? Optional.empty()
                : Optional.of(Problem.ANOTHER_DAY);
    }

    private boolean isOnTheDay(Instant moment) {
        LocalDate day = Times.day(moment, zone);
        return !day.isBefore(Times.day(schedule.startsAt(), zone))
                && !day.isAfter(Times.day(schedule.endsAt(), zone));
    }

    /// A line that sums up several joins names the first joining, the last leaving, and how long it
    /// was: by more than its rounding less than the time between, and that is what holds.
    private Evidence stay(Instant from, Instant to, OptionalLong seconds) {
        long between = Duration.between(from, to).toSeconds();
        if (seconds.isEmpty() || seconds.getAsLong() + MINUTE >= between) {
            return new Stay(Source.LIST, from, to);
        }
        long within = schedule.secondsWithin(from, to);
        return new Listed(list, Math.min(seconds.getAsLong(), within));
    }

    /// `75` minutes, `1h 15m`, `1h 14m 50s`, `01:14:50`.
    private static OptionalLong seconds(String text) {
        if (MINUTES.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text) * MINUTE);
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return OptionalLong.of(sum(clock));
        }
        Matcher words = WORDS.matcher(text);
        return !text.isEmpty() && words.matches()
                ? OptionalLong.of(sum(words))
                : OptionalLong.empty();
    }

    private static long sum(Matcher parts) {
        return number(parts.group(1)) * HOUR
                + number(parts.group(2)) * MINUTE
                + number(parts.group(3));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
