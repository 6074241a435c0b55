package org.assemble.training.attendance.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assemble.training.attendance.model.Schedule.earlier;
import static org.assemble.training.attendance.model.Schedule.later;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.assemble.training.attendance.model.Evidence.Length;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;

/// All that was told of one person at one session, in the order in which it was told (T3).
///
/// Where it differs: a correction holds, then the minutes that a trainer gave; of each the last.
/// Without them the times of all sources are laid over each other, so that what two devices or two
/// sources tell counts once, and only what lies within the session; a list that knows minutes and
/// no times holds where it tells more. What one list tells adds up, whether it was known at once or
/// one by one who they all are; of two lists, which may be of the same call, the longer holds.
public record Attendance(List<Evidence> told) {

    public Attendance {
        told = List.copyOf(told);
    }

    public Standing at(Schedule schedule) {
        long seconds =
                last(Source.CORRECTION)
                        .orElseGet(() ->
                                last(Source.TRAINER)
                                        .orElseGet(() ->
                                                Math.max(inTimes(schedule), inLists(schedule))));
        return new Standing(seconds, !told.isEmpty() && schedule.counts(seconds));
    }

    public Attendance with(List<Evidence> more) {
        List<Evidence> all = new ArrayList<>(told);
        all.addAll(more);
        return new Attendance(all);
    }

    private OptionalLong last(Source source) {
        return told.stream()
                .filter(Length.class::isInstance)
                .map(Length.class::cast)
                .filter(length -> length.source() == source)
                .mapToLong(Length::seconds)
                .reduce((_, later) -> later);
    }

    private long inLists(Schedule schedule) {
        long longest =
                told.stream()
                        .filter(Listed.class::isInstance)
                        .map(Listed.class::cast)
                        .collect(groupingBy(Listed::list, summingLong(Listed::seconds)))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
        return Math.min(longest, schedule.lengthSeconds());
    }

    /// The seconds in which the person was there by at least one of the times.
    private long inTimes(Schedule schedule) {
        List<Stay> stays =
                told.stream()
                        .filter(Stay.class::isInstance)
                        .map(Stay.class::cast)
                        .sorted(Comparator.comparing(Stay::from))
                        .toList();
        long seconds = 0;
        Instant counted = schedule.startsAt();
        for (Stay stay : stays) {
            Instant from = later(stay.from(), counted);
            Instant to = earlier(stay.to(), schedule.endsAt());
            seconds += schedule.secondsWithin(from, to);
            counted = later(counted, to);
        }
        return seconds;
    }
}
