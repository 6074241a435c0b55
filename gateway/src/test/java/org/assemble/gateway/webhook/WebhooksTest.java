package org.assemble.gateway.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.token.Caller;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Parts;
import org.assemble.gateway.world.Quick;
import org.assemble.gateway.world.World;
import org.assemble.testkit.Messages;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From a topic to somebody else's server, with a real broker and a real database between.
@QuarkusTest
@WithTestResource(World.class)
@WithTestResource(Parts.class)
@TestProfile(Quick.class)
class WebhooksTest {

    private static final String LAUNCHED = "org.assemble.campaign.CampaignLaunched.v1";

    World world;

    @Inject PingLimit pings;
    @Inject Database database;

    private final UUID campaign = UUID.randomUUID();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private FakeService receiver;

    private record Received(HttpServerRequest request, String body) {
        String header(String name) {
            return request.getHeader(name);
        }
    }

    @BeforeEach
    void a_receiver_that_takes_everything_and_a_database_that_is_there() {
        Soon.holds(() -> assertThat(database.answers()).isTrue());
        receiver = world.training();
        answers(200);
    }

    @Test
    void a_subscription_is_off_until_it_is_turned_on() {
        String id = subscribe(national(), campaign).getString("id");
        launch("before");
        Soon.holds(() -> assertThat(taken()).isEqualTo(1));

        turnOn(national(), id);
        launch("after");

        Soon.holds(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst().body()).contains("after");
    }

    @Test
    void a_subscription_is_turned_on_once_its_address_has_answered_a_ping() {
        String id = subscribe(national(), campaign).getString("id");
        String on = "{\"state\": \"on\"}";
        refused(national().body(on).patch(address(id)).then(), 409, "subscription-not-tried");

        String ping = national().post(address(id) + "/test").then().extract().header("Location");
        Soon.holds(() -> national().get(ping).then().body("state", equalTo("delivered")));
        patchOn(national(), id);

        String elsewhere = receiver.url() + "/elsewhere/" + campaign;
        national()
                .body(Map.of("url", elsewhere))
                .patch(address(id))
                .then()
                .statusCode(200)
                .body("state", equalTo("off"));
        refused(national().body(on).patch(address(id)).then(), 409, "subscription-not-tried");
    }

    @Test
    void an_event_comes_signed_as_standard_webhooks_says() {
        JsonPath made = subscribe(national(), campaign);
        turnOn(national(), made.getString("id"));
        UUID event = UUID.randomUUID();
        Instant time = Instant.parse("2026-11-22T10:00:00Z");

        Messages.of("campaign")
                .send("CampaignLaunched.v1", campaign, Map.of("campaignId", campaign), event, time);

        Soon.holds(() -> assertThat(received).hasSize(1));
        Received one = received.getFirst();
        assertThat(one.header("webhook-id")).isEqualTo(event.toString());
        assertThat(one.header("content-type")).isEqualTo("application/json");
        JsonPath body = JsonPath.from(one.body());
        assertThat(body.getString("type")).isEqualTo(LAUNCHED);
        assertThat(body.getString("timestamp")).isEqualTo(time.toString());
        assertThat(body.getString("data.campaignId")).isEqualTo(campaign.toString());
        assertSignedWith(one, made.getString("secret"));
    }

    @Test
    void an_event_that_comes_twice_is_told_once() {
        turnOn(national(), subscribe(national(), campaign).getString("id"));
        UUID event = UUID.randomUUID();

        for (int i = 0; i < 2; i++) {
            Messages.of("campaign")
                    .send("CampaignLaunched.v1", campaign, Map.of(), event, Instant.now());
        }
        launch("the last");

        Soon.holds(() -> assertThat(received).anyMatch(one -> one.body().contains("the last")));
        assertThat(received).hasSize(2);
    }

    @Test
    void only_what_was_asked_for_comes() {
        turnOn(national(), subscribe(national(), campaign).getString("id"));

        launch("the first");
        Soon.holds(() -> assertThat(received).hasSize(1));
        Messages.of("campaign").send("CampaignWithdrawn.v1", campaign, Map.of());
        Messages.of("campaign").send("CampaignLaunched.v1", UUID.randomUUID(), Map.of());
        launch("the last");

        // One campaign's events come in their order: what was not asked for would be here.
        Soon.holds(() -> assertThat(received).anyMatch(one -> one.body().contains("the last")));
        assertThat(received).hasSize(2);
    }

    @Test
    void while_its_secret_is_replaced_a_delivery_bears_two_signatures() {
        JsonPath made = subscribe(national(), campaign);
        String id = made.getString("id");
        turnOn(national(), id);
        String next =
                national()
                        .body("{\"overlapHours\": 1}")
                        .post(address(id) + "/secret")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("secret");

        launch("x");

        Soon.holds(() -> assertThat(received).hasSize(1));
        assertSignedWith(received.getFirst(), next);
        assertSignedWith(received.getFirst(), made.getString("secret"));
        national().get(address(id)).then().body("secret", nullValue());
    }

    @Test
    void a_failed_delivery_is_tried_again_with_the_same_id_until_it_is_given_up() {
        answers(500);
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);

        launch("x");

        Soon.holds(
                () -> assertThat(deliveries(id).getString("items[0].state")).isEqualTo("failed"));
        assertThat(received).hasSize(3);
        assertThat(received.stream().map(one -> one.header("webhook-id")).distinct()).hasSize(1);
        national()
                .get(address(id) + "/deliveries/" + deliveries(id).getString("items[0].id"))
                .then()
                .body("tried", equalTo(3))
                .body("attempts.status", equalTo(List.of(500, 500, 500)))
                .body("attempts[0].outcome", equalTo("refused"));
        national().get(address(id)).then().body("failingSince", notNullValue());
    }

    @Test
    void what_was_given_up_is_told_again_on_demand_one_or_all_since_a_moment() {
        answers(500);
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);
        Instant begun = Instant.now().minusSeconds(1);
        launch("x");
        Soon.holds(
                () -> assertThat(deliveries(id).getString("items[0].state")).isEqualTo("failed"));
        answers(204);

        String delivery = deliveries(id).getString("items[0].id");
        national()
                .post(address(id) + "/deliveries/" + delivery + "/replay")
                .then()
                .statusCode(202)
                .header("Location", address(id) + "/deliveries/" + delivery);
        Soon.holds(() -> assertThat(received).hasSize(1));
        Soon.holds(() ->
                assertThat(deliveries(id).getString("items[0].state")).isEqualTo("delivered"));
        national().get(address(id)).then().body("failingSince", nullValue());

        national()
                .body(Map.of("since", begun.toString()))
                .post(address(id) + "/replay")
                .then()
                .statusCode(202)
                .body("replayed", equalTo(1))
                .body("more", equalTo(false));
        Soon.holds(() -> assertThat(received).hasSize(2));
    }

    @Test
    void a_target_that_says_it_is_gone_is_told_nothing_more() {
        answers(410);
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);

        launch("x");

        Soon.holds(() -> national().get(address(id)).then().body("state", equalTo("disabled")));
        national()
                .get(address(id))
                .then()
                .header("ETag", "\"3\"") // made, turned on, disabled
                .body("reason", equalTo("the target said that it is gone (410)"));
    }

    @Test
    void a_target_that_failed_for_days_is_disabled_and_goes_on_where_it_stopped() {
        answers(503);
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);
        sql(
                "update subscription set failing_since = now() - interval '6 days' where id = $1",
                UUID.fromString(id));

        launch("x");

        Soon.holds(() -> national().get(address(id)).then().body("state", equalTo("disabled")));
        national()
                .get(address(id))
                .then()
                .body("reason", equalTo("nothing was taken for too long"));
        answers(200);
        turnOn(national(), id);
        Soon.holds(() -> assertThat(received).hasSize(1));
        national().get(address(id)).then().body("reason", nullValue());
    }

    @Test
    void redirects_are_not_followed() {
        receiver.does(request ->
                request.response()
                        .setStatusCode(307)
                        .putHeader("Location", world.assembly().url())
                        .end());
        world.assembly().answer("{}");
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);

        launch("x");

        Soon.holds(
                () -> assertThat(deliveries(id).getString("items[0].state")).isEqualTo("failed"));
        assertThat(world.assembly().asked()).isEmpty();
    }

    @Test
    void a_target_that_never_answers_holds_up_nobody_else() {
        String slow = subscribe(national(), campaign).getString("id");
        UUID other = UUID.randomUUID();
        String quick =
                national()
                        .body(
                                Map.of(
                                        "url", world.assembly().url(),
                                        "types", List.of(LAUNCHED),
                                        "campaigns", List.of(other)))
                        .post("/api/v1/webhook-subscriptions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        receiver.does(_ -> {});
        world.assembly().answer("{}");
        turnOn(national(), slow);
        turnOn(national(), quick);

        for (int i = 0; i < 9; i++) {
            launch("held up");
        }
        Messages.of("campaign").send("CampaignLaunched.v1", other, Map.of());

        Soon.holds(() -> assertThat(world.assembly().asked()).hasSize(1));
        assertThat(receiver.asked().stream().filter(this::isOurs).count()).isLessThan(9);
        Soon.holds(() -> national().get(address(slow)).then().body("failingSince", notNullValue()));
    }

    @Test
    void a_ping_is_sent_once_also_while_the_subscription_is_off() {
        JsonPath made = subscribe(national(), campaign);
        String id = made.getString("id");

        String location =
                national()
                        .post(address(id) + "/test")
                        .then()
                        .statusCode(202)
                        .extract()
                        .header("Location");

        Soon.holds(() -> national().get(location).then().body("state", equalTo("delivered")));
        assertThat(JsonPath.from(received.getFirst().body()).getString("type"))
                .isEqualTo("org.assemble.gateway.Ping.v1");
        assertSignedWith(received.getFirst(), made.getString("secret"));

        answers(500);
        String failing = national().post(address(id) + "/test").then().extract().header("Location");
        Soon.holds(() -> national().get(failing).then().body("state", equalTo("failed")));
        assertThat(received).hasSize(1);
        national().get(address(id)).then().body("failingSince", nullValue());
    }

    @Test
    void secrets_are_kept_sealed() {
        JsonPath made = subscribe(national(), campaign);
        byte[] secret = Base64.getDecoder().decode(made.getString("secret").substring(6));

        byte[] kept =
                sql("select secret from subscription where id = $1", made.getUUID("id"))
                        .iterator()
                        .next()
                        .getBuffer("secret")
                        .getBytes();

        assertThat(kept).hasSize(60);
        assertThat(Base64.getEncoder().encodeToString(kept))
                .doesNotContain(Base64.getEncoder().encodeToString(secret));
    }

    @Test
    void an_organiser_gets_the_own_campaign_and_sees_nobody_elses_subscription() {
        RequestSpecification organiser = as("campaign-organiser", campaign.toString());
        String id = subscribe(organiser, campaign).getString("id");
        String others = subscribe(anotherApplication(), UUID.randomUUID()).getString("id");

        organiser.get(address(id)).then().statusCode(200);
        refused(organiser.get(address(others)).then(), 404, "unknown-subscription");
        refused(organiser.delete(address(others)).then(), 404, "unknown-subscription");
        assertThat(
                        organiser
                                .get("/api/v1/webhook-subscriptions?limit=200")
                                .then()
                                .extract()
                                .jsonPath()
                                .getList("items.id"))
                .contains(id)
                .doesNotContain(others);
        refused(
                organiser
                        .body(wanted(world.training().url(), UUID.randomUUID()))
                        .post("/api/v1/webhook-subscriptions")
                        .then(),
                403,
                "not-your-campaign");
        refused(
                organiser
                        .body(Map.of("url", receiver.url(), "types", List.of(LAUNCHED)))
                        .post("/api/v1/webhook-subscriptions")
                        .then(),
                403,
                "not-your-campaign");
    }

    @Test
    void D1_who_left_the_campaign_confirms_nothing_of_it_any_more() {
        String id =
                subscribe(as("campaign-organiser", campaign.toString()), campaign).getString("id");

        refused(
                as("campaign-organiser").body("{\"state\": \"on\"}").patch(address(id)).then(),
                403,
                "not-your-campaign");
        refused(
                as("campaign-organiser").post(address(id) + "/secret").then(),
                403,
                "not-your-campaign");
        as("campaign-organiser").delete(address(id)).then().statusCode(204);
    }

    @Test
    void D1_what_rests_on_belonging_to_a_campaign_is_confirmed_every_week() {
        Instant organisers =
                endOf(subscribe(as("campaign-organiser", campaign.toString()), campaign));
        Instant nationals = endOf(subscribe(national(), campaign));

        assertThat(organisers).isBefore(Instant.now().plus(Duration.ofDays(8)));
        assertThat(nationals).isAfter(Instant.now().plus(Duration.ofDays(80)));
    }

    @Test
    void D1_the_national_team_confirms_nobody_elses_for_longer() {
        String id =
                subscribe(as("campaign-organiser", campaign.toString()), campaign).getString("id");
        turnOn(anotherApplication(), id);

        assertThat(endOf(national().get(address(id)).jsonPath()))
                .isBefore(Instant.now().plus(Duration.ofDays(8)));
    }

    private static Instant endOf(JsonPath subscription) {
        return Instant.parse(subscription.getString("ends"));
    }

    @Test
    void another_application_sends_nobodys_events_elsewhere() {
        String id =
                subscribe(as("campaign-organiser", campaign.toString()), campaign).getString("id");
        RequestSpecification other =
                given().header(
                                "Authorization",
                                "Bearer "
                                        + world.issuer()
                                                .tokenOf(
                                                        "another",
                                                        "campaign-organiser",
                                                        campaign.toString()))
                        .contentType("application/json");

        refused(
                other.body(Map.of("url", world.assembly().url())).patch(address(id)).then(),
                403,
                "not-allowed");
        refused(other.post(address(id) + "/secret").then(), 403, "not-allowed");
        other.body("{\"state\": \"off\"}").patch(address(id)).then().statusCode(200);
    }

    @Test
    void another_person_with_the_same_application_sends_nobodys_events_elsewhere() {
        String id =
                subscribe(as("campaign-organiser", campaign.toString()), campaign).getString("id");
        RequestSpecification colleague =
                bearing(
                        world.issuer()
                                .sign(
                                        world.issuer()
                                                .claims()
                                                .subject(UUID.randomUUID().toString())
                                                .claim("azp", "assemble-web")
                                                .claim(
                                                        "realm_access",
                                                        Map.of(
                                                                "roles",
                                                                List.of("campaign-organiser")))
                                                .groups("/campaign/" + campaign)));

        refused(
                colleague.body(Map.of("url", world.assembly().url())).patch(address(id)).then(),
                403,
                "not-allowed");
        refused(colleague.post(address(id) + "/secret").then(), 403, "not-allowed");
        colleague.body("{\"state\": \"off\"}").patch(address(id)).then().statusCode(200);
    }

    @Test
    void pings_are_few() {
        RequestSpecification who = national("pings");
        String id = subscribe(who, campaign).getString("id");
        for (int i = 0; i < 10; i++) {
            who.post(address(id) + "/test").then().statusCode(202);
        }

        ValidatableResponse answer = who.post(address(id) + "/test").then();
        refused(answer, 429, "too-many-requests");
        answer.body("detail", equalTo("At most 10 pings a minute."))
                .header("Retry-After", matchesPattern("[1-5][0-9]|60"));
    }

    @Test
    void a_subscription_that_is_led_elsewhere_gets_no_more_pings() {
        RequestSpecification who = national("moves");
        String id = subscribe(who, campaign).getString("id");
        for (int i = 0; i < 10; i++) {
            who.post(address(id) + "/test").then().statusCode(202);
            who.body(Map.of("url", receiver.url() + "/" + campaign + "/" + i))
                    .patch(address(id))
                    .then()
                    .statusCode(200);
        }

        refused(who.post(address(id) + "/test").then(), 429, "too-many-requests");
    }

    @Test
    void a_subscription_that_is_made_anew_gets_no_more_pings() {
        RequestSpecification who = national("returns");
        for (int i = 0; i < 10; i++) {
            String id = subscribe(who, campaign).getString("id");
            who.post(address(id) + "/test").then().statusCode(202);
            who.delete(address(id)).then().statusCode(204);
        }

        String id = subscribe(who, campaign).getString("id");
        refused(who.post(address(id) + "/test").then(), 429, "too-many-requests");
    }

    @Test
    void pings_to_one_host_are_few_whoever_sends_them() {
        for (int i = 0; i < PingLimit.TO_ONE_HOST; i++) {
            ping("client-" + i, "https://many.example/" + i);
        }

        assertThatThrownBy(() -> ping("one-more", "https://MANY.example/"))
                .hasCauseInstanceOf(Rejection.class);
        ping("one-more", "https://others.example/");

        sql(
                "update ping_count set since = now() - interval '1 minute' where counted = $1",
                "to many.example");
        ping("one-more", "https://many.example/");
    }

    private void ping(String client, String url) {
        Caller caller = new Caller(client, "s", Set.of(), Set.of(), Set.of(), Long.MAX_VALUE);
        database.together(connection -> pings.count(connection, caller, url))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Test
    void nothing_is_told_again_while_much_still_waits() {
        answers(503);
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);
        sql(
                "insert into delivery (subscription, message, type, next_try)"
                        + " select $1::uuid, n::text, 'x', now() + interval '1 day'"
                        + " from generate_series(1, 100) n",
                UUID.fromString(id));

        refused(
                national().body("{\"after\": 0}").post(address(id) + "/replay").then(),
                409,
                "too-many");
    }

    @Test
    void what_is_not_confirmed_in_time_is_told_nothing() {
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);
        sql("update subscription set ends = now() where id = $1", UUID.fromString(id));

        launch("too late");
        Soon.holds(() -> assertThat(taken()).isPositive());
        assertThat(deliveries(id).getList("items.findAll { it.event != null }")).isEmpty();

        turnOn(national(), id);
        launch("confirmed");
        Soon.holds(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst().body()).contains("confirmed");
    }

    @Test
    void a_change_that_is_based_on_an_old_state_is_refused() {
        String id = subscribe(national(), campaign).getString("id");
        turnOn(national(), id);

        refused(
                national()
                        .header("If-Match", "\"1\"")
                        .body("{\"state\": \"off\"}")
                        .patch(address(id))
                        .then(),
                412,
                "changed-meanwhile");
        national()
                .header("If-Match", "\"2\"")
                .body("{\"state\": \"off\"}")
                .patch(address(id))
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
        refused(
                national().body("{\"after\": 0}").post(address(id) + "/replay").then(),
                409,
                "subscription-not-on");
    }

    @ParameterizedTest
    @CsvSource({
        "https://10.0.0.1/x, 422, target-not-allowed",
        "https://169.254.169.254/, 422, target-not-allowed",
        "http://example.org/, 422, target-not-allowed",
        "https://user:pass@example.org/, 422, target-not-allowed",
        "nonsense, 422, target-not-allowed",
        "'', 422, target-not-allowed"
    })
    void an_address_that_nothing_is_sent_to_is_refused(String url, int status, String code) {
        refused(
                national().body(wanted(url, campaign)).post("/api/v1/webhook-subscriptions").then(),
                status,
                code);
    }

    private JsonPath subscribe(RequestSpecification who, UUID ofCampaign) {
        return who.body(wanted(receiver.url() + "/hook/" + campaign + "?a=b", ofCampaign))
                .post("/api/v1/webhook-subscriptions")
                .then()
                .statusCode(201)
                .body("state", equalTo("off"))
                .extract()
                .jsonPath();
    }

    private static Map<String, Object> wanted(String url, UUID ofCampaign) {
        return Map.of("url", url, "types", List.of(LAUNCHED), "campaigns", List.of(ofCampaign));
    }

    /// As if its target had answered a ping.
    private void turnOn(RequestSpecification who, String id) {
        sql(
                "insert into delivery (subscription, message, type, state)"
                        + " values ($1, 'ping', 'org.assemble.gateway.Ping.v1', 'delivered')",
                UUID.fromString(id));
        patchOn(who, id);
    }

    private static void patchOn(RequestSpecification who, String id) {
        who.body("{\"state\": \"on\"}")
                .patch(address(id))
                .then()
                .statusCode(200)
                .body("state", equalTo("on"));
    }

    private JsonPath deliveries(String id) {
        return national()
                .get(address(id) + "/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void launch(String note) {
        Messages.of("campaign").send("CampaignLaunched.v1", campaign, Map.of("note", note));
    }

    /// Events of the campaign that were taken in.
    private long taken() {
        return sql("select count(*) as taken from event where key = $1", campaign.toString())
                .iterator()
                .next()
                .getLong("taken");
    }

    private RowSet<Row> sql(String statement, Object... values) {
        return database.ask(statement, values).toCompletionStage().toCompletableFuture().join();
    }

    private void answers(int status) {
        received.clear();
        receiver.does(request ->
                request.body()
                        .onSuccess(body -> {
                            if (isOurs(request)) {
                                received.add(new Received(request, body.toString()));
                                request.response().setStatusCode(status).end();
                            } else {
                                request.response().setStatusCode(410).end();
                            }
                        }));
    }

    /// What an earlier test left is still tried; it is told that it may stop.
    private boolean isOurs(HttpServerRequest request) {
        return request.path().contains(campaign.toString());
    }

    private static void assertSignedWith(Received one, String secret) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signature =
                Signature.of(
                        List.of(key),
                        one.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(one.header("webhook-timestamp"))),
                        one.body());
        assertThat(one.header("webhook-signature").split(" ")).contains(signature);
    }

    private static String address(String id) {
        return "/api/v1/webhook-subscriptions/" + id;
    }

    private RequestSpecification anotherApplication() {
        return national("another");
    }

    private RequestSpecification national(String client) {
        return bearing(world.issuer().tokenOf(client, "national-admin"));
    }

    private RequestSpecification national() {
        return as("national-admin");
    }

    private RequestSpecification as(String role, String... campaigns) {
        return bearing(world.issuer().tokenOf("assemble-web", role, campaigns));
    }

    private static RequestSpecification bearing(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }
}
