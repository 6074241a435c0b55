package org.assemble.training.feed;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/// Sessions as `text/calendar` (RFC 5545, 7986). Each is an event of its own, also one of a series:
/// its seats, changes and cancellation are its own. An event keeps its UID, and its SEQUENCE rises
/// with every change; what is written depends on the entries alone, so that the same entries give
/// the same text.
final class Calendars {
    private static final String US = "-//Assemble//trainings//EN";
    private static final Duration ASK_AGAIN = Duration.ofHours(1);
    private static final String ONLINE = "Online";
    private static final int LONGEST_LINE_BYTES = 75;

    /// ICal4j folds by characters; the limit is in bytes, so that is done here.
    private static final int NEVER_FOLD = Integer.MAX_VALUE;

    private Calendars() {}

    static String of(String name, List<Entry> entries) {
        Calendar calendar =
                new Calendar()
                        .withProdId(US)
                        .withProperty(ImmutableVersion.VERSION_2_0)
                        .withProperty(ImmutableCalScale.GREGORIAN)
                        .withProperty(new Name(plain(name)))
                        .withProperty(new XProperty("X-WR-CALNAME", plain(name)))
                        .withProperty(
                                new RefreshInterval(
                                        new ParameterList(List.of(Value.DURATION)), ASK_AGAIN))
                        .getFluentTarget();
        zonesOf(entries).forEach((zone, span) -> calendar.withComponent(TimeZones.of(zone, span)));
        entries.forEach(entry -> calendar.withComponent(event(entry)));
        return folded(written(calendar));
    }

    private static VEvent event(Entry entry) {
        VEvent event = new VEvent(false);
        event.withProperty(new Uid(entry.id().toString()))
                .withProperty(new DtStamp(entry.changedAt()))
                .withProperty(new Created(entry.plannedAt()))
                .withProperty(new LastModified(entry.changedAt()))
                .withProperty(new Sequence(Math.toIntExact(entry.sequence())))
                .withProperty(
                        new DtStart<>(localTime(entry, entry.startsAt()))
                                .withParameter(zone(entry))
                                .getFluentTarget())
                .withProperty(
                        new DtEnd<>(localTime(entry, entry.endsAt()))
                                .withParameter(zone(entry))
                                .getFluentTarget())
                .withProperty(new Summary(plain(entry.course())))
                .withProperty(new Description(plain(description(entry))))
                .withProperty(status(entry));
        event.withProperty(new Location(entry.place() == null ? ONLINE : plain(entry.place())));
        address(entry).map(Url::new).ifPresent(event::withProperty);
        return event;
    }

    private static Status status(Entry entry) {
        if (entry.cancelledReason() != null) {
            return ImmutableStatus.VEVENT_CANCELLED;
        }
        return entry.waits() ? ImmutableStatus.VEVENT_TENTATIVE : ImmutableStatus.VEVENT_CONFIRMED;
    }

    private static String description(Entry entry) {
        StringBuilder text = new StringBuilder();
        if (entry.cancelledReason() != null) {
            text.append("Cancelled: ").append(entry.cancelledReason()).append('\n');
        }
        if (entry.waits()) {
            text.append("You wait for a seat.\n");
        }
        text.append("Language: ").append(entry.language());
        if (entry.accessNote() != null) {
            text.append("\nAccess: ").append(entry.accessNote());
        }
        return text.toString();
    }

    /// A link that is no URI is left out: the session's page has it as it was written.
    private static Optional<URI> address(Entry entry) {
        try {
            return entry.onlineUrl() == null
                    ? Optional.empty()
                    : Optional.of(new URI(new URI(entry.onlineUrl()).toASCIIString()));
        } catch (URISyntaxException noUri) {
            return Optional.empty();
        }
    }

    private static SortedMap<String, TimeZones.Span> zonesOf(List<Entry> entries) {
        SortedMap<String, TimeZones.Span> zones = new TreeMap<>();
        for (Entry entry : entries) {
            zones.merge(
                    entry.timeZone().getId(),
                    new TimeZones.Span(entry.startsAt(), entry.endsAt()),
                    TimeZones.Span::and);
        }
        return zones;
    }

    /// RFC 5545, 3.3.11: a text has line breaks and tabs, and no other control characters.
    private static String plain(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
    }

    private static String written(Calendar calendar) {
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter(false, NEVER_FOLD).output(calendar, text);
        } catch (IOException cannotBe) {
            throw new UncheckedIOException("a string takes everything", cannotBe);
        }
        return text.toString();
    }

    /// RFC 5545, 3.1: a line has at most 75 bytes, and no character is torn apart.
    static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (character == '\r' || character == '\n') {
                bytes = 0;
            } else if (bytes + size > LONGEST_LINE_BYTES) {
                folded.append("\r\n ");
                bytes = 1 + size;
            } else {
                bytes += size;
            }
            folded.appendCodePoint(character);
            i += Character.charCount(character);
        }
        return folded.toString();
    }

    /// By the JDK's rules; the library would take its own, which may be of another year.
    private static LocalDateTime localTime(Entry entry, Instant moment) {
        return moment.atZone(entry.timeZone()).toLocalDateTime();
    }

    private static TzId zone(Entry entry) {
        return new TzId(entry.timeZone().getId());
    }
}
