package org.assemble.training.feed;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.cancel;
import static org.assemble.training.TrainingApi.comingSession;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.planned;
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
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class FeedResourceTest {
    private static final String TRAININGS = "/api/v1/trainings";
    private static final String ADDRESS = TRAININGS + "/people/{id}/calendar-address";

    @Test
    void T4_the_calendar_of_all_is_public_and_valid() throws Exception {
        String id = planned(TRAINER, comingSession("facilitation", 3));
        String text = calendar(TRAININGS + "/calendar.ics");
        CalendarsTest.valid(text);
        assertThat(text).contains("UID:" + id);
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
                .body("code", equalTo("not-your-record"));
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
