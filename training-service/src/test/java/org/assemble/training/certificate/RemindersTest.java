package org.assemble.training.certificate;

import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.member;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class RemindersTest {
    private static final Golden SOON =
            Golden.event("training-service", "CertificateExpiresSoon.v1");

    private static final String TAKE_TURN = "select pg_advisory_lock(4155, 5)";
    private static final String GIVE_BACK = "select pg_advisory_unlock(4155, 5)";

    @Inject Sweep sweep;
    @Inject Reminders reminders;

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));

    @Test
    void what_is_sent_is_the_golden_example() {
        SOON.is(
                new CertificateExpiresSoon(
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000e1"),
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1"),
                        "facilitation",
                        LocalDate.of(2027, 5, 10),
                        60));
    }

    @Test
    void T4_what_expires_soon_is_said_once_for_the_first_and_once_for_the_last_time() {
        String ann = held(today.plusDays(60));
        awaitSaid(ann, 60);
        Held.expires(ann, today.plusDays(20));
        sweptAgain();
        assertThat(said(ann)).containsExactly(60L);
        Held.expires(ann, today.plusDays(14));
        awaitSaid(ann, 14);
        Held.expires(ann, today.plusDays(1));
        sweptAgain();
        assertThat(said(ann)).containsExactly(60L, 14L);
    }

    @Test
    void T4_after_a_long_downtime_only_the_last_time_is_said() {
        String ann = held(today.plusDays(3));
        awaitSaid(ann, 3);
        sweptAgain();
        assertThat(said(ann)).containsExactly(3L);
    }

    @Test
    void T4_nothing_is_said_of_what_is_not_soon_over_renewed_or_withdrawn() {
        String later = held(today.plusDays(61));
        String over = held(today);
        String renewed = someone();
        trained(renewed, "facilitation");
        trained(renewed, "facilitation");
        Held.sql(
                "update completion set expires_on = '%s' where id = '%s'"
                        .formatted(today.plusDays(3), Held.all(renewed).getString("items[0].id")));
        String withdrawn = someone();
        trained(withdrawn, "facilitation");
        Held.withdraw(Held.NADIA, withdrawn, Held.only(withdrawn)).statusCode(200);
        Held.expires(withdrawn, today.plusDays(3));
        sweptAgain();
        // What is said is noted in the same transaction: nothing of it can still be on its way.
        assertThat(Stream.of(later, over, renewed, withdrawn).map(RemindersTest::noted))
                .containsOnly(0L);
    }

    @Test
    void T4_of_two_that_expire_on_one_day_one_is_said_and_listed() {
        String ann = someone();
        trained(ann, "facilitation");
        trained(ann, "facilitation");
        Held.expires(ann, today.plusDays(30));
        awaitSaid(ann, 30);
        sweptAgain();
        assertThat(noted(ann)).isEqualTo(1);
        assertThat(said(ann)).containsExactly(30L);
        list(Tokens.person(ann), "people/" + Tokens.idOf(ann))
                .body(
                        "items.certificateId",
                        equalTo(List.of(Held.all(ann).getString("items[1].id"))));
    }

    @Test
    void T4_while_one_replica_says_what_expires_the_others_leave_it_to_it() throws SQLException {
        try (Connection other = RealParts.connect("test");
                var turn = other.createStatement()) {
            turn.execute(TAKE_TURN);
            String ann = held(today.plusDays(30));
            await(sweep::sweep);
            assertThat(noted(ann)).isZero();
            turn.execute(GIVE_BACK);
            awaitSaid(ann, 30);
            assertThat(noted(ann)).isEqualTo(1);
        }
    }

    @Test
    void T4_a_run_that_was_cut_off_is_gone_on_with_and_says_nothing_twice() throws SQLException {
        String ann = someone();
        String ben = someone();
        try (Connection other = RealParts.connect("test");
                var turn = other.createStatement()) {
            turn.execute(TAKE_TURN);
            held(ann, today.plusDays(30));
            held(ben, today.plusDays(31));
            // One by one, after those that other tests may have left.
            Soon.holds(() -> {
                await(() -> Panache.withTransaction(() -> reminders.say(1)));
                assertThat(noted(ann)).isEqualTo(1);
            });
            assertThat(noted(ben)).isZero();
            turn.execute(GIVE_BACK);
        }
        awaitSaid(ben, 31);
        sweptAgain();
        assertThat(said(ann)).containsExactly(30L);
        assertThat(said(ben)).containsExactly(31L);
    }

    @Test
    void T4_what_expires_soon_is_listed_for_the_person_their_team_and_their_region() {
        UUID campaign = campaign();
        String ann = someone();
        String ben = someone();
        member(campaign, ann);
        member(campaign, ben);
        trained(ann, "facilitation");
        trained(ben, "facilitation");
        Held.expires(ann, today.plusDays(30));
        Held.expires(ben, today.plusDays(20));
        String a = Tokens.idOf(ann).toString();
        String b = Tokens.idOf(ben).toString();
        list(Tokens.person(ann), "people/" + a).body("items.personId", equalTo(List.of(a)));
        Tokens organiser = Tokens.person(someone()).roles("campaign-organiser").campaign(campaign);
        list(organiser, "campaigns/" + campaign).body("items.personId", equalTo(List.of(b, a)));
        assertThat(
                        list(coordinator(YORKSHIRE), "regions/" + YORKSHIRE)
                                .extract()
                                .jsonPath()
                                .getList("items.personId"))
                .contains(a, b);
        assertThat(pages(organiser, campaign)).containsExactly(b, a);
        as(organiser)
                .get("/api/v1/trainings/campaigns/{id}/expiring?days=25", campaign)
                .then()
                .body("items.personId", equalTo(List.of(b)));
    }

    @Test
    void D1_what_expires_soon_is_not_for_others() {
        UUID campaign = campaign();
        String ann = someone();
        member(campaign, ann);
        Tokens other = Tokens.person(someone()).roles("campaign-organiser").campaign(campaign());
        refused(list(other, "people/" + Tokens.idOf(ann)), "not-your-record");
        refused(list(other, "campaigns/" + campaign), "not-your-campaign");
        refused(list(other, "regions/" + YORKSHIRE), "not-allowed");
        refused(list(coordinator("E12000007"), "regions/" + YORKSHIRE), "not-your-region");
    }

    @Test
    void a_list_that_can_not_be_is_refused() {
        Tokens ann = Tokens.person(someone());
        String mine = "/api/v1/trainings/people/" + Tokens.idOf("x") + "/expiring";
        as(ann).get(mine + "?days=0").then().statusCode(400);
        as(TRAINER)
                .get(mine + "?cursor=MTphLWI")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/cursor")));
        for (String day : List.of("+11761241-01-20", "+6000000-01-01", "-0001-01-01")) {
            String cursor =
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    ("1:" + day + "/" + new UUID(0, 0))
                                            .getBytes(StandardCharsets.UTF_8));
            as(TRAINER)
                    .get(mine + "?cursor=" + cursor)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("/cursor")));
        }
    }

    private static <T> void await(Supplier<Uni<T>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    private static long noted(String name) {
        return Held.count(
                "select count(*) from certificate_reminder join completion on id = completion_id"
                        + " where person_id = '%s'".formatted(Tokens.idOf(name)));
    }

    private String held(LocalDate until) {
        String ann = someone();
        held(ann, until);
        return ann;
    }

    private static void held(String name, LocalDate until) {
        trained(name, "facilitation");
        Held.expires(name, until);
    }

    /// The next run has said what there was to say: one that expires later comes last.
    private void sweptAgain() {
        awaitSaid(held(today.plusDays(59)), 59);
    }

    private static void awaitSaid(String name, long daysLeft) {
        SOON.fits(
                Messages.of("training")
                        .await(
                                "CertificateExpiresSoon.v1",
                                data ->
                                        data.at("/personId")
                                                        .asText()
                                                        .equals(Tokens.idOf(name).toString())
                                                && data.at("/daysLeft").asLong() == daysLeft)
                        .data());
    }

    private static List<Long> said(String name) {
        return Messages.of("training").all("CertificateExpiresSoon.v1").stream()
                .map(Messages.Message::data)
                .filter(data -> data.at("/personId").asText().equals(Tokens.idOf(name).toString()))
                .map(data -> data.at("/daysLeft").asLong())
                .toList();
    }

    private static List<String> pages(Tokens who, UUID campaign) {
        String path = "/api/v1/trainings/campaigns/" + campaign + "/expiring";
        var first = as(who).get(path + "?limit=1").then().statusCode(200).extract().jsonPath();
        var second =
                as(who).queryParam("cursor", first.getString("next"))
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        return Stream.of(first, second)
                .flatMap(page -> page.getList("items.personId", String.class).stream())
                .toList();
    }

    private static ValidatableResponse list(Tokens who, String whose) {
        return as(who).get("/api/v1/trainings/" + whose + "/expiring?limit=200").then();
    }

    private static void refused(ValidatableResponse answer, String code) {
        answer.statusCode(403).body("code", equalTo(code));
    }

    private static Tokens coordinator(String region) {
        return Tokens.person(someone()).roles("regional-coordinator").region(region);
    }
}
