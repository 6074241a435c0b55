package org.assemble.training.calllist.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.calllist.model.Written.Order;

/// How the times of one list are written. `03/04/2026` is a day in March or in April; which of them
/// is told by the other days of the list (`13/04/2026`), or by the session's own day, and is never
/// guessed.
final class Times {
    private final Declared declared;
    private final Order order;
    private final LocalDate firstDay;

    private Times(Declared declared, Order order, LocalDate firstDay) {
        this.declared = declared;
        this.order = order;
        this.firstDay = firstDay;
    }

    /// Empty where it can't be told which number is the day.
    static Optional<Times> of(Collection<String> texts, Declared declared, Schedule schedule) {
        LocalDate firstDay = day(schedule.startsAt(), declared.zone());
        LocalDate lastDay = day(schedule.endsAt(), declared.zone());
        if (declared.times().isPresent()) {
            return Optional.of(new Times(declared, Order.DAY_FIRST, firstDay));
        }
        List<Written> open =
                texts.stream()
                        .map(Written::of)
                        .flatMap(Optional::stream)
                        .filter(Written::isOpen)
                        .toList();
        return order(open, firstDay, lastDay).map(order -> new Times(declared, order, firstDay));
    }

    /// The moment that a text names; empty where it names none.
    Optional<Instant> read(String text) {
        return declared.times().isPresent()
                ? read(text, declared.times().get())
                : Written.of(text).flatMap(this::moment);
    }

    private Optional<Instant> moment(Written written) {
        return written.day(order)
                .map(day -> LocalDateTime.of(day, written.time()))
                .map(local ->
                        written.offset()
                                .map(local::toInstant)
                                .orElseGet(() -> local.atZone(declared.zone()).toInstant()));
    }

    /// A time without a day is one of the session's first day.
    private Optional<Instant> read(String text, DateTimeFormatter format) {
        try {
            TemporalAccessor read =
                    format.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from, LocalTime::from);
            return Optional.of(
                    switch (read) {
                        case OffsetDateTime moment -> moment.toInstant();
                        case LocalDateTime local -> local.atZone(declared.zone()).toInstant();
                        default ->
                                LocalTime.from(read)
                                        .atDate(firstDay)
                                        .atZone(declared.zone())
                                        .toInstant();
                    });
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Order> order(
            List<Written> open, LocalDate firstDay, LocalDate lastDay) {
        List<Order> possible =
                Stream.of(Order.MONTH_FIRST, Order.DAY_FIRST)
                        .filter(order ->
                                open.stream().allMatch(text -> text.day(order).isPresent()))
                        .toList();
        boolean same =
                open.stream()
                        .allMatch(text ->
                                text.day(Order.MONTH_FIRST).equals(text.day(Order.DAY_FIRST)));
        if (same || possible.size() == 1) {
            return possible.stream().findFirst();
        }
        List<Order> onTheDay =
                possible.stream()
                        .filter(order ->
                                open.stream()
                                        .flatMap(text -> text.day(order).stream())
                                        .anyMatch(day ->
                                                !day.isBefore(firstDay) && !day.isAfter(lastDay)))
                        .toList();
        return onTheDay.size() == 1 ? Optional.of(onTheDay.getFirst()) : Optional.empty();
    }

    static LocalDate day(Instant moment, ZoneId zone) {
        return moment.atZone(zone).toLocalDate();
    }
}
