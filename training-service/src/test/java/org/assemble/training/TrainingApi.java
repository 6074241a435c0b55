package org.assemble.training;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.Messages;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;

/// The service as its callers and its neighbours use it, for tests; every test makes what it needs,
/// with fresh ids.
public final class TrainingApi {
    public static final String SESSIONS = "/api/v1/trainings/sessions";
    public static final String YORKSHIRE = "E12000003";
    public static final Tokens TRAINER = Tokens.person("tess").roles("trainer");

    private static final Messages CAMPAIGN_SERVICE = Messages.of("campaign");

    /// One line of an attendance list.
    public record Present(UUID personId, int minutesPresent) {}

    private TrainingApi() {}

    /// A name of which no other test knows; `Tokens.idOf` gives its person.
    public static String someone() {
        return "someone-" + UUID.randomUUID();
    }

    public static RequestSpecification as(Tokens who) {
        return given().header("Authorization", who.bearer()).contentType(ContentType.JSON);
    }

    public static ValidatableResponse post(Tokens who, Object body, String path, Object... ids) {
        return as(who).body(body).post(path, ids).then();
    }

    /// A session of ninety minutes that was over an hour ago.
    public static Map<String, Object> newSession(String course, int capacity) {
        Instant endsAt = Instant.now().minus(Duration.ofHours(1));
        return new HashMap<>(
                Map.of(
                        "course",
                        course,
                        "startsAt",
                        endsAt.minus(Duration.ofMinutes(90)).toString(),
                        "endsAt",
                        endsAt.toString(),
                        "timeZone",
                        "Europe/London",
                        "online",
                        Map.of("url", "https://example.org/call"),
                        "capacity",
                        capacity));
    }

    public static String session(String course, int capacity) {
        return post(TRAINER, newSession(course, capacity), SESSIONS)
                .statusCode(201)
                .extract()
                .path("id");
    }

    /// A session of ninety minutes that is in a week, to be planned.
    public static Map<String, Object> comingSession(String course, int capacity) {
        Instant startsAt = Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.MINUTES);
        Map<String, Object> session = newSession(course, capacity);
        session.put("startsAt", startsAt.toString());
        session.put("endsAt", startsAt.plus(Duration.ofMinutes(90)).toString());
        return session;
    }

    /// The id of a session that is planned so.
    public static String planned(Tokens by, Map<String, Object> session) {
        return post(by, session, SESSIONS).statusCode(201).extract().path("id");
    }

    /// An edit of what was seen at a revision.
    public static ValidatableResponse put(
            Tokens who, String revision, Object body, String path, Object... ids) {
        return as(who).header("If-Match", revision).body(body).put(path, ids).then();
    }

    /// The same, whatever revision there is.
    public static ValidatableResponse change(Tokens who, Object body, String path, Object... ids) {
        return put(who, "*", body, path, ids);
    }

    public static ValidatableResponse cancel(Tokens who, String sessionId, String scope) {
        return as(who).header("If-Match", "*")
                .queryParam("scope", scope)
                .body(Map.of("reason", "The hall has no heating"))
                .post(SESSIONS + "/{id}/cancellation", sessionId)
                .then();
    }

    /// Asks for seats, and to wait where there is none.
    public static ValidatableResponse queue(Tokens who, String sessionId, Object... personIds) {
        return post(
                who,
                Map.of("personIds", List.of(personIds), "waitingList", true),
                SESSIONS + "/{id}/enrolments",
                sessionId);
    }

    public static ValidatableResponse giveUp(Tokens who, String sessionId, UUID personId) {
        return as(who).delete(SESSIONS + "/{id}/enrolments/{person}", sessionId, personId).then();
    }

    public static ValidatableResponse enrol(Tokens who, String sessionId, Object... personIds) {
        return post(
                who,
                Map.of("personIds", List.of(personIds)),
                SESSIONS + "/{id}/enrolments",
                sessionId);
    }

    public static Present present(UUID personId, int minutes) {
        return new Present(personId, minutes);
    }

    public static ValidatableResponse attend(String sessionId, Present... present) {
        return post(
                TRAINER,
                Map.of("attendances", List.of(present)),
                SESSIONS + "/{id}/attendance",
                sessionId);
    }

    /// Somebody who was at a session of the course from its beginning to its end.
    public static void trained(String name, String course) {
        String session = session(course, 1);
        enrol(Tokens.person(name), session).statusCode(200);
        attend(session, present(Tokens.idOf(name), 90)).statusCode(200);
    }

    /// A campaign in Yorkshire that campaign-service has told of.
    public static UUID campaign() {
        UUID id = UUID.randomUUID();
        CAMPAIGN_SERVICE.send(
                "CampaignRegistered.v1",
                id,
                Map.of(
                        "campaignId",
                        id,
                        "electionId",
                        UUID.randomUUID(),
                        "constituencyCode",
                        "E14001321",
                        "region",
                        YORKSHIRE));
        Soon.holds(() ->
                as(TRAINER)
                        .get("/api/v1/trainings/campaigns/{id}/compliance", id)
                        .then()
                        .statusCode(200));
        return id;
    }

    public static void joins(UUID campaignId, UUID personId, Instant at) {
        member("TeamMemberJoined.v1", campaignId, personId, at);
    }

    public static void leaves(UUID campaignId, UUID personId, Instant at) {
        member("TeamMemberLeft.v1", campaignId, personId, at);
    }

    /// Somebody who is known to be on the team.
    public static UUID member(UUID campaignId, String name) {
        UUID person = Tokens.idOf(name);
        joins(campaignId, person, Instant.now());
        Soon.holds(() -> {
            if (!team(campaignId).contains(person.toString())) {
                throw new AssertionError(name + " is not on the team yet");
            }
        });
        return person;
    }

    /// Who is on a team, as this service knows it.
    public static List<String> team(UUID campaignId) {
        return as(TRAINER)
                .get("/api/v1/trainings/campaigns/{id}/compliance?limit=200", campaignId)
                .then()
                .statusCode(200)
                .extract()
                .path("items.personId");
    }

    private static void member(String name, UUID campaignId, UUID personId, Instant at) {
        CAMPAIGN_SERVICE.send(
                name,
                campaignId,
                Map.of("campaignId", campaignId, "personId", personId, "role", "treasurer"),
                UUID.randomUUID(),
                at);
    }
}
