package org.assemble.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assemble.acceptance.contract.Compatibility;
import org.assemble.acceptance.contract.Unreleased;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What frontends read before they write a line.
@ExtendWith(WholePlatform.class)
class DescriptionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MAY_BE_GUESSED =
            Set.of("code", "number", "password", "pin", "secret", "token");
    private static final Set<String> NOTHING_MAY_COME = Set.of("202", "204");
    private static final Path RELEASED = Path.of("..", "..", "gateway", "contract", "openapi.json");

    @Test
    void one_document_describes_the_operations_of_all_services() {
        JsonPath document =
                People.anyone()
                        .get("/api/openapi.json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        Map<String, Object> paths = document.getMap("paths");
        assertThat(document.getString("info.description")).doesNotContain("left out");
        assertThat(paths)
                .containsKeys(
                        "/api/v1/agreements",
                        "/api/v1/elections",
                        "/api/v1/campaigns/{campaignId}/readiness",
                        "/api/v1/assemblies/{assemblyId}/pledges",
                        "/api/v1/trainings/sessions/{sessionId}/attendance",
                        "/api/v1/trainings/calendar.ics",
                        "/api/v1/trainings/certificates/{number}",
                        "/api/v1/trainings/people/{personId}/certificates/{certificateId}",
                        "/api/v1/ledger/payout-runs/{runId}/release",
                        "/api/v1/ledger/trial-balance",
                        "/api/v1/keys",
                        "/api/v1/events",
                        "/api/v1/webhook-subscriptions/{subscriptionId}/deliveries");
        assertThat(paths.keySet()).allMatch(path -> path.startsWith("/api/"));
    }

    @Test
    void every_reference_in_it_leads_somewhere() {
        String text = People.anyone().get("/api/openapi.json").asString();
        Map<String, Object> schemas = JsonPath.from(text).getMap("components.schemas");

        var references =
                java.util.regex.Pattern.compile("#/components/schemas/([A-Za-z0-9._-]+)")
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();

        assertThat(references).isNotEmpty().allMatch(schemas::containsKey);
    }

    /// Released is what stands in `gateway/contract/openapi.json`: whoever has built on it may go
    /// on. What isn't in it yet is told; the sign-in has no address there but that of an example.
    @Test
    void nothing_that_was_released_is_broken() throws IOException {
        JsonNode now =
                JSON.readTree(
                        People.anyone()
                                .get("/api/openapi.json")
                                .asString()
                                .replace(
                                        WholePlatform.keycloak() + "/realms/assemble",
                                        "https://sign-in.example/realms/assemble"));
        Path here = Path.of("target", "openapi.json");
        Files.writeString(here, now.toPrettyString() + "\n");
        JsonNode released = JSON.readTree(RELEASED.toFile());
        Unreleased.parts(released, now)
                .forEach(part -> System.out.println("[INFO] Not released yet: " + part));

        assertThat(Compatibility.breaks(released, now))
                .as(
                        "what no longer holds of %s; to release the new description instead, put %s in its place",
                        RELEASED, here.toAbsolutePath())
                .isEmpty();
    }

    @Test
    void every_operation_says_who_may_what_may_go_wrong_and_how_it_looks() {
        JsonNode document = document();
        List<String> wanting = new ArrayList<>();
        operations(document)
                .forEach((name, operation) -> {
                    if (!operation.path("description").asText().contains("For ")) {
                        wanting.add(name + " does not say who may");
                    }
                    if (!operation.path("responses").has("400")
                            || !operation.path("responses").has("429")) {
                        wanting.add(name + " does not say what may go wrong");
                    }
                    if (operation.path("responses").properties().stream()
                            .noneMatch(answer -> answer.getKey().startsWith("2"))) {
                        wanting.add(name + " does not say what comes when it goes well");
                    }
                    for (JsonNode content : contents(operation)) {
                        if (content.isEmpty() || content.findPath("example").isMissingNode()) {
                            wanting.add(name + " has no example");
                        }
                    }
                });

        assertThat(wanting).isEmpty();
    }

    /// A text without one would stand in every example as three dots.
    @Test
    void every_field_has_an_example() {
        assertThat(
                        operations(document()).entrySet().stream()
                                .filter(operation ->
                                        operation.getValue().findValues("example").stream()
                                                .anyMatch(example ->
                                                        example.toString().contains("\"…\"")))
                                .map(Map.Entry::getKey))
                .isEmpty();
    }

    private static JsonNode document() {
        try {
            return JSON.readTree(People.anyone().get("/api/openapi.json").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue().properties().stream()
                                .filter(entry -> entry.getValue().has("responses"))
                                .forEach(entry ->
                                        operations.put(
                                                entry.getKey() + " " + path.getKey(),
                                                entry.getValue())));
        return operations;
    }

    /// What is sent, and what comes when it goes well.
    private static List<JsonNode> contents(JsonNode operation) {
        List<JsonNode> contents = new ArrayList<>();
        if (operation.has("requestBody")) {
            contents.add(operation.at("/requestBody/content"));
        }
        operation.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .filter(answer -> !NOTHING_MAY_COME.contains(answer.getKey()))
                .forEach(answer -> contents.add(answer.getValue().path("content")));
        return contents;
    }

    /// Of anybody: who needs a role can't try many. The gateway's table says which limit it is.
    @Test
    void what_takes_a_code_of_anybody_may_be_tried_a_few_times_only() {
        JsonNode document = document();
        List<String> found = new ArrayList<>();
        operations(document)
                .forEach((name, operation) -> {
                    String method = name.split(" ")[0].toUpperCase(Locale.ROOT);
                    String path = name.split(" ")[1];
                    if (operation.has("x-roles")
                            || Collections.disjoint(
                                    MAY_BE_GUESSED, taken(document, path, operation))) {
                        return;
                    }
                    found.add(path);
                    RequestSpecification tried = People.anyone();
                    if (operation.has("requestBody")) {
                        tried.contentType("application/json").body("{}");
                    }
                    assertThat(
                                    tried.request(method, path.replaceAll("\\{[^}]+}", "x"))
                                            .getHeader("RateLimit-Policy"))
                            .as(name)
                            .containsAnyOf("\"guessing\"", "\"door\"");
                });

        assertThat(found)
                .contains(
                        "/api/v1/trainings/certificates/{number}",
                        "/api/v1/trainings/door/check-ins",
                        "/api/v1/trainings/my-calendar.ics",
                        "/api/v1/team-invitations/acceptances");
    }

    /// The names of its parameters, and of the fields of what is sent.
    private static Set<String> taken(JsonNode document, String path, JsonNode operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode part : List.of(document.path("paths").path(path), operation)) {
            part.path("parameters").forEach(one -> names.add(one.path("name").asText()));
        }
        for (JsonNode media : operation.at("/requestBody/content")) {
            JsonNode schema = media.path("schema");
            JsonNode meant =
                    schema.has("$ref")
                            ? document.at(schema.path("$ref").asText().substring(1))
                            : schema;
            meant.path("properties").fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    @Test
    void every_type_of_a_problem_leads_to_a_page() {
        Set<String> pages = new TreeSet<>();
        document()
                .findValues("x-problems")
                .forEach(some -> some.fieldNames().forEachRemaining(pages::add));

        assertThat(pages).hasSizeGreaterThan(50);
        assertThat(pages)
                .allSatisfy(page ->
                        People.anyone().get(page).then().statusCode(200).contentType("text/html"));
        for (String service : List.of("gateway", "campaign", "assembly", "training", "ledger")) {
            assertThat(People.anyone().get("/api/problems/" + service).asString())
                    .as(service)
                    .contains(
                            pages.stream()
                                    .filter(page -> page.contains("/" + service + "/"))
                                    .toList());
        }
    }

    @Test
    void the_page_for_people_and_the_readiness_are_there() {
        People.anyone().get("/api/docs").then().statusCode(200).contentType("text/html");
        JsonPath ready =
                given().get(WholePlatform.gatewayInside().resolve("/q/health/ready"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        People.anyone().get("/q/health/ready").then().statusCode(404);

        assertThat(ready.getMap("checks.find { it.name == 'services' }.data"))
                .isEqualTo(
                        Map.of(
                                "campaign",
                                "ready",
                                "assembly",
                                "ready",
                                "training",
                                "ready",
                                "ledger",
                                "ready"));
    }
}
