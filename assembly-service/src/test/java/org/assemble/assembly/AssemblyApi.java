package org.assemble.assembly;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.testkit.Messages;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;

/// The service as its callers and its neighbours use it, for tests; every test makes what it needs,
/// with fresh ids.
public final class AssemblyApi {
    public static final String ASSEMBLIES = "/api/v1/assemblies";

    private static final Messages CAMPAIGN_SERVICE = Messages.of("campaign");

    /// One line of what a phone sends.
    public record Arrival(UUID id, Instant at, String how) {}

    private AssemblyApi() {}

    /// Somebody who belongs to the campaign, without a role.
    public static Tokens of(UUID campaignId) {
        return Tokens.person("someone-" + UUID.randomUUID()).campaign(campaignId);
    }

    public static Tokens organiser(UUID campaignId) {
        return of(campaignId).roles("campaign-organiser");
    }

    public static Tokens facilitator(UUID campaignId) {
        return of(campaignId).roles("facilitator");
    }

    public static RequestSpecification as(Tokens who) {
        return given().header("Authorization", who.bearer()).contentType(ContentType.JSON);
    }

    public static ValidatableResponse post(Tokens who, Object body, String path, Object... ids) {
        return as(who).body(body).post(path, ids).then();
    }

    public static ValidatableResponse get(Object assemblyId) {
        return given().get(ASSEMBLIES + "/{id}", assemblyId).then();
    }

    public static void registered(UUID campaignId) {
        CAMPAIGN_SERVICE.send(
                "CampaignRegistered.v1",
                campaignId,
                Map.of(
                        "campaignId",
                        campaignId,
                        "electionId",
                        UUID.randomUUID(),
                        "constituencyCode",
                        "E14001321",
                        "region",
                        "E12000003"));
    }

    public static void withdrawn(UUID campaignId) {
        CAMPAIGN_SERVICE.send(
                "CampaignWithdrawn.v1",
                campaignId,
                Map.of(
                        "campaignId",
                        campaignId,
                        "by",
                        "CAMPAIGN",
                        "withdrawnAt",
                        Instant.now().toString()));
    }

    /// A campaign in England that campaign-service has told of.
    public static UUID campaign() {
        UUID id = UUID.randomUUID();
        registered(id);
        Soon.holds(() -> plan(id).statusCode(201));
        return id;
    }

    public static Map<String, Object> newAssembly(UUID campaignId) {
        return new HashMap<>(
                Map.of(
                        "campaignId",
                        campaignId,
                        "ward",
                        Map.of("code", "E05011398", "name", "Hyde Park"),
                        "title",
                        "What matters in Hyde Park?",
                        "startsAt",
                        Instant.now().minus(Duration.ofHours(2)).toString(),
                        "place",
                        "The library",
                        "accessibilityNote",
                        "Step-free; hearing loop"));
    }

    public static ValidatableResponse plan(UUID campaignId) {
        return post(organiser(campaignId), newAssembly(campaignId), ASSEMBLIES);
    }

    public static UUID planned(UUID campaignId) {
        return UUID.fromString(plan(campaignId).statusCode(201).extract().path("id"));
    }

    public static ValidatableResponse announce(Tokens who, UUID assemblyId) {
        return post(who, Map.of(), ASSEMBLIES + "/{id}/announcement", assemblyId);
    }

    public static UUID announced(UUID campaignId) {
        UUID id = planned(campaignId);
        announce(organiser(campaignId), id).statusCode(200);
        return id;
    }

    public static ValidatableResponse minute(Tokens who, UUID assemblyId) {
        return post(
                who,
                Map.of("minutes", "We talked about buses."),
                ASSEMBLIES + "/{id}/minutes",
                assemblyId);
    }

    /// Check-ins of people who came a moment ago.
    public static List<Arrival> arrivals(int people) {
        return Stream.generate(() -> new Arrival(UUID.randomUUID(), Instant.now(), "PHONE"))
                .limit(people)
                .toList();
    }

    public static ValidatableResponse checkIn(Tokens who, UUID assemblyId, List<Arrival> arrivals) {
        return post(who, Map.of("checkIns", arrivals), ASSEMBLIES + "/{id}/check-ins", assemblyId);
    }
}
