package org.assemble.training.session;

import static org.assemble.training.TrainingRefusal.IMPOSSIBLE_RULE;
import static org.assemble.training.TrainingRefusal.RULE_TOO_LONG;
import static org.assemble.training.TrainingRefusal.RULE_WITHOUT_END;
import static org.assemble.training.TrainingRefusal.RULE_WITHOUT_SESSIONS;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TimeZone;
import org.assemble.platform.problem.RefusalException;
import org.assemble.training.TrainingRefusal;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/// When the sessions of a series begin: a rule of RFC 5545, 3.3.10, read by the clock on the wall,
/// so that an evening stays an evening when daylight saving begins. It has an end, and gives no
/// more sessions than somebody can have meant.
final class RepeatRule {
    static final int MOST_SESSIONS = 100;
    static final int MOST_YEARS = 2;

    /// The library counts in a zone without daylight saving: what it is given are the fields of a
    /// clock on the wall.
    private static final TimeZone WALL = TimeZone.getTimeZone(ZoneOffset.UTC);

    private final RecurrenceRule rule;

    private RepeatRule(RecurrenceRule rule) {
        this.rule = rule;
    }

    static RepeatRule read(String text) {
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException unreadable) {
            throw because(IMPOSSIBLE_RULE, "The rule can't be read: " + text);
        }
        if (!repeatsByDays(rule)) {
            throw because(IMPOSSIBLE_RULE, "Sessions repeat by days, not by hours or less.");
        }
        if (rule.isInfinite()) {
            throw because(RULE_WITHOUT_END, "The rule has neither COUNT nor UNTIL.");
        }
        if (rule.getCount() != null && rule.getCount() > MOST_SESSIONS) {
            throw tooLong();
        }
        return new RepeatRule(rule);
    }

    /// When each session begins, the first included.
    ///
    /// @param zone in which an UNTIL that names a moment is read
    List<LocalDateTime> starts(LocalDateTime first, ZoneId zone) {
        List<LocalDateTime> starts = new ArrayList<>();
        try {
            RecurrenceRuleIterator days = onTheWall(zone).iterator(dateTime(first));
            while (days.hasNext()) {
                starts.add(local(days.nextDateTime()));
                if (starts.size() > MOST_SESSIONS
                        || starts.getLast().isAfter(first.plusYears(MOST_YEARS))) {
                    throw tooLong();
                }
            }
        } catch (IllegalArgumentException gaveUp) {
            // The library stops looking where no day fits for a very long time.
            throw because(RULE_WITHOUT_SESSIONS, "No day fits the rule.");
        }
        if (starts.isEmpty()) {
            throw because(RULE_WITHOUT_SESSIONS, "The rule ends before the first session.");
        }
        if (!starts.getFirst().equals(first)) {
            throw because(
                    IMPOSSIBLE_RULE,
                    "The first session begins at %s, but by the rule at %s."
                            .formatted(first, starts.getFirst()));
        }
        return starts;
    }

    // Parts are named only where a rule is there: the library's classes of them can't be loaded
    // before that of the rule.
    private static boolean repeatsByDays(RecurrenceRule rule) {
        return EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY)
                        .contains(rule.getFreq())
                && !rule.hasPart(Part.BYHOUR)
                && !rule.hasPart(Part.BYMINUTE)
                && !rule.hasPart(Part.BYSECOND);
    }

    private RecurrenceRule onTheWall(ZoneId zone) {
        DateTime until = rule.getUntil();
        if (until == null) {
            return rule;
        }
        LocalDateTime last;
        if (until.isAllDay()) {
            last = local(until).with(LocalTime.MAX.withNano(0));
        } else if (until.isFloating()) {
            last = local(until);
        } else {
            last = Instant.ofEpochMilli(until.getTimestamp()).atZone(zone).toLocalDateTime();
        }
        try {
            RecurrenceRule onTheWall = new RecurrenceRule(rule.toString(), RfcMode.RFC5545_STRICT);
            onTheWall.setUntil(dateTime(last));
            return onTheWall;
        } catch (InvalidRecurrenceRuleException cannotBe) {
            throw new IllegalStateException(rule + " was read before", cannotBe);
        }
    }

    // Months are counted from 0 there.
    private static DateTime dateTime(LocalDateTime time) {
        return new DateTime(
                WALL,
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }

    private static RefusalException tooLong() {
        return because(
                RULE_TOO_LONG,
                "A rule plans at most %d sessions, within %d years."
                        .formatted(MOST_SESSIONS, MOST_YEARS));
    }

    private static RefusalException because(TrainingRefusal refusal, String detail) {
        return refusal.at("/repeats", detail);
    }
}
