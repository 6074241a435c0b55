package org.assemble.training.attendance;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class ListResourceTest {
    private static final String LISTS = SESSIONS + "/{id}/attendance-lists";
    private static final DateTimeFormatter AMERICAN =
            DateTimeFormatter.ofPattern("MM/dd/yyyy hh:mm:ss a", Locale.US)
                    .withZone(ZoneId.of("Europe/London"));

    /// A session of ninety minutes that was over an hour ago, and the list of its call.
    private record Call(String id, Instant startsAt) {
        static Call held() {
            Map<String, Object> planned = newSession("facilitation", 30);
            String id = post(TRAINER, planned, SESSIONS).statusCode(201).extract().path("id");
            return new Call(id, Instant.parse((String) planned.get("startsAt")));
        }

        String line(String name, String email, int from, int to) {
            return "\"%s\",%s,%s,%s".formatted(name, email, minute(from), minute(to));
        }

        private String minute(int minute) {
            return AMERICAN.format(startsAt.plus(Duration.ofMinutes(minute)));
        }
    }

    @Test
    void T3_people_in_a_list_are_found_by_the_address_of_their_sign_in() {
        Call call = Call.held();
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), call.id()).statusCode(200);
        as(Tokens.person(ben)).put("/api/v1/trainings/call-address").then().statusCode(200);
        String annHas = ann.toUpperCase(Locale.ROOT) + "@Example.org ";
        upload(
                        call,
                        call.line("Lee, Ann", annHas, -5, 40),
                        call.line("Ann on the phone", annHas, 30, 75),
                        call.line("Ben", ben + "@example.org", 0, 90),
                        call.line("Cat", "", 0, 90))
                .statusCode(201)
                .body("format", equalTo("ZOOM"))
                .body("attendees", equalTo(3))
                .body("unmatched", equalTo(1))
                .body("counted", hasSize(2))
                .body("notEnrolled", contains(Tokens.idOf(ben).toString()))
                .body("problems", empty());
        as(TRAINER)
                .get(SESSIONS + "/{id}/attendance/{person}", call.id(), Tokens.idOf(ann))
                .then()
                .body("minutesPresent", equalTo(75))
                .body("changes.source", contains("LIST"));
    }

    @Test
    void T3_who_is_not_found_waits_for_a_trainer_to_say_who_it_is() {
        Call call = Call.held();
        UUID cat = UUID.randomUUID();
        String list =
                upload(call, call.line("Cat", "", 0, 40), call.line("Cat", "", 41, 90))
                        .statusCode(201)
                        .body("unmatched", equalTo(1))
                        .body("counted", empty())
                        .extract()
                        .path("id");
        attendees(call, list)
                .body("items.attendee", contains(1))
                .body("items.name", contains("Cat"))
                .body("items[0].lines", hasSize(2));
        match(call, list, 1, cat)
                .statusCode(200)
                .body("unmatched", equalTo(0))
                .body("counted", contains(cat.toString()))
                .body("notEnrolled", contains(cat.toString()));
        attendees(call, list).body("items", empty());
        as(TRAINER)
                .get(LISTS + "/{list}/attendees", call.id(), list)
                .then()
                .body("items.name", contains(nullValue()))
                .body("items.personId", contains(cat.toString()));
        match(call, list, 1, cat).statusCode(200);
        match(call, list, 1, UUID.randomUUID())
                .statusCode(409)
                .body("code", equalTo("attendee-matched"));
        match(call, list, 2, cat).statusCode(404).body("code", equalTo("unknown-attendee"));
        match(call, UUID.randomUUID().toString(), 1, cat)
                .statusCode(404)
                .body("code", equalTo("unknown-list"));
    }

    @Test
    void T3_the_same_file_again_changes_nothing() {
        Call call = Call.held();
        String ann = someone();
        enrol(Tokens.person(ann), call.id()).statusCode(200);
        String line = call.line("Ann", ann + "@example.org", 0, 80);
        String first = upload(call, line).statusCode(201).extract().path("id");
        upload(call, line).statusCode(201).body("id", equalTo(first));
        as(TRAINER).get(LISTS, call.id()).then().body("items.id", contains(first));
        as(TRAINER)
                .get(SESSIONS + "/{id}/attendance/{person}", call.id(), Tokens.idOf(ann))
                .then()
                .body("changes", hasSize(1));
    }

    @Test
    void T3_an_address_that_two_people_have_tells_of_neither() throws SQLException {
        Call call = Call.held();
        String ann = someone();
        enrol(Tokens.person(ann), call.id()).statusCode(200);
        change(
                "insert into call_address select gen_random_uuid(), hash, since from call_address"
                        + " where person_id = '%s'".formatted(Tokens.idOf(ann)));
        upload(call, call.line("Ann", ann + "@example.org", 0, 90))
                .statusCode(201)
                .body("unmatched", equalTo(1));
    }

    @Test
    void T3_lines_that_can_not_be_are_named_and_the_others_count() {
        Call call = Call.held();
        String ann = someone();
        enrol(Tokens.person(ann), call.id()).statusCode(200);
        upload(
                        call,
                        call.line("Ann", ann + "@example.org", 0, 80),
                        call.line("Ann", ann + "@example.org", 50, 40),
                        call.line("Ann", ann + "@example.org", -4000, -3900))
                .statusCode(201)
                .body("troubledLines", equalTo(2))
                .body("problems.line", contains(3, 4))
                .body("problems.problem", contains("LEAVES_BEFORE_JOINING", "ANOTHER_DAY"))
                .body("counted", contains(Tokens.idOf(ann).toString()));
    }

    @Test
    void D1_the_address_is_held_as_long_as_the_person_wants() {
        Call call = Call.held();
        String ann = someone();
        Tokens person = Tokens.person(ann);
        String address = "/api/v1/trainings/call-address";
        as(person).get(address).then().statusCode(200).body("held", equalTo(false));
        enrol(person, call.id()).statusCode(200);
        as(person)
                .get(address)
                .then()
                .body("held", equalTo(true))
                .body("source", equalTo("your sign-in"));
        as(person).delete(address).then().statusCode(204);
        as(person).get(address).then().body("held", equalTo(false));
        upload(call, call.line("Ann", ann + "@example.org", 0, 90)).body("unmatched", equalTo(1));
        Call next = Call.held();
        enrol(person, next.id()).statusCode(200);
        as(person).get(address).then().body("held", equalTo(false));
        upload(next, next.line("Ann", ann + "@example.org", 0, 90)).body("unmatched", equalTo(1));
        as(person).put(address).then().statusCode(200).body("held", equalTo(true));
        upload(next, next.line("Ann", ann + "@example.org", 0, 89)).body("unmatched", equalTo(0));
    }

    @Test
    void D1_an_address_that_is_not_known_to_be_the_person_s_is_not_held() {
        Call call = Call.held();
        String ann = someone();
        Tokens unverified = Tokens.person(ann).emailUnverified();
        String address = "/api/v1/trainings/call-address";
        enrol(unverified, call.id()).statusCode(200);
        as(unverified).get(address).then().body("held", equalTo(false));
        as(unverified).put(address).then().statusCode(422).body("code", equalTo("no-address"));
        upload(call, call.line("Ann", ann + "@example.org", 0, 90)).body("unmatched", equalTo(1));
    }

    @Test
    void T3_who_gives_the_session_stands_in_the_list_and_did_not_attend() {
        Call call = Call.held();
        as(TRAINER).put("/api/v1/trainings/call-address").then().statusCode(200);
        upload(call, call.line("Tess", "tess@example.org", 0, 90))
                .statusCode(201)
                .body("unmatched", equalTo(0))
                .body("counted", empty())
                .body("notEnrolled", empty());
        String list = upload(call, call.line("T", "", 0, 90)).extract().path("id");
        match(call, list, 1, Tokens.idOf("tess")).statusCode(200).body("counted", empty());
        as(TRAINER).get(SESSIONS + "/{id}/attendance", call.id()).then().body("items", empty());
    }

    @Test
    void T4_a_list_does_not_give_back_what_was_withdrawn_and_says_so() {
        Call call = Call.held();
        String ann = someone();
        String annId = Tokens.idOf(ann).toString();
        enrol(Tokens.person(ann), call.id()).statusCode(200);
        upload(call, call.line("Ann", ann + "@example.org", 0, 90))
                .body("counted", contains(annId))
                .body("withdrawn", empty());
        String certificate =
                as(TRAINER)
                        .get("/api/v1/trainings/people/{id}/certificates", annId)
                        .then()
                        .extract()
                        .path("items[0].id");
        post(
                        Tokens.person("nadia").roles("national-admin"),
                        Map.of("reason", "Somebody else sat there"),
                        "/api/v1/trainings/people/{id}/certificates/{certificate}/withdrawal",
                        annId,
                        certificate)
                .statusCode(200);
        upload(call, call.line("Ann", ann + "@example.org", 0, 89))
                .body("counted", contains(annId))
                .body("withdrawn", contains(annId));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dd MMM yyyy hh:mm a | 22 Sep 2026 07:00 PM",
                "dd MMM yyyy hh:mm a | 22 SEP 2026 07:00 pm",
                "MM/dd/yyyy hh:mm a  | 09/22/2026 07:00 Pm",
                "d MMMM yyyy HH:mm   | 22 september 2026 19:00"
            })
    void times_are_read_as_people_and_programs_write_them(String pattern, String text) {
        assertThat(LocalDateTime.parse(text, HowWritten.times(pattern)))
                .isEqualTo(LocalDateTime.of(2026, 9, 22, 19, 0));
    }

    @Test
    void D2_names_are_sealed_and_only_until_the_time_is_over() throws SQLException {
        Call call = Call.held();
        String name = "Name-" + UUID.randomUUID();
        String list =
                upload(
                                as(TRAINER).header("Idempotency-Key", UUID.randomUUID()),
                                call,
                                call.line(name, "", 0, 90))
                        .statusCode(201)
                        .extract()
                        .path("id");
        assertThat(
                        count(
                                "select count(*) from request_key"
                                        + " where cast(answer as text) like '%%%s%%'"
                                                .formatted(name)))
                .isZero();
        assertThat(
                        count(
                                "select count(*) from listed_attendee"
                                        + " where position('%s' in encode(sealed, 'escape')) > 0"
                                                .formatted(name)))
                .isZero();
        attendees(call, list).body("items.name", contains(name));
        change(
                "update attendance_list set uploaded_at = uploaded_at - interval '61 days'"
                        + " where id = '%s'".formatted(list));
        Soon.holds(() -> attendees(call, list).body("items.name", contains(nullValue())));
        match(call, list, 1, UUID.randomUUID()).statusCode(200).body("counted", hasSize(1));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "'',                     422, empty-list",
        "'Who,When\nAnn,1\n',    422, unknown-columns",
        "'Name (original name),Join time,Leave time\nAnn,03/04/2001 10:00,03/04/2001 11:00\n',"
                + " 422, ambiguous-dates",
        "'Name (original name),Join time,Leave time\n\"Ann,1,2\n', 422, unreadable-list"
    })
    void a_file_that_is_no_list_is_refused(String file, int status, String code) {
        Call call = Call.held();
        send(as(TRAINER), call, file.getBytes(StandardCharsets.UTF_8))
                .statusCode(status)
                .body("code", equalTo(code));
        as(TRAINER).get(LISTS, call.id()).then().body("items", empty());
    }

    @Test
    void a_file_that_is_no_text_or_too_large_or_of_another_kind_is_refused() {
        Call call = Call.held();
        send(as(TRAINER), call, new byte[] {(byte) 0xC3, (byte) 0x28})
                .statusCode(422)
                .body("code", equalTo("unreadable-encoding"));
        send(as(TRAINER), call, new byte[1024 * 1024 + 1])
                .statusCode(413)
                .body("code", equalTo("too-large"));
        as(TRAINER).body("{}").post(LISTS, call.id()).then().statusCode(415);
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "format,     webex,        400, malformed-request",
        "separator,  space,        400, malformed-request",
        "dateFormat, bbbbb,        400, malformed-request",
        "timeZone,   Europe/Leeds, 422, impossible-time-zone",
        "nameColumn, Who,          422, unknown-columns"
    })
    void what_is_said_of_a_list_can_be(String parameter, String value, int status, String code) {
        Call call = Call.held();
        upload(as(TRAINER).queryParam(parameter, value), call, call.line("Ann", "", 0, 90))
                .statusCode(status)
                .body("code", equalTo(code));
    }

    @Test
    void a_list_of_a_session_that_has_not_begun_is_refused() {
        Map<String, Object> planned = newSession("facilitation", 30);
        planned.put("startsAt", Instant.now().plus(Duration.ofHours(1)).toString());
        planned.put("endsAt", Instant.now().plus(Duration.ofHours(2)).toString());
        String id = post(TRAINER, planned, SESSIONS).statusCode(201).extract().path("id");
        Call call = new Call(id, Instant.now());
        upload(call, call.line("Ann", "", -5, 0))
                .statusCode(409)
                .body("code", equalTo("session-not-begun"));
    }

    @Test
    void D2_lists_are_for_who_gives_the_session() {
        Call call = Call.held();
        Tokens other = Tokens.person(someone()).roles("trainer");
        String list = upload(call, call.line("Ann", "", 0, 90)).extract().path("id");
        upload(as(other), call, call.line("Ann", "", 0, 90)).statusCode(403);
        for (String path : List.of(LISTS, LISTS + "/" + list, LISTS + "/" + list + "/attendees")) {
            as(other)
                    .get(path, call.id())
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not-your-session"));
            as(Tokens.person(someone())).get(path, call.id()).then().statusCode(403);
        }
        post(
                        other,
                        Map.of(
                                "matches",
                                List.of(Map.of("attendee", 1, "personId", UUID.randomUUID()))),
                        LISTS + "/{list}/matches",
                        call.id(),
                        list)
                .statusCode(403);
    }

    private static ValidatableResponse upload(Call call, String... lines) {
        return upload(as(TRAINER), call, lines);
    }

    private static ValidatableResponse upload(RequestSpecification as, Call call, String... lines) {
        String text =
                "Name (original name),Email,Join time,Leave time\n"
                        + String.join("\n", lines)
                        + "\n";
        return send(as, call, text.getBytes(StandardCharsets.UTF_8));
    }

    /// As it is: REST Assured would say a charset that nobody gave.
    private static ValidatableResponse send(RequestSpecification as, Call call, byte[] file) {
        var asItIs = encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false);
        return as.config(RestAssured.config().encoderConfig(asItIs))
                .contentType("text/csv")
                .body(file)
                .post(LISTS, call.id())
                .then();
    }

    private static ValidatableResponse attendees(Call call, String list) {
        return as(TRAINER)
                .queryParam("unmatched", true)
                .get(LISTS + "/{list}/attendees", call.id(), list)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse match(Call call, String list, int attendee, UUID person) {
        return post(
                TRAINER,
                Map.of("matches", List.of(Map.of("attendee", attendee, "personId", person))),
                LISTS + "/{list}/matches",
                call.id(),
                list);
    }

    private static void change(String sql) throws SQLException {
        try (var database = RealParts.connect("test");
                var statement = database.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static int count(String sql) throws SQLException {
        try (var database = RealParts.connect("test");
                var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
