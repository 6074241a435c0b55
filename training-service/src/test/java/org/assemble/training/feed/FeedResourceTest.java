package org.assemble.training.feed;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.cancel;
import static org.assemble.training.TrainingApi.change;
import static org.assemble.training.TrainingApi.comingSession;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.giveUp;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.planned;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.queue;
import static org.assemble.training.TrainingApi.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class FeedResourceTest {
    private static final String TRAININGS = "/api/v1/trainings";
    private static final String ADDRESS = TRAININGS + "/people/{id}/calendar-address";
    private static final String COURSES = TRAININGS + "/courses";

    /// Two thousand sessions of one trainer that are over, a quarter of an hour apart.
    private static final String PAST =
            """
            insert into session (id, course, starts_at, ends_at, time_zone, place, region, capacity,
                                 planned_by, planned_at, changed_at, updated_at, trainers)
            select gen_random_uuid(), 'facilitation', at, at + interval '90 minutes', 'Europe/London',
                   'Hall ' || n, 'E12000003', 1, tom, at, at, at, array[tom]
            from (select cast(? as uuid) as tom) as trainer, generate_series(1, 2000) as n,
                 lateral (select now() - interval '1 day' - n * interval '15 minutes' as at) as t\
            """;

    @Test
    void T4_the_calendar_of_all_is_public_and_valid() throws Exception {
        String id = planned(TRAINER, comingSession("facilitation", 3));
        String text = calendar(TRAININGS + "/calendar.ics");
        CalendarsTest.valid(text);
        assertThat(text).contains("UID:" + id);
    }

    @Test
    void T3_the_link_of_a_call_is_in_the_calendars_of_those_who_may_join_it() {
        String link = "https://example.org/call-" + UUID.randomUUID();
        Map<String, Object> session = comingSession("facilitation", 1);
        session.put("online", Map.of("url", link));
        String tom = someone();
        String id = planned(Tokens.person(tom).roles("trainer"), session);
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), id).statusCode(200);
        queue(Tokens.person(ben), id).statusCode(200);
        for (String name : List.of(ann, tom)) {
            assertThat(unfolded(newAddress(name))).contains(link);
        }
        assertThat(unfolded(newAddress(ben))).contains("UID:" + id).doesNotContain(link);
        assertThat(unfolded(TRAININGS + "/calendar.ics"))
                .contains("UID:" + id)
                .doesNotContain(link);
    }

    @Test
    void T4_who_moves_up_from_the_waiting_list_is_shown_a_change() throws Exception {
        String ann = someone();
        String ben = someone();
        String id = planned(TRAINER, comingSession("facilitation", 1));
        enrol(Tokens.person(ann), id).statusCode(200);
        queue(Tokens.person(ben), id).statusCode(200);
        String address = newAddress(ben);
        assertThat(calendar(address)).contains("STATUS:TENTATIVE").contains("SEQUENCE:0");
        giveUp(Tokens.person(ann), id, Tokens.idOf(ann)).statusCode(204);
        String text = calendar(address);
        CalendarsTest.valid(text);
        assertThat(text).contains("STATUS:CONFIRMED").contains("SEQUENCE:1");
        cancel(TRAINER, id, "ONE").statusCode(200);
        assertThat(calendar(address)).contains("STATUS:CANCELLED").contains("SEQUENCE:2");
    }

    @Test
    void T4_a_session_has_the_name_that_its_course_has_then_and_a_new_one_is_a_change() {
        Tokens nadia = Tokens.person("nadia").roles("national-admin");
        String course = "first-aid-" + UUID.randomUUID();
        post(nadia, Map.of("code", course, "content", content("First aid")), COURSES)
                .statusCode(201);
        String tom = someone();
        String coming = planned(Tokens.person(tom).roles("trainer"), comingSession(course, 1));
        String held = planned(Tokens.person(tom).roles("trainer"), newSession(course, 1));
        change(nadia, content("First aid and fire"), COURSES + "/{code}", course).statusCode(200);
        String text = unfolded(newAddress(tom));
        assertThat(event(text, coming))
                .contains("SUMMARY:First aid and fire")
                .contains("SEQUENCE:1");
        assertThat(event(text, held)).contains("SUMMARY:First aid\r").contains("SEQUENCE:0");
    }

    @Test
    void T4_where_there_are_too_many_those_to_come_stay_and_the_newest_of_the_others()
            throws SQLException {
        String tom = someone();
        String coming =
                planned(Tokens.person(tom).roles("trainer"), comingSession("facilitation", 1));
        try (Connection database = RealParts.connect("test");
                var many = database.prepareStatement(PAST)) {
            many.setObject(1, Tokens.idOf(tom));
            assertThat(many.executeUpdate()).isEqualTo(2_000);
        }
        String text = calendar(newAddress(tom));
        assertThat(text.split("BEGIN:VEVENT")).hasSize(2_001);
        assertThat(text)
                .contains("UID:" + coming)
                .contains("Hall 1\r")
                .doesNotContain("Hall 2000\r");
    }

    @Test
    void T4_the_calendar_of_a_region_has_its_places_and_what_is_online() throws Exception {
        String online = planned(TRAINER, comingSession("facilitation", 3));
        String there = planned(TRAINER, inRegion(YORKSHIRE));
        String elsewhere = planned(TRAINER, inRegion("E12000007"));
        String text = calendar(TRAININGS + "/regions/" + YORKSHIRE + "/calendar.ics");
        CalendarsTest.valid(text);
        assertThat(text)
                .contains("UID:" + online)
                .contains("UID:" + there)
                .doesNotContain("UID:" + elsewhere);
        given().get(TRAININGS + "/regions/Yorkshire/calendar.ics")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }

    @Test
    void T4_a_person_s_own_calendar_is_found_at_a_secret_address() throws Exception {
        String ann = someone();
        String mine = planned(TRAINER, comingSession("facilitation", 1));
        String full = planned(TRAINER, comingSession("facilitation", 1));
        String others = planned(TRAINER, comingSession("facilitation", 1));
        enrol(Tokens.person(ann), mine);
        enrol(Tokens.person(someone()), full);
        queue(Tokens.person(ann), full);
        String text = calendar(newAddress(ann));
        CalendarsTest.valid(text);
        assertThat(text)
                .contains("UID:" + mine)
                .contains("UID:" + full)
                .contains("STATUS:TENTATIVE")
                .doesNotContain("UID:" + others)
                .doesNotContain(Tokens.idOf(ann).toString());
    }

    @Test
    void T4_a_trainer_finds_what_they_give() {
        String tom = someone();
        String id = planned(Tokens.person(tom).roles("trainer"), comingSession("facilitation", 1));
        assertThat(calendar(newAddress(tom))).contains("UID:" + id);
    }

    @Test
    void D1_an_address_is_replaced_and_withdrawn_by_its_person_alone() throws SQLException {
        String ann = someone();
        String first = newAddress(ann);
        String second = newAddress(ann);
        given().get(first).then().statusCode(404).body("code", equalTo("unknown-calendar"));
        calendar(second);
        as(Tokens.person(someone()))
                .delete(ADDRESS, Tokens.idOf(ann))
                .then()
                .statusCode(403)
                .body("code", equalTo("only-for-the-person"));
        as(TRAINER).post(ADDRESS, Tokens.idOf(ann)).then().statusCode(403);
        as(Tokens.person(ann)).delete(ADDRESS, Tokens.idOf(ann)).then().statusCode(204);
        given().get(second).then().statusCode(404);
        given().get(TRAININGS + "/my-calendar.ics").then().statusCode(400);
        assertThat(kept()).doesNotContain(second.substring(second.indexOf('=') + 1));
    }

    @Test
    void T4_an_update_keeps_the_uid_and_raises_the_sequence_and_what_is_cancelled_stays()
            throws Exception {
        String ann = someone();
        String id = planned(TRAINER, comingSession("facilitation", 1));
        enrol(Tokens.person(ann), id);
        String address = newAddress(ann);
        assertThat(calendar(address)).contains("SEQUENCE:0").contains("STATUS:CONFIRMED");
        cancel(TRAINER, id, "ONE").statusCode(200);
        String text = calendar(address);
        CalendarsTest.valid(text);
        assertThat(text).contains("UID:" + id).contains("SEQUENCE:1").contains("STATUS:CANCELLED");
    }

    @Test
    void T4_what_has_not_changed_is_not_sent_again() {
        String ann = someone();
        String address = newAddress(ann);
        String tag =
                given().get(address)
                        .then()
                        .statusCode(200)
                        .header("ETag", notNullValue())
                        .header("Cache-Control", "private, no-cache")
                        .extract()
                        .header("ETag");
        given().header("If-None-Match", tag).get(address).then().statusCode(304);
        enrol(Tokens.person(ann), planned(TRAINER, comingSession("facilitation", 1)));
        given().header("If-None-Match", tag).get(address).then().statusCode(200);
    }

    private static Map<String, Object> content(String name) {
        return Map.of("name", name, "lengthMinutes", 90, "materials", List.of());
    }

    /// With its long lines whole (RFC 5545, 3.1).
    private static String unfolded(String path) {
        return calendar(path).replace("\r\n ", "");
    }

    private static String event(String text, String id) {
        return Stream.of(text.split("BEGIN:VEVENT"))
                .filter(event -> event.contains("UID:" + id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> inRegion(String region) {
        Map<String, Object> session = comingSession("facilitation", 1);
        session.remove("online");
        session.put("place", "Town Hall; room 2, upstairs");
        session.put("region", region);
        return session;
    }

    private static String newAddress(String name) {
        UUID id = Tokens.idOf(name);
        return as(Tokens.person(name))
                .post(ADDRESS, id)
                .then()
                .statusCode(200)
                .body("address", startsWith(TRAININGS + "/my-calendar.ics?secret="))
                .extract()
                .path("address");
    }

    private static String calendar(String path) {
        return given().get(path)
                .then()
                .statusCode(200)
                .contentType("text/calendar;charset=UTF-8")
                .extract()
                .asString();
    }

    /// All that the database keeps of addresses.
    private static String kept() throws SQLException {
        StringBuilder kept = new StringBuilder();
        try (Connection database = RealParts.connect("test");
                var rows =
                        database.createStatement()
                                .executeQuery("select a::text from calendar_address a")) {
            while (rows.next()) {
                kept.append(rows.getString(1)).append('\n');
            }
        }
        return kept.toString();
    }
}
