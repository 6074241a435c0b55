package org.assemble.training.calllist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assemble.platform.problem.RefusalException;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.attendance.model.Attendance;
import org.assemble.training.attendance.model.Evidence;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.calllist.CallLists.Sent;
import org.assemble.training.calllist.model.Attendee;
import org.assemble.training.calllist.model.CallList;
import org.assemble.training.calllist.model.Declared;
import org.assemble.training.calllist.model.Format;
import org.assemble.training.calllist.model.Line;
import org.assemble.training.calllist.model.Meaning;
import org.assemble.training.calllist.model.Problem;
import org.assemble.training.calllist.model.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A session on 22 July 2026 from seven to half past eight in the evening, in London.
class CallListsTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant SEVEN = Instant.parse("2026-07-22T18:00:00Z");
    private static final Schedule SESSION =
            new Schedule(SEVEN, SEVEN.plus(Duration.ofMinutes(90)), 80);
    private static final Instant NEXT_DAY = SEVEN.plus(Duration.ofDays(1));
    private static final UUID LIST = new UUID(0, 1);

    private static final String ZOOM =
            """
            Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
            123 456,Facilitation,07/22/2026 06:55:00 PM,07/22/2026 08:35:00 PM,tess@example.org,100,3

            Name (original name),User Email,Join time,Leave time,Duration (minutes),Guest,In waiting room
            "Lee, Ann (Annie)",Ann@Example.org,07/22/2026 06:58:00 PM,07/22/2026 07:40:00 PM,42,Yes,No
            "Lee, Ann (Annie)",ann@example.org,07/22/2026 07:50:00 PM,07/22/2026 08:35:00 PM,45,Yes,No
            Ben,,07/22/2026 07:30:00 PM,07/22/2026 08:00:00 PM,30,Yes,No
            Ben,,07/22/2026 06:50:00 PM,07/22/2026 07:00:00 PM,10,Yes,Yes
            """;

    private static final String TEAMS =
            """
            1. Summary
            Meeting title\tFacilitation
            Attended participants\t3
            Start time\t7/22/26, 6:55:00 PM
            Meeting duration\t1h 40m 0s

            2. Participants
            Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
            Ann Lee\t7/22/26, 6:58:00\u202FPM\t7/22/26, 8:35:00\u202FPM\t\
            1h 27m 0s\tann@example.org\tann@example.org\tAttendee
            Ben\t7/22/26, 7:00:00 PM\t7/22/26, 8:30:00 PM\t30m 10s\t\tben@example.org\tAttendee

            3. In-Meeting Activities
            Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
            Ann Lee\t7/22/26, 6:58:00 PM\t7/22/26, 7:40:00 PM\t42m 0s\tann@example.org\tAttendee
            Ann Lee\t7/22/26, 7:50:00 PM\t7/22/26, 8:35:00 PM\t45m 0s\tann@example.org\tAttendee
            """;

    private static final String TEAMS_LOG =
            """
            Full Name\tUser Action\tTimestamp
            Ann Lee\tJoined before\t7/22/2026, 6:58:00 PM
            Ben\tJoined\t7/22/2026, 7:30:00 PM
            Ben\tLeft\t7/22/2026, 8:00:00 PM
            Ann Lee\tLeft\t7/22/2026, 7:40:00 PM
            Ann Lee\tJoined\t7/22/2026, 7:50:00 PM
            Cat\tLeft\t7/22/2026, 8:20:00 PM
            """;

    @Test
    void T3_a_list_of_zoom_is_read_below_the_block_of_the_meeting() {
        CallList list = read(ZOOM);
        assertThat(list.format()).isEqualTo(Format.ZOOM);
        assertThat(list.attendees()).hasSize(2);
        Attendee ann = list.attendees().getFirst();
        assertThat(ann.name()).isEqualTo("Lee, Ann (Annie)");
        assertThat(ann.email()).isEqualTo("ann@example.org");
        assertThat(ann.lines()).extracting(Line::line).containsExactly(5, 6);
        assertThat(minutes(ann)).isEqualTo(40 + 40);
    }

    @Test
    void who_waits_to_be_let_in_is_not_there() {
        Attendee ben = read(ZOOM).attendees().get(1);
        assertThat(ben.email()).isEmpty();
        assertThat(ben.lines()).hasSize(1);
        assertThat(minutes(ben)).isEqualTo(30);
    }

    @Test
    void T3_a_report_of_a_webinar_of_zoom_has_sections_and_who_did_not_come() {
        CallList list =
                read(
                        """
                        Attendee Report,
                        Report Generated:,"Jul 23, 2026 06:26:00 AM"
                        Host Details,
                        Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
                        Yes,Tess,tess@example.org,"Jul 22, 2026 18:50:00","Jul 22, 2026 20:35:00",105
                        Attendee Details,
                        Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
                        Yes,Ann,ann@example.org,"Jul 22, 2026 19:10:00","Jul 22, 2026 20:35:00",85
                        No,Ben,ben@example.org,--,--,--
                        """);
        assertThat(list.attendees())
                .extracting(Attendee::email)
                .containsExactly("tess@example.org", "ann@example.org");
        assertThat(minutes(list.attendees().get(1))).isEqualTo(80);
    }

    @Test
    void T3_the_report_of_teams_is_read_join_by_join() {
        CallList list = read(TEAMS);
        assertThat(list.format()).isEqualTo(Format.TEAMS);
        assertThat(list.attendees())
                .extracting(Attendee::email)
                .containsExactly("ann@example.org", "ben@example.org");
        assertThat(list.attendees().getFirst().lines()).hasSize(2);
        assertThat(minutes(list.attendees().getFirst())).isEqualTo(40 + 40);
    }

    @Test
    void T3_a_line_that_sums_up_several_joins_is_worth_what_it_says_and_not_the_time_between() {
        assertThat(minutes(read(TEAMS).attendees().get(1))).isEqualTo(30);
    }

    @Test
    void T3_the_older_list_of_teams_is_paired() {
        CallList list = read(TEAMS_LOG);
        assertThat(list.format()).isEqualTo(Format.TEAMS_LOG);
        Map<String, Long> minutes =
                list.attendees().stream()
                        .collect(Collectors.toMap(Attendee::name, CallListsTest::minutes));
        // Ann had not left when the list was taken: until its last row she was there.
        assertThat(minutes).containsEntry("Ann Lee", 70L).containsEntry("Ben", 30L);
        assertThat(problems(list)).containsExactly("7 NO_TIMES");
    }

    @Test
    void T3_any_other_list_is_read_by_the_columns_that_are_named() {
        var columns =
                Map.of(
                        Meaning.NAME, "Teilnehmerin",
                        Meaning.JOIN, "von",
                        Meaning.LEAVE, "bis");
        var declared =
                new Declared(
                        Optional.empty(),
                        columns,
                        Optional.of(DateTimeFormatter.ofPattern("HH:mm")),
                        LONDON);
        CallList list =
                read("Nr;Teilnehmerin;Von;Bis\n1;Ann;19:00;20:10\n2;Ben;kurz;lang\n", declared);
        assertThat(list.format()).isEqualTo(Format.COLUMNS);
        assertThat(minutes(list.attendees().getFirst())).isEqualTo(70);
        assertThat(problems(list)).containsExactly("3 UNREADABLE_TIME");
    }

    @Test
    void T3_a_list_may_know_minutes_alone() {
        var declared =
                new Declared(
                        Optional.empty(),
                        Map.of(Meaning.EMAIL, "mail", Meaning.MINUTES, "minutes"),
                        Optional.empty(),
                        LONDON);
        CallList list = read("mail|minutes\na@x.org|75\nb@x.org|91\n", declared, '|');
        assertThat(minutes(list.attendees().getFirst())).isEqualTo(75);
        assertThat(problems(list)).containsExactly("3 LONGER_THAN_SESSION");
    }

    @Test
    void the_times_are_in_the_zone_that_is_said() {
        var declared =
                new Declared(
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        ZoneId.of("America/New_York"));
        CallList list = read(zoom("Ann,07/22/2026 02:00:00 PM,07/22/2026 03:30:00 PM"), declared);
        assertThat(minutes(list.attendees().getFirst())).isEqualTo(90);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "07/22/2026 08:00:00 PM, 07/22/2026 07:00:00 PM, LEAVES_BEFORE_JOINING",
        "07/22/2026 08:00:00 PM, 07/25/2026 07:00:00 PM, IN_THE_FUTURE",
        "07/21/2026 07:00:00 PM, 07/21/2026 08:00:00 PM, ANOTHER_DAY",
        "07/22/2026 25:00:00,    07/22/2026 26:00:00,    UNREADABLE_TIME",
        "07/22/2026 19:00:00,    '',                     NO_TIMES"
    })
    void T3_a_line_that_can_not_be_is_named_and_the_others_count(
            String from, String to, Problem problem) {
        CallList list =
                read(
                        zoom(
                                "Ann,07/22/2026 07:00:00 PM,07/22/2026 08:30:00 PM",
                                "Ben,%s,%s".formatted(from, to)));
        assertThat(problems(list)).containsExactly("3 " + problem);
        assertThat(minutes(list.attendees().getFirst())).isEqualTo(90);
    }

    @ParameterizedTest(name = "a session on {0}: {1}")
    @CsvSource({
        "2026-04-03, 03/04/2026", // the session's own day tells
        "2026-03-04, 03/04/2026",
        "2026-05-05, 05/05/2026", // the same in either order
        "2026-04-13, 13/04/2026", // no month has the number 13
        "2026-04-13, 04/13/2026",
        "2026-04-13, 13.04.2026",
        "2026-04-03, 3.4.2026", // with points the day is first
        "2026-04-13, 2026-04-13",
        "2026-04-13, 13-04-26",
        "2026-04-13, 'Apr 13, 2026'"
    })
    void which_number_is_the_day_is_told_and_not_guessed(String day, String written) {
        Instant seven = Instant.parse(day + "T18:00:00Z");
        Schedule schedule = new Schedule(seven, seven.plus(Duration.ofMinutes(90)), 80);
        String text =
                "Name (original name),Join time,Leave time\n\"Ann\",\"%1$s 18:00\",\"%1$s 19:30\"\n"
                        .formatted(written);
        var declared = new Declared(Optional.empty(), Map.of(), Optional.empty(), ZoneId.of("UTC"));
        CallList list =
                CallLists.read(
                        LIST,
                        new Sent(utf8(text), Optional.empty(), Optional.empty(), declared),
                        schedule,
                        seven.plus(Duration.ofDays(1)));
        assertThat(problems(list)).isEmpty();
        assertThat(minutes(list.attendees().getFirst(), schedule)).isEqualTo(90);
    }

    @Test
    void where_nothing_tells_which_number_is_the_day_the_list_is_refused() {
        refused(
                zoom("Ann,03/04/2026 07:00:00 PM,03/04/2026 08:00:00 PM"),
                TrainingRefusal.AMBIGUOUS_DATES);
        refused(
                zoom(
                        "Ann,13/04/2026 19:00,13/04/2026 20:00",
                        "Ben,04/13/2026 19:00,04/13/2026 20:00"),
                TrainingRefusal.AMBIGUOUS_DATES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8",
                "UTF-8 mark",
                "UTF-16LE mark",
                "UTF-16BE mark",
                "windows-1252",
                "UTF-16LE"
            })
    void an_encoding_is_told_by_its_mark_or_by_the_sender(String encoding) {
        String text = zoom("Zoë Müller,07/22/2026 07:00:00 PM,07/22/2026 08:30:00 PM");
        boolean mark = encoding.endsWith(" mark");
        String charset = encoding.replace(" mark", "");
        byte[] file = ((mark ? "\uFEFF" : "") + text).getBytes(Charset.forName(charset));
        CallList list =
                CallLists.read(
                        LIST,
                        new Sent(
                                file,
                                mark ? Optional.empty() : Optional.of(charset),
                                Optional.empty(),
                                declared()),
                        SESSION,
                        NEXT_DAY);
        assertThat(list.attendees()).extracting(Attendee::name).containsExactly("Zoë Müller");
    }

    @Test
    void what_is_no_text_in_its_encoding_is_refused_as_a_whole() {
        byte[] windows = zoom("Zoë,1,2").getBytes(Charset.forName("windows-1252"));
        refused(windows, Optional.empty(), TrainingRefusal.UNREADABLE_ENCODING);
        refused(windows, Optional.of("klingon"), TrainingRefusal.UNREADABLE_ENCODING);
        byte[] unmarked = zoom("Ann,1,2").getBytes(StandardCharsets.UTF_16LE);
        refused(unmarked, Optional.empty(), TrainingRefusal.UNREADABLE_ENCODING);
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};
        refused(picture, Optional.of("windows-1252"), TrainingRefusal.UNREADABLE_ENCODING);
    }

    @Test
    void what_is_no_list_is_refused_as_a_whole() {
        refused("", TrainingRefusal.EMPTY_LIST);
        refused(" \r\n \r\n", TrainingRefusal.EMPTY_LIST);
        refused("Name (original name),Join time,Leave time\n", TrainingRefusal.EMPTY_LIST);
        refused("Who,Since,Till\nAnn,1,2\n", TrainingRefusal.UNKNOWN_COLUMNS);
        refused("Dear all, nobody came.", TrainingRefusal.UNKNOWN_COLUMNS);
        refused(zoom("\"Ann,1,2"), TrainingRefusal.UNREADABLE_LIST);
        refused(zoom("A".repeat(501) + ",1,2"), TrainingRefusal.UNREADABLE_LIST);
    }

    @Test
    void a_list_has_a_limit() {
        String[] many =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "P%d,07/22/2026 19:00,07/22/2026 20:00".formatted(i))
                        .toArray(String[]::new);
        assertThatThrownBy(() -> read(zoom(many)))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(413));
    }

    @ParameterizedTest
    @EnumSource
    void every_reason_is_a_refusal_with_a_page(Reading.Why why) {
        assertThat(TrainingRefusal.valueOf(why.name()).code()).isNotBlank();
    }

    private static String zoom(String... lines) {
        return "Name (original name),Join time,Leave time\n" + String.join("\n", lines) + "\n";
    }

    private static CallList read(String text) {
        return read(text, declared());
    }

    private static CallList read(String text, Declared declared) {
        return CallLists.read(
                LIST,
                new Sent(utf8(text), Optional.empty(), Optional.empty(), declared),
                SESSION,
                NEXT_DAY);
    }

    private static CallList read(String text, Declared declared, char separator) {
        return CallLists.read(
                LIST,
                new Sent(utf8(text), Optional.empty(), Optional.of(separator), declared),
                SESSION,
                NEXT_DAY);
    }

    private static Declared declared() {
        return new Declared(Optional.empty(), Map.of(), Optional.empty(), LONDON);
    }

    private static void refused(String text, TrainingRefusal refusal) {
        refused(utf8(text), Optional.empty(), refusal);
    }

    private static void refused(byte[] file, Optional<String> charset, TrainingRefusal refusal) {
        var sent = new Sent(file, charset, Optional.empty(), declared());
        assertThatThrownBy(() -> CallLists.read(LIST, sent, SESSION, NEXT_DAY))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static long minutes(Attendee attendee) {
        return minutes(attendee, SESSION);
    }

    private static long minutes(Attendee attendee, Schedule schedule) {
        List<Evidence> told = new ArrayList<>();
        for (Line line : attendee.lines()) {
            if (line instanceof Line.Telling telling) {
                told.add(telling.evidence());
            }
        }
        return new Attendance(told).at(schedule).minutes();
    }

    private static List<String> problems(CallList list) {
        return list.attendees().stream()
                .flatMap(attendee -> attendee.lines().stream())
                .filter(Line.Troubled.class::isInstance)
                .map(line -> line.line() + " " + ((Line.Troubled) line).problem())
                .toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
