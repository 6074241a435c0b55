package org.assemble.acceptance;

import static org.assemble.acceptance.Asker.FACILITATOR;
import static org.assemble.acceptance.Asker.FINANCE;
import static org.assemble.acceptance.Asker.FINANCE_APPROVER;
import static org.assemble.acceptance.Asker.MEMBER;
import static org.assemble.acceptance.Asker.NATIONAL_ADMIN;
import static org.assemble.acceptance.Asker.ORGANISER;
import static org.assemble.acceptance.Asker.OTHER_MEMBER;
import static org.assemble.acceptance.Asker.OTHER_ORGANISER;
import static org.assemble.acceptance.Asker.TRAINER;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the rows of the matrix are about: a campaign that has launched, with its team, an assembly
/// that was held, trainings, money that came in and was paid out, a webhook subscription; and
/// another campaign in another region, of people who are nothing to ours.
final class Ours {
    private static final Pattern NAMED = Pattern.compile("\\{\\{(\\w+)}}");
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/London"));
    private static final String LEDGER = "/api/v1/ledger";
    private static final String SESSIONS = "/api/v1/trainings/sessions";

    /// Refusals that pass when a message between two services, or a new token, has arrived.
    private static final Set<String> PASSING =
            Set.of("unknown-campaign", "campaign-not-agreed", "not-your-campaign", "not-your-team");

    private final Askers askers;
    private final Map<String, String> things = new LinkedHashMap<>();

    private String toEnd = "";

    private Ours(Askers askers) {
        this.askers = askers;
    }

    static Ours made(Askers askers) {
        Ours ours = new Ours(askers);
        ours.campaigns();
        ours.assembly();
        ours.trainings();
        ours.moneyIn();
        ours.moneyOut();
        ours.subscription();
        return ours;
    }

    String campaignId() {
        return things.get("campaignId");
    }

    /// A text with everything named that it names.
    String fill(String text, Asker asker) {
        Matcher named = NAMED.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (named.find()) {
            named.appendReplacement(filled, Matcher.quoteReplacement(thing(named.group(1), asker)));
        }
        return named.appendTail(filled).toString();
    }

    private String thing(String name, Asker asker) {
        return switch (name) {
            case "new" -> UUID.randomUUID().toString();
            case "me" -> askers.id(asker);
            case "today" -> TODAY.toString();
            case "tomorrow" -> TODAY.plusDays(1).toString();
            case "subscriptionToEnd" -> subscriptionToEnd();
            default -> {
                String thing = things.get(name);
                if (thing == null) {
                    throw new IllegalStateException("Nothing of ours is called " + name);
                }
                yield thing;
            }
        };
    }

    private void campaigns() {
        things.put("agreement", UUID.randomUUID().toString());
        things.put("election", "Matrix " + UUID.randomUUID());
        things.put("pollingDay", TODAY.plusYears(1).toString());
        things.put("region", Asker.REGION);
        things.put("personId", askers.id(MEMBER));
        things.put("trainerId", askers.id(TRAINER));
        make(
                "agreementId",
                NATIONAL_ADMIN,
                "/api/v1/agreements",
                """
                {"version": "{{agreement}}", "title": "Agreement", "text": "…",
                 "guideUrl": "https://assemble.example/guide"}
                """);
        make(
                "electionId",
                NATIONAL_ADMIN,
                "/api/v1/elections",
                """
                {"kind": "GENERAL", "name": "{{election}}", "pollingDay": "{{pollingDay}}"}
                """);
        make("campaignId", ORGANISER, "/api/v1/campaigns", registration("E14001423", Asker.REGION));
        make(
                "otherCampaignId",
                OTHER_ORGANISER,
                "/api/v1/campaigns",
                registration("E14001172", Asker.OTHER_REGION));
        join("campaignId", ORGANISER, MEMBER.userName());
        join("campaignId", ORGANISER, Askers.ALMIGHTY);
        join("otherCampaignId", OTHER_ORGANISER, OTHER_MEMBER.userName());
        for (String person : List.of(ORGANISER.userName(), MEMBER.userName(), Askers.ALMIGHTY)) {
            mustBeIn("campaignId", person);
        }
        for (Asker person : List.of(OTHER_ORGANISER, OTHER_MEMBER)) {
            mustBeIn("otherCampaignId", person.userName());
        }
        String campaign = "/api/v1/campaigns/{{campaignId}}/";
        String meeting = "{\"on\": \"{{today}}\", \"place\": \"Community Hall\"}";
        post(ORGANISER, campaign + "founding-meeting", meeting);
        post(
                ORGANISER,
                campaign + "founding-meeting/outcome",
                "{\"attended\": 64, \"committed\": 34}");
        post(
                ORGANISER,
                campaign + "agreement",
                """
                {"agreementId": "{{agreementId}}",
                 "email": {"messageId": "<{{new}}@assemble.example>", "sender": "o@assemble.example"}}
                """);
        post(
                ORGANISER,
                campaign + "launch",
                "{\"heldOn\": \"{{today}}\", \"place\": \"Paramount\"}");
    }

    private static String registration(String constituency, String region) {
        return """
        {"electionId": "{{electionId}}", "constituency": {"code": "%s", "name": "Somewhere"},
         "region": "%s"}
        """
                .formatted(constituency, region);
    }

    /// Joining is by one's own free will (D1).
    private void join(String campaign, Asker organiser, String person) {
        String code =
                post(
                                organiser,
                                "/api/v1/campaigns/{{" + campaign + "}}/team-invitations",
                                "{\"role\": \"treasurer\"}")
                        .getString("code");
        post(person, "/api/v1/team-invitations/acceptances", "{\"code\": \"" + code + "\"}");
    }

    private void mustBeIn(String campaign, String person) {
        String group = "/campaign/" + things.get(campaign);
        Eventually.holds(
                "the token of " + person + " names " + group,
                () -> {
                    List<String> groups = People.claims(People.renewed(person)).getList("groups");
                    return groups != null && groups.contains(group);
                });
    }

    private void assembly() {
        make(
                "assemblyId",
                ORGANISER,
                "/api/v1/assemblies",
                """
                {"campaignId": "{{campaignId}}", "ward": {"code": "E05010866", "name": "East Ecclesfield"},
                 "title": "Ward assembly", "startsAt": "%s", "place": "Library",
                 "accessibilityNote": "Step-free.", "facilitators": ["%s"]}
                """
                        .formatted(Instant.now().minusSeconds(3600), askers.id(FACILITATOR)));
        String assembly = "/api/v1/assemblies/{{assemblyId}}/";
        things.put("checkInId", UUID.randomUUID().toString());
        things.put("checkedInAt", Instant.now().toString());
        post(ORGANISER, assembly + "announcement", "{}");
        post(
                FACILITATOR,
                assembly + "check-ins",
                """
                {"checkIns": [{"id": "{{checkInId}}", "at": "{{checkedInAt}}", "how": "PHONE"}]}
                """);
        post(
                FACILITATOR,
                assembly + "pledges",
                """
                {"attendeeId": "{{checkInId}}", "monthly": {"amount": 1000, "currency": "GBP"}}
                """);
        post(FACILITATOR, assembly + "minutes", "{\"minutes\": \"Buses.\"}");
    }

    private void trainings() {
        things.put("course", "facilitation");
        things.put("version", "1");
        Instant lastWeek = Instant.now().minus(7, ChronoUnit.DAYS);
        make("heldSessionId", TRAINER, SESSIONS, session(lastWeek));
        String held = SESSIONS + "/{{heldSessionId}}/";
        post(ORGANISER, held + "enrolments", "{\"personIds\": [\"{{personId}}\"]}");
        post(
                TRAINER,
                held + "attendance",
                "{\"attendances\": [{\"personId\": \"{{personId}}\", \"minutesPresent\": 90}]}");
        JsonPath certificate = certificate();
        things.put("certificateId", certificate.getString("items[0].id"));
        things.put("number", certificate.getString("items[0].number").replaceAll("\\W", ""));
        things.put("listId", uploadedList(held).getString("id"));

        make("sessionId", TRAINER, SESSIONS, session(Instant.now().plusSeconds(600)));
        things.put(
                "doorToken",
                post(TRAINER, SESSIONS + "/{{sessionId}}/door", "{}").getString("token"));
        String address =
                post(MEMBER, "/api/v1/trainings/people/{{personId}}/calendar-address", "{}")
                        .getString("address");
        things.put("calendarSecret", address.substring(address.indexOf('=') + 1));
        String key = get("/api/v1/trainings/issuer").getString("verificationMethod[0].id");
        things.put("name", key.substring(key.lastIndexOf('/') + 1));
        things.put("list", "0");
    }

    private static String session(Instant startsAt) {
        return """
        {"course": "facilitation", "startsAt": "%s", "endsAt": "%s", "timeZone": "Europe/London",
         "online": {"url": "https://meet.assemble.example/training"}, "capacity": 100}
        """
                .formatted(startsAt, startsAt.plus(90, ChronoUnit.MINUTES));
    }

    private JsonPath certificate() {
        String path = fill("/api/v1/trainings/people/{{personId}}/certificates", MEMBER);
        AtomicReference<JsonPath> found = new AtomicReference<>();
        Eventually.holds(
                "the training is certified",
                () -> {
                    found.set(People.get(MEMBER.userName(), path).jsonPath());
                    return !found.get().getList("items").isEmpty();
                });
        return found.get();
    }

    private JsonPath uploadedList(String session) {
        return People.as(TRAINER.userName())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("text/csv")
                .body("Name,Minutes\nSomebody Unknown,90")
                .post(
                        fill(session, TRAINER)
                                + "attendance-lists?nameColumn=Name&minutesColumn=Minutes")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private void moneyIn() {
        things.put(
                "donation",
                fill(
                        """
                        {"source": "bank", "reference": "{{new}}", "amount": {"amount": 1000, "currency": "GBP"},
                         "receivedOn": "{{today}}", "campaignId": "{{campaignId}}", "donorId": "{{personId}}"}\
                        """
                                .replace("\n", ""),
                        FINANCE));
        things.put(
                "reversal",
                fill(
                        """
                        {"kind": "REFUND", "amount": {"amount": 100, "currency": "GBP"}, "occurredOn": "{{today}}",
                         "source": "bank", "reference": "{{new}}"}\
                        """,
                        FINANCE));
        post(
                FINANCE,
                LEDGER + "/donations",
                """
                {"source": "bank", "reference": "{{new}}", "receivedOn": "{{today}}",
                 "amount": {"amount": 10000, "currency": "GBP"}}
                """);
        make("donationId", FINANCE, LEDGER + "/donations", "{{donation}}");
        make("reversalId", FINANCE, LEDGER + "/donations/{{donationId}}/reversals", "{{reversal}}");
        make(
                "mandateId",
                FINANCE,
                LEDGER + "/mandates",
                """
                {"campaignId": "{{campaignId}}", "donorId": "{{personId}}",
                 "monthly": {"amount": 1000, "currency": "GBP"}, "pledgedOn": "{{today}}"}
                """);
        post(FINANCE, LEDGER + "/checkpoints", "{}");
        things.put("size", get(LEDGER + "/checkpoints/latest").getString("size"));
        things.put("policy", "match-cap-pence");
        things.put("projection", "balances");
    }

    private void moneyOut() {
        things.put(
                "invoice",
                fill(
                        """
                        {"campaignId": "{{campaignId}}", "number": "{{new}}",
                         "supplier": {"name": "Paramount", "sortCode": "107999", "accountNumber": "88837491"},
                         "amount": {"amount": 1000, "currency": "GBP"}, "description": "Hall"}
                        """,
                        ORGANISER));
        make("invoiceId", ORGANISER, LEDGER + "/invoices", "{{invoice}}");
        String invoice = LEDGER + "/invoices/{{invoiceId}}/";
        post(FINANCE_APPROVER, invoice + "approval", "{}");
        post(
                FINANCE,
                invoice + "payment",
                "{\"paidOn\": \"{{today}}\", \"bankReference\": \"INVOICE\"}");

        String details = LEDGER + "/campaigns/{{campaignId}}/bank-details";
        People.as(ORGANISER.userName())
                .contentType("application/json")
                .body(
                        """
                        {"accountName": "Penistone Assembly", "sortCode": "089999", "accountNumber": "66374958"}
                        """)
                .put(fill(details, ORGANISER))
                .then()
                .statusCode(200);
        post(FINANCE, details + "/confirmation", "{}");
        make("runId", FINANCE, LEDGER + "/payout-runs", "{}");
        String run = LEDGER + "/payout-runs/{{runId}}/";
        post(FINANCE_APPROVER, run + "approval", "{}");
        post(FINANCE, run + "release", "{}");
        post(
                FINANCE,
                run + "settlement",
                "{\"settledOn\": \"{{today}}\", \"bankReference\": \"PAYOUT\"}");
    }

    private void subscription() {
        make("keyId", NATIONAL_ADMIN, "/api/v1/keys", "{\"name\": \"Matrix\"}");
        things.put(
                "subscription",
                fill(
                        """
                        {"url": "http://127.0.0.1:9/hook", "types": ["org.assemble.campaign.CampaignRegistered.v1"],
                         "campaigns": ["{{campaignId}}"]}
                        """,
                        ORGANISER));
        things.put("subscriptionId", subscribe().getString("id"));
        things.put(
                "deliveryId",
                post(ORGANISER, "/api/v1/webhook-subscriptions/{{subscriptionId}}/test", "{}")
                        .getString("id"));
    }

    /// One that is there: who may ends it, and the next gets another.
    private synchronized String subscriptionToEnd() {
        String all = "/api/v1/webhook-subscriptions/";
        if (toEnd.isEmpty() || People.get(ORGANISER.userName(), all + toEnd).statusCode() == 404) {
            toEnd = subscribe().getString("id");
        }
        return toEnd;
    }

    private JsonPath subscribe() {
        return post(ORGANISER, "/api/v1/webhook-subscriptions", "{{subscription}}");
    }

    private void make(String name, Asker by, String path, String body) {
        things.put(name, post(by, path, body).getString("id"));
    }

    private JsonPath post(Asker by, String path, String body) {
        return post(by.userName(), path, body);
    }

    /// Where a service has not heard yet of what the request names, asks again.
    private JsonPath post(String person, String path, String body) {
        String address = fill(path, NATIONAL_ADMIN);
        String content = fill(body, NATIONAL_ADMIN);
        AtomicReference<Response> last = new AtomicReference<>();
        Eventually.holds(
                person + " posts to " + address,
                () -> {
                    Response answer = People.post(person, address, content);
                    last.set(answer);
                    if (answer.statusCode() / 100 == 2) {
                        return true;
                    }
                    assertThat(PASSING)
                            .as("POST %s: %s", address, answer.asString())
                            .contains(answer.jsonPath().getString("code"));
                    return false;
                });
        return last.get().jsonPath();
    }

    private static JsonPath get(String path) {
        return People.anyone().get(path).then().statusCode(200).extract().jsonPath();
    }
}
