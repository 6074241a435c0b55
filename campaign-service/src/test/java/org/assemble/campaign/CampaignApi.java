package org.assemble.campaign;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.assemble.testkit.Tokens;

/// The service as its callers use it, for tests; every test makes what it needs, with fresh ids.
public final class CampaignApi {
    public static final String YORKSHIRE = "E12000003";

    private CampaignApi() {}

    public static Tokens organiser() {
        return Tokens.person("organiser-" + UUID.randomUUID()).roles("campaign-organiser");
    }

    public static RequestSpecification as(Tokens who) {
        return given().header("Authorization", who.bearer()).contentType(ContentType.JSON);
    }

    public static ValidatableResponse post(Tokens who, Object body, String path, Object... ids) {
        return as(who).body(body).post(path, ids).then();
    }

    public static String election() {
        return post(
                        Tokens.person("nadia").roles("national-admin"),
                        Map.of(
                                "kind",
                                "GENERAL",
                                "name",
                                "General election " + UUID.randomUUID(),
                                "pollingDay",
                                LocalDate.now().plusYears(1).toString()),
                        "/api/v1/elections")
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static String agreement() {
        return post(
                        Tokens.person("nadia").roles("national-admin"),
                        Map.of(
                                "version", "v" + UUID.randomUUID(),
                                "title", "Agreement",
                                "text", "The campaign agrees …",
                                "guideUrl", "https://example.org/guide"),
                        "/api/v1/agreements")
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static Map<String, Object> newCampaign(String electionId) {
        int number = ThreadLocalRandom.current().nextInt(1_000_000);
        return new HashMap<>(
                Map.of(
                        "electionId", electionId,
                        "constituency",
                                Map.of("code", "E14%06d".formatted(number), "name", "Somewhere"),
                        "region", YORKSHIRE));
    }

    public static String campaign(Tokens organiser) {
        return post(organiser, newCampaign(election()), "/api/v1/campaigns")
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static String founded(Tokens organiser) {
        String id = campaign(organiser);
        post(
                        organiser,
                        Map.of("on", "2026-03-01", "place", "Mechanics Hall"),
                        "/api/v1/campaigns/{id}/founding-meeting",
                        id)
                .statusCode(200);
        post(
                        organiser,
                        Map.of("attended", 64, "committed", 34),
                        "/api/v1/campaigns/{id}/founding-meeting/outcome",
                        id)
                .statusCode(200);
        return id;
    }

    public static ValidatableResponse confirm(Tokens organiser, String id, String agreementId) {
        return post(
                organiser,
                Map.of(
                        "agreementId",
                        agreementId,
                        "email",
                        Map.of("messageId", "<1@example.org>", "sender", "o@example.org")),
                "/api/v1/campaigns/{id}/agreement",
                id);
    }
}
