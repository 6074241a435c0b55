package org.assemble.training.feed;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calendars are read again by two libraries that know nothing of each other, and by both found
/// valid.
class CalendarsTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final Instant JUNE = Instant.parse("2026-06-02T17:30:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T18:30:00Z");

    /// Those of the JDK: ical4j adds the ones that it has read.
    private static final List<String> ZONES =
            Stream.of(TimeZone.getAvailableIDs())
                    .filter(ZoneId.getAvailableZoneIds()::contains)
                    .filter(CalendarsTest::isReadRightly)
                    .toList();

    private static final UUID ID = UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1");

    @Test
    void T4_a_session_is_an_event_with_its_zone_and_sequence() throws Exception {
        String text = Calendars.of("Trainings", List.of(entry("Facilitation", DECEMBER, LONDON)));
        assertThat(text)
                .contains("UID:" + ID)
                .contains("DTSTART;TZID=Europe/London:20261201T183000")
                .contains("DTEND;TZID=Europe/London:20261201T200000")
                .contains("SEQUENCE:2")
                .contains("LAST-MODIFIED:20261101T090000Z")
                .contains("STATUS:CONFIRMED");
        VEvent event = valid(text).getEvents().getFirst();
        assertThat(event.getSummary().getValue()).isEqualTo("Facilitation");
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(DECEMBER);
    }

    @Test
    void T4_what_is_cancelled_says_so() throws Exception {
        Entry cancelled = entry(ID, "Facilitation", JUNE, LONDON, "Hall", "No heating", false);
        String text = Calendars.of("Trainings", List.of(cancelled));
        assertThat(text).contains("STATUS:CANCELLED").contains("Cancelled: No heating");
        valid(text);
    }

    @Test
    void T4_who_waits_sees_it_as_tentative() throws Exception {
        Entry waits = entry(ID, "Facilitation", JUNE, LONDON, "Hall", null, true);
        String text = Calendars.of("Trainings", List.of(waits));
        assertThat(text).contains("STATUS:TENTATIVE");
        valid(text);
    }

    @Test
    void the_same_sessions_give_the_same_text() {
        List<Entry> entries = List.of(entry("Facilitation", DECEMBER, LONDON));
        assertThat(Calendars.of("Trainings", entries))
                .isEqualTo(Calendars.of("Trainings", entries));
    }

    @Test
    void a_calendar_without_sessions_is_one() {
        assertThat(Calendars.of("Trainings", List.of()))
                .startsWith("BEGIN:VCALENDAR\r\n")
                .endsWith("END:VCALENDAR\r\n");
    }

    @Test
    void T4_a_calendar_has_the_clock_changes_between_its_sessions() throws Exception {
        List<Entry> year =
                IntStream.range(0, 12)
                        .mapToObj(month ->
                                entry(
                                        new UUID(1, month),
                                        "Facilitation",
                                        JUNE.plus(Duration.ofDays(30L * month)),
                                        LONDON,
                                        null,
                                        null,
                                        false))
                        .toList();
        ICalendar calendar = valid(Calendars.of("Trainings", year));
        for (int i = 0; i < year.size(); i++) {
            assertThat(calendar.getEvents().get(i).getDateStart().getValue().toInstant())
                    .isEqualTo(year.get(i).startsAt());
        }
    }

    /// The reader takes every summer time for an hour, and Troll's has two, Lord Howe's half of
    /// one.
    private static boolean isReadRightly(String zone) {
        ZoneRules rules = ZoneId.of(zone).getRules();
        return Stream.of(JUNE, DECEMBER)
                .map(rules::getDaylightSavings)
                .allMatch(saved -> saved.isZero() || saved.equals(Duration.ofHours(1)));
    }

    @Test
    void T3_a_session_in_any_zone_begins_when_it_begins() throws Exception {
        for (String zone : ZONES) {
            for (Instant start : List.of(JUNE, DECEMBER)) {
                String text =
                        Calendars.of("Trainings", List.of(entry("A", start, ZoneId.of(zone))));
                VEvent event = read(text).getEvents().getFirst();
                assertThat(event.getDateStart().getValue().toInstant())
                        .as("%s in %s", start, zone)
                        .isEqualTo(start);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commas, semicolons; colons: and \\ backslashes",
                "BEGIN:VEVENT",
                "two\nlines\r\nor three",
                "a \"quoted\" place",
                "Neuadd y Dref, Llŷn — 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
                "tab\tand bell\u0007 and escape\u001b[31m",
                "\u202eright to left",
                " "
            })
    void what_people_write_comes_back_as_it_was(String written) throws Exception {
        Entry entry = entry(ID, written, JUNE, LONDON, written, null, false);
        VEvent event = valid(Calendars.of(written, List.of(entry))).getEvents().getFirst();
        String kept = written.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
        assertThat(event.getSummary().getValue()).isEqualTo(kept);
        assertThat(event.getLocation().getValue()).isEqualTo(kept);
    }

    @RepeatedTest(200)
    void whatever_people_write_the_calendar_is_valid_and_folded(RepetitionInfo run)
            throws Exception {
        Random random = new Random(run.getCurrentRepetition());
        Entry entry = entry(ID, odd(random), JUNE, LONDON, odd(random), odd(random), false);
        String text = Calendars.of(odd(random), List.of(entry));
        assertThat(text.split("\r\n"))
                .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(valid(text).getEvents()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/call?a=1&b=2;c",
                "https://example.org/ŷ",
                "https://example.org/{id}",
                "https://[oops"
            })
    void a_link_that_is_no_address_does_not_spoil_the_calendar(String url) throws Exception {
        Entry online = entry(ID, "Facilitation", JUNE, LONDON, null, null, false);
        Entry withLink =
                new Entry(
                        online.id(),
                        online.course(),
                        online.startsAt(),
                        online.endsAt(),
                        online.timeZone(),
                        url,
                        null,
                        "en",
                        null,
                        0,
                        online.plannedAt(),
                        online.changedAt(),
                        null,
                        false);
        valid(Calendars.of("Trainings", List.of(withLink)));
    }

    /// Text of characters that mean something to the format, or are long in bytes.
    private static String odd(Random random) {
        int[] characters =
                "abc ,;:\\\"\n\r\tBEGIN:END=^'\u0000\u0008\u0085\u2028éŷ€漢😀"
                        .codePoints()
                        .toArray();
        return random.ints(random.nextInt(300), 0, characters.length)
                .mapToObj(i -> Character.toString(characters[i]))
                .collect(Collectors.joining());
    }

    /// The calendar, which both libraries find nothing wrong with.
    static ICalendar valid(String text) throws Exception {
        Calendar ours = new CalendarBuilder().build(new StringReader(text));
        assertThat(ours.validate(true).getEntries()).isEmpty();
        ICalendar calendar = read(text);
        assertThat(calendar.validate(ICalVersion.V2_0)).isEmpty();
        return calendar;
    }

    private static ICalendar read(String text) {
        return Biweekly.parse(text).first();
    }

    private static Entry entry(String course, Instant start, ZoneId zone) {
        return entry(ID, course, start, zone, null, null, false);
    }

    private static Entry entry(
            UUID id,
            String course,
            Instant start,
            ZoneId zone,
            String place,
            String cancelled,
            boolean waits) {
        return new Entry(
                id,
                course,
                start,
                start.plus(Duration.ofMinutes(90)),
                zone,
                place == null ? "https://example.org/call" : null,
                place,
                "en",
                "Step-free; hearing loop.",
                2,
                Instant.parse("2026-05-01T09:00:00Z"),
                Instant.parse("2026-11-01T09:00:00Z"),
                cancelled,
                waits);
    }
}
