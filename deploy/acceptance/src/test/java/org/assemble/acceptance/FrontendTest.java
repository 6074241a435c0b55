package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a frontend developer does first: takes the description, makes a client of it, and writes a
/// page.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontendTest {

    private static final int LONGEST = 60;

    @BeforeAll
    void the_tools_and_the_description_are_there() throws IOException {
        NodeTools.need();
        Files.writeString(
                NodeTools.FOLDER.resolve("openapi.json"),
                People.anyone().get("/api/openapi.json").asString());
    }

    @Test
    void the_description_keeps_spectrals_standard_rules() {
        succeed("npm", "run", "--silent", "lint");
    }

    @Test
    void a_client_is_made_of_it_and_a_page_that_uses_it_compiles_and_works() {
        succeed("npm", "run", "--silent", "client");
        succeed("npm", "run", "--silent", "build");

        String constituency = "Penistone " + UUID.randomUUID();
        String ward = "Ecclesfield " + UUID.randomUUID();
        planAssembly(newCampaign(constituency), ward);
        JsonPath seen =
                JsonPath.from(
                        succeed(
                                "node",
                                "visit.mjs",
                                WholePlatform.gateway().toString(),
                                constituency,
                                "ASM-0000-0000"));

        assertThat(seen.getList("campaigns", String.class)).contains(constituency + ": interest");
        assertThat(seen.getList("assemblies", String.class))
                .singleElement()
                .asString()
                .startsWith("What " + ward + " wants: ")
                .endsWith(", Town hall");
        assertThat(seen.getString("verdict")).isEqualTo("Not valid.");
    }

    @Test
    void the_page_that_shows_the_api_lets_one_try_it() {
        JsonPath tried =
                JsonPath.from(
                        succeed(
                                "node",
                                "try.mjs",
                                WholePlatform.gateway().toString(),
                                People.token("fin"),
                                "/api/v1/ledger/trial-balance"));

        assertThat(tried.getString("shown")).contains("ledger:read", "finance");
        assertThat(tried.getString("without")).startsWith("401 GET").contains("not-signed-in");
        assertThat(tried.getString("withToken")).startsWith("200 GET").contains("totalDebits");
        assertThat(tried.getList("left", String.class))
                .singleElement()
                .asString()
                .startsWith("get /api/v1/ledger/trial-balance ");
        assertThat(tried.getBoolean("open")).as("its answers are still to be seen").isTrue();
        assertThat(tried.getBoolean("token")).as("a token can still be put in").isTrue();
    }

    @Test
    void the_page_is_short() throws IOException {
        try (Stream<Path> page =
                Stream.of("index.html", "app.ts").map(Path.of("frontend")::resolve)) {
            long lines = 0;
            for (Path part : page.toList()) {
                lines += Files.readAllLines(part).size();
            }
            assertThat(lines).isLessThanOrEqualTo(LONGEST);
        }
    }

    private static String newCampaign(String constituency) {
        String electionId =
                made(
                        "nadia",
                        "/api/v1/elections",
                        Map.of(
                                "kind",
                                "GENERAL",
                                "name",
                                "Election of " + constituency,
                                "pollingDay",
                                LocalDate.now().plusYears(1).toString()));
        return made(
                "olive",
                "/api/v1/campaigns",
                Map.of(
                        "electionId",
                        electionId,
                        "constituency",
                        Map.of("code", "E14001423", "name", constituency),
                        "region",
                        "E12000003"));
    }

    /// As soon as Olive's token names her campaign, and assembly-service knows it.
    private static void planAssembly(String campaignId, String ward) {
        Map<String, Object> assembly =
                Map.of(
                        "campaignId",
                        campaignId,
                        "ward",
                        Map.of("code", "E05010866", "name", ward),
                        "title",
                        "What " + ward + " wants",
                        "startsAt",
                        Instant.now().plus(Duration.ofDays(7)).toString(),
                        "place",
                        "Town hall",
                        "accessibilityNote",
                        "Step-free");
        Eventually.holds(
                "an assembly is planned",
                () -> {
                    People.renewed("olive");
                    return People.post("olive", "/api/v1/assemblies", assembly).statusCode() == 201;
                });
    }

    private static String made(String person, String path, Object body) {
        return People.post(person, path, body).then().statusCode(201).extract().path("id");
    }

    private static String succeed(String... command) {
        Command.Printed printed = NodeTools.run(command);
        assertThat(printed.status()).as(printed.output()).isZero();
        return printed.output();
    }
}
