package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is refused: each time problem+json with a stable code and a page that explains it, and
/// nothing changed.
@ExtendWith(WholePlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String NOBODY = "0199f0a2-0000-7000-8000-000000000000";
    private static final int MEBIBYTE = 1024 * 1024;

    private String electionId;
    private String campaignId;
    private String assemblyId;
    private String attendeeId;

    /// A request that must be refused.
    record Bad(
            String sentence,
            String person,
            String method,
            String path,
            String body,
            int status,
            String code) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    /// Olive's campaign, which is only of interest yet, with an announced ward assembly and one
    /// person there.
    @BeforeAll
    void olives_campaign() {
        electionId = callElection();
        campaignId =
                made(
                        People.post(
                                "olive",
                                "/api/v1/campaigns",
                                newCampaign(electionId, "E14001423", "E12000003")));
        Eventually.holds(
                "Olive's token names her campaign",
                () ->
                        People.claims(People.renewed("olive"))
                                .getList("groups", String.class)
                                .contains("/campaign/" + campaignId));
        Eventually.holds("assembly-service knows the campaign", this::planAssembly);
        People.post("olive", "/api/v1/assemblies/" + assemblyId + "/announcement", Map.of())
                .then()
                .statusCode(200);
        attendeeId = UUID.randomUUID().toString();
        People.post(
                        "olive",
                        "/api/v1/assemblies/" + assemblyId + "/check-ins",
                        Map.of(
                                "checkIns",
                                List.of(
                                        Map.of(
                                                "id",
                                                attendeeId,
                                                "at",
                                                Instant.now().toString(),
                                                "how",
                                                "PHONE"))))
                .then()
                .statusCode(200);
        Eventually.holds(
                "the ledger knows the campaign",
                () ->
                        People.get("fin", "/api/v1/ledger/campaigns/" + campaignId + "/summary")
                                        .statusCode()
                                == 200);
    }

    @ParameterizedTest
    @MethodSource({
        "unknown",
        "notAllowed",
        "unreadable",
        "illegalSteps",
        "pledges",
        "constituencies",
        "trainings",
        "certificates"
    })
    void is_refused_and_changes_nothing(Bad bad) {
        Map<String, String> before = whatIsThere();

        Response answer = send(bad);

        assertProblem(answer, bad.status(), bad.code());
        assertThat(whatIsThere()).isEqualTo(before);
    }

    Stream<Bad> unknown() {
        return Stream.of(
                get(
                        "an unknown campaign's page",
                        null,
                        "/api/v1/campaigns/" + NOBODY,
                        404,
                        "unknown-campaign"),
                post(
                        "a founding meeting of an unknown campaign",
                        "olive",
                        "/api/v1/campaigns/" + NOBODY + "/founding-meeting",
                        meeting(),
                        404,
                        "unknown-campaign"),
                post(
                        "an assembly of an unknown campaign",
                        "nadia",
                        "/api/v1/assemblies",
                        assembly(NOBODY),
                        403,
                        "not-allowed"),
                get(
                        "an unknown campaign's money",
                        "fin",
                        "/api/v1/ledger/campaigns/" + NOBODY + "/summary",
                        404,
                        "unknown-campaign"),
                get(
                        "an address that nobody answers",
                        "olive",
                        "/api/v1/nothing",
                        404,
                        "unknown-address"));
    }

    Stream<Bad> certificates() {
        String terms = "/api/v1/trainings/courses/facilitation/certificate-terms";
        String term = "{\"validFrom\": \"2020-01-01\", \"months\": 12}";
        String ofNobody = "/api/v1/trainings/people/" + NOBODY + "/certificates";
        return Stream.of(
                get("somebody else's certificates", "otto", ofNobody, 403, "not-your-record"),
                get(
                        "a certificate that nobody has",
                        "tess",
                        ofNobody + "/" + NOBODY,
                        404,
                        "unknown-certificate"),
                get(
                        "a certificate's number with spaces in it",
                        "tess",
                        "/api/v1/trainings/certificates/7K3Q%209D2M%200V5X%20T8HB%20W1CE",
                        400,
                        "path-not-canonical"),
                get(
                        "whose a certificate's number is, asked by a trainer",
                        "tess",
                        "/api/v1/trainings/certificates/7K3Q-9D2M-0V5X-T8HB-W1CE/details",
                        403,
                        "not-allowed"),
                post(
                        "a certificate withdrawn by a trainer",
                        "tess",
                        ofNobody + "/" + NOBODY + "/withdrawal",
                        "{\"reason\": \"none\"}",
                        403,
                        "not-allowed"),
                post(
                        "how long certificates are held, decided by a trainer",
                        "tess",
                        terms,
                        term,
                        403,
                        "not-allowed"),
                post(
                        "how long certificates are held, decided for the past",
                        "nadia",
                        terms,
                        term,
                        422,
                        "term-before-today"));
    }

    Stream<Bad> notAllowed() {
        String campaign = "/api/v1/campaigns/" + campaignId;
        return Stream.of(
                post(
                        "an election called by nobody",
                        null,
                        "/api/v1/elections",
                        election(),
                        401,
                        "not-signed-in"),
                post(
                        "an election called by a member",
                        "tariq",
                        "/api/v1/elections",
                        election(),
                        403,
                        "not-allowed"),
                post(
                        "a campaign registered by a member",
                        "mina",
                        "/api/v1/campaigns",
                        newCampaign(electionId, "E14001424", "E12000003"),
                        403,
                        "not-allowed"),
                post(
                        "a donation told by an organiser",
                        "olive",
                        "/api/v1/ledger/donations",
                        donation(),
                        403,
                        "not-allowed"),
                post(
                        "a payout run proposed by the approver",
                        "amal",
                        "/api/v1/ledger/payout-runs",
                        "{}",
                        403,
                        "not-allowed"),
                post(
                        "a founding meeting planned by another campaign's organiser",
                        "otto",
                        campaign + "/founding-meeting",
                        meeting(),
                        403,
                        "not-your-campaign"),
                post(
                        "an assembly planned by another campaign's organiser",
                        "otto",
                        "/api/v1/assemblies",
                        assembly(campaignId),
                        403,
                        "not-your-campaign"),
                post(
                        "an invoice submitted by another campaign's organiser",
                        "otto",
                        "/api/v1/ledger/invoices",
                        invoice(campaignId),
                        403,
                        "not-your-campaign"),
                new Bad(
                        "bank details given by another campaign's organiser",
                        "otto",
                        "PUT",
                        "/api/v1/ledger/campaigns/" + campaignId + "/bank-details",
                        "{\"accountName\": \"Otto\", \"sortCode\": \"089999\", \"accountNumber\": \"66374958\"}",
                        403,
                        "not-your-campaign"),
                get(
                        "a campaign's history read by another",
                        "otto",
                        campaign + "/history",
                        403,
                        "not-your-campaign"));
    }

    Stream<Bad> unreadable() {
        List<Bad> bad = new ArrayList<>();
        for (String path : List.of("/api/v1/elections", "/api/v1/agreements")) {
            bad.add(
                    post(
                            "half a document to " + path,
                            "nadia",
                            path,
                            "{\"name\": ",
                            400,
                            "malformed-request"));
            bad.add(post("no document to " + path, "nadia", path, "", 400, "malformed-request"));
            bad.add(post("a list to " + path, "nadia", path, "[]", 400, "malformed-request"));
            bad.add(post("null to " + path, "nadia", path, "null", 400, "malformed-request"));
            bad.add(
                    post(
                            "more than a mebibyte to " + path,
                            "nadia",
                            path,
                            "{\"text\": \"" + "x".repeat(MEBIBYTE) + "\"}",
                            413,
                            "too-large"));
        }
        bad.add(
                post(
                        "a polling day that is none",
                        "nadia",
                        "/api/v1/elections",
                        election().replace(LocalDate.now().plusYears(1).toString(), "2027-02-30"),
                        400,
                        "malformed-request"));
        bad.add(
                post(
                        "a campaign without a constituency",
                        "olive",
                        "/api/v1/campaigns",
                        "{\"electionId\": \"" + electionId + "\", \"region\": \"E12000003\"}",
                        400,
                        "malformed-request"));
        return bad.stream();
    }

    Stream<Bad> illegalSteps() {
        String campaign = "/api/v1/campaigns/" + campaignId;
        return Stream.of(
                post(
                        "a launch before the agreement",
                        "olive",
                        campaign + "/launch",
                        "{\"heldOn\": \"%s\", \"place\": \"Hall\"}".formatted(LocalDate.now()),
                        409,
                        "illegal-step"),
                post(
                        "an outcome before the founding meeting",
                        "olive",
                        campaign + "/founding-meeting/outcome",
                        "{\"attended\": 64, \"committed\": 34}",
                        409,
                        "illegal-step"),
                post(
                        "contesting before the launch",
                        "olive",
                        campaign + "/contest",
                        "",
                        409,
                        "illegal-step"),
                post(
                        "a conclusion before contesting",
                        "olive",
                        campaign + "/conclusion",
                        "",
                        409,
                        "illegal-step"));
    }

    Stream<Bad> pledges() {
        return Stream.of(
                pledge("a pledge of nothing", "0", 422, "pledge-not-positive"),
                pledge("a pledge of less than nothing", "-1", 422, "pledge-not-positive"),
                pledge("a pledge with a fraction of a penny", "1000.5", 422, "not-whole-pence"),
                pledge("a pledge above the limit", "1000001", 422, "pledge-above-limit"),
                post(
                        "a pledge of someone who is not there",
                        "olive",
                        "/api/v1/assemblies/" + assemblyId + "/pledges",
                        pledgeOf(UUID.randomUUID().toString(), "1000"),
                        404,
                        "unknown-attendee"));
    }

    Stream<Bad> constituencies() {
        return Stream.of(
                constituency(
                        "a code of another kind",
                        "E15000001",
                        "E12000003",
                        "impossible-constituency"),
                constituency(
                        "a code that is too short",
                        "E1400142",
                        "E12000003",
                        "impossible-constituency"),
                constituency(
                        "a code that is too long",
                        "E140014230",
                        "E12000003",
                        "impossible-constituency"),
                constituency(
                        "a code with letters", "E14OO1423", "E12000003", "impossible-constituency"),
                constituency(
                        "a Scottish number with England's letter",
                        "E05000001",
                        "E12000003",
                        "impossible-constituency"),
                constituency(
                        "a Welsh constituency in Yorkshire",
                        "W07000081",
                        "E12000003",
                        "region-does-not-fit"),
                constituency(
                        "a region that there isn't",
                        "E14001423",
                        "E12000099",
                        "region-does-not-fit"));
    }

    Stream<Bad> trainings() {
        Instant startsAt = Instant.now().plusSeconds(86_400);
        Instant endsAt = startsAt.plusSeconds(5_400);
        return Stream.of(
                session(
                        "a session that ends before it begins",
                        session(endsAt, startsAt, ""),
                        422,
                        "session-ends-before-it-begins"),
                session(
                        "a series without end",
                        session(startsAt, endsAt, ", \"repeats\": \"FREQ=WEEKLY\""),
                        422,
                        "rule-without-end"),
                session(
                        "a session in no language",
                        session(startsAt, endsAt, ", \"language\": \"?\""),
                        422,
                        "impossible-language"),
                post(
                        "a session planned by an organiser",
                        "olive",
                        "/api/v1/trainings/sessions",
                        session(startsAt, endsAt, ""),
                        403,
                        "not-allowed"),
                get(
                        "a calendar that is nobody's",
                        null,
                        "/api/v1/trainings/my-calendar.ics?secret=guessed",
                        404,
                        "unknown-calendar"));
    }

    /// A chunked body has no length that could be refused at once.
    @Test
    void a_body_that_grows_too_large_is_refused_and_changes_nothing() {
        Map<String, String> before = whatIsThere();

        int status = Chunked.post("/api/v1/elections", People.token("nadia"), MEBIBYTE + 1);

        assertThat(status).isEqualTo(413);
        assertThat(whatIsThere()).isEqualTo(before);
    }

    @Test
    void an_expired_token_is_told_so_and_changes_nothing() {
        String client = "short-lived";
        Realm.fill(List.of(), List.of(new Realm.Client(client, 2, List.of("assemble-api"))));
        String token = People.signIn("nadia", client);
        assertThat(elections(token)).isEqualTo(200);
        Eventually.holds("the token expires", () -> elections(token) == 401);
        Map<String, String> before = whatIsThere();

        Response answer =
                People.anyone()
                        .header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .body(election())
                        .post("/api/v1/elections");

        assertProblem(answer, 401, "token-expired");
        assertThat(whatIsThere()).isEqualTo(before);
    }

    private static int elections(String token) {
        return People.anyone()
                .header("Authorization", "Bearer " + token)
                .get("/api/v1/elections")
                .statusCode();
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonPath problem = answer.jsonPath();
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(answer.asString()).doesNotContain("Exception", "org.assemble", "\tat ");
        People.anyone()
                .get(problem.getString("type"))
                .then()
                .statusCode(200)
                .contentType("text/html");
    }

    /// All that the requests of this class could have changed, as those who may read it see it.
    private Map<String, String> whatIsThere() {
        Map<String, String> there = new HashMap<>();
        for (String path :
                List.of(
                        "/api/v1/elections?limit=200",
                        "/api/v1/agreements?limit=200",
                        "/api/v1/campaigns?limit=200",
                        "/api/v1/campaigns/" + campaignId + "/history",
                        "/api/v1/campaigns/" + campaignId + "/team",
                        "/api/v1/assemblies?campaignId=" + campaignId,
                        "/api/v1/assemblies/" + assemblyId,
                        "/api/v1/trainings/sessions?limit=200")) {
            there.put(path, People.get("olive", path).then().statusCode(200).extract().asString());
        }
        String mandates = "/api/v1/ledger/mandates?campaignId=" + campaignId;
        for (String path : List.of("/api/v1/ledger/trial-balance", mandates)) {
            there.put(path, People.get("fin", path).then().statusCode(200).extract().asString());
        }
        return there;
    }

    private static Response send(Bad bad) {
        var request = bad.person() == null ? People.anyone() : People.as(bad.person());
        if (bad.body() != null) {
            request.contentType("application/json")
                    .header("Idempotency-Key", UUID.randomUUID())
                    .body(bad.body());
        }
        return request.request(bad.method(), bad.path());
    }

    private static Bad get(String sentence, String person, String path, int status, String code) {
        return new Bad(sentence, person, "GET", path, null, status, code);
    }

    private static Bad post(
            String sentence, String person, String path, String body, int status, String code) {
        return new Bad(sentence, person, "POST", path, body, status, code);
    }

    private Bad pledge(String sentence, String amount, int status, String code) {
        return post(
                sentence,
                "olive",
                "/api/v1/assemblies/" + assemblyId + "/pledges",
                pledgeOf(attendeeId, amount),
                status,
                code);
    }

    private static String pledgeOf(String attendee, String amount) {
        return "{\"attendeeId\": \"%s\", \"monthly\": {\"amount\": %s, \"currency\": \"GBP\"}}"
                .formatted(attendee, amount);
    }

    private Bad constituency(String sentence, String code, String region, String refusal) {
        return post(
                sentence,
                "olive",
                "/api/v1/campaigns",
                newCampaign(electionId, code, region),
                422,
                refusal);
    }

    private static Bad session(String sentence, String body, int status, String code) {
        return post(sentence, "tess", "/api/v1/trainings/sessions", body, status, code);
    }

    private static String session(Instant startsAt, Instant endsAt, String more) {
        return """
        {"course": "facilitation", "startsAt": "%s", "endsAt": "%s", "timeZone": "Europe/London",
         "online": {"url": "https://meet.assemble.example/training"}, "capacity": 30%s}
        """
                .formatted(startsAt, endsAt, more);
    }

    private static String newCampaign(String electionId, String code, String region) {
        return "{\"electionId\": \"%s\", \"constituency\": {\"code\": \"%s\", \"name\": \"Somewhere\"}, \"region\": \"%s\"}"
                .formatted(electionId, code, region);
    }

    private static String callElection() {
        return made(People.post("nadia", "/api/v1/elections", election()));
    }

    private static String election() {
        return "{\"kind\": \"GENERAL\", \"name\": \"Election %s\", \"pollingDay\": \"%s\"}"
                .formatted(UUID.randomUUID(), LocalDate.now().plusYears(1));
    }

    private static String meeting() {
        return "{\"on\": \"%s\", \"place\": \"Community Hall\"}".formatted(LocalDate.now());
    }

    private static String assembly(String campaignId) {
        return """
        {"campaignId": "%s", "ward": {"code": "E05010866", "name": "East Ecclesfield"}, "title": "Ward assembly",
         "startsAt": "%s", "place": "Library", "accessibilityNote": "Step-free."}
        """
                .formatted(campaignId, Instant.now().minusSeconds(3600));
    }

    private static String donation() {
        return """
        {"source": "bank", "reference": "%s", "amount": {"amount": 1000, "currency": "GBP"}, "receivedOn": "%s"}
        """
                .formatted(UUID.randomUUID(), LocalDate.now());
    }

    private static String invoice(String campaignId) {
        return """
        {"campaignId": "%s", "supplier": {"name": "A", "sortCode": "107999", "accountNumber": "88837491"},
         "number": "1", "amount": {"amount": 1000, "currency": "GBP"}, "description": "Hall"}
        """
                .formatted(campaignId);
    }

    /// @return whether the service knew the campaign
    private boolean planAssembly() {
        Response answer = People.post("olive", "/api/v1/assemblies", assembly(campaignId));
        if (answer.statusCode() == 201) {
            assemblyId = answer.path("id");
        }
        return answer.statusCode() == 201;
    }

    private static String made(Response answer) {
        return answer.then().statusCode(201).extract().path("id");
    }
}
