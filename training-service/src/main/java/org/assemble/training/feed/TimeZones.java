package org.assemble.training.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzName;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/// What a calendar must say of a zone (RFC 5545, 3.6.5), for the time in which its events are:
/// every change of the clocks by the same rules of the JDK by which the sessions were planned. A
/// list of zones that comes with a library may be of another year.
final class TimeZones {
    private TimeZones() {}

    /// From the first event's beginning to the last one's end.
    record Span(Instant first, Instant last) {
        Span and(Span other) {
            return new Span(
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    static VTimeZone of(String zone, Span span) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        List<Observance> observances = new ArrayList<>();
        ZoneOffsetTransition last = rules.previousTransition(span.first().plusSeconds(1));
        if (last == null) {
            observances.add(always(rules, span.first()));
        } else {
            // Programs that know a zone by its summer and its winter are told both.
            ZoneOffsetTransition earlier = rules.previousTransition(last.getInstant());
            if (earlier != null) {
                observances.add(change(rules, earlier));
            }
            observances.add(change(rules, last));
        }
        for (ZoneOffsetTransition next = rules.nextTransition(span.first());
                next != null && !next.getInstant().isAfter(span.last());
                next = rules.nextTransition(next.getInstant())) {
            observances.add(change(rules, next));
        }
        VTimeZone component = new VTimeZone(new ComponentList<>(observances));
        component.withProperty(new TzId(zone));
        return component;
    }

    private static Observance change(ZoneRules rules, ZoneOffsetTransition change) {
        return observance(
                rules.isDaylightSavings(change.getInstant()) ? new Daylight() : new Standard(),
                change.getDateTimeBefore(),
                change.getOffsetBefore(),
                change.getOffsetAfter());
    }

    /// Of a zone that has not changed until then.
    private static Observance always(ZoneRules rules, Instant until) {
        ZoneOffset offset = rules.getOffset(until);
        return observance(
                new Standard(),
                LocalDateTime.ofEpochSecond(
                        until.minus(Duration.ofDays(1)).getEpochSecond(), 0, offset),
                offset,
                offset);
    }

    private static Observance observance(
            Observance kind, LocalDateTime from, ZoneOffset before, ZoneOffset after) {
        kind.withProperty(new DtStart<>(from))
                .withProperty(new TzOffsetFrom(before))
                .withProperty(new TzOffsetTo(after))
                .withProperty(new TzName(after.getId()));
        return kind;
    }
}
