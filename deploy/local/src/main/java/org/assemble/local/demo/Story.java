package org.assemble.local.demo;

import static org.assemble.local.demo.Person.AMAL;
import static org.assemble.local.demo.Person.FELIX;
import static org.assemble.local.demo.Person.FIN;
import static org.assemble.local.demo.Person.IMPORTER;
import static org.assemble.local.demo.Person.MINA;
import static org.assemble.local.demo.Person.NADIA;
import static org.assemble.local.demo.Person.OLIVE;
import static org.assemble.local.demo.Person.TARIQ;
import static org.assemble.local.demo.Person.TESS;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// From a confirmed agreement to a settled payout: the way of one local campaign, told through the
/// gateway with the tokens of the right people. Each telling calls an election of its own, so that
/// its constituency is free.
final class Story {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final int ATTENDED = 64;
    private static final int COMMITTED = 34;
    private static final int CHECKED_IN = 40;
    private static final List<Long> PLEDGES_PENCE =
            List.of(1000L, 1000L, 1000L, 1000L, 1000L, 2000L, 2000L, 3000L);
    private static final long RAISED_PENCE =
            PLEDGES_PENCE.stream().mapToLong(Long::longValue).sum();
    private static final long GENERAL_DONATION_PENCE = 100_000;
    private static final long LAUNCH_INVOICE_PENCE = 45_000;

    private final Api api;
    private final SignIn signIn;
    private final Told told;
    private final LocalDate today = LocalDate.now(LONDON);

    /// Names what must be named once and for ever, such as an election.
    private final String telling =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS")
                    .format(Instant.now().atZone(LONDON));

    Story(Api api, SignIn signIn, Told told) {
        this.api = api;
        this.signIn = signIn;
        this.told = told;
    }

    /// What a telling did to the books.
    ///
    /// @param othersPence what its payout run paid to other campaigns, who were owed it before
    record Outcome(String campaignId, Books before, Books added, Books after, long othersPence) {
        boolean right() {
            return added.are(Books.EXPECTED);
        }
    }

    Outcome tell() {
        Books before = books();
        String electionId = callElection();
        String agreementId = publishAgreement();
        String campaignId = register(electionId);
        found(campaignId);
        List<String> team = formTeam(campaignId);
        agree(campaignId, agreementId);
        train(campaignId, team);
        assemble(campaignId);
        giveToNationalFund();
        launch(campaignId);
        payInvoice(campaignId);
        firstPayments(campaignId);
        long othersPence = payOut(campaignId);
        readPage(campaignId);
        Books after = books();
        readStatement(campaignId);
        repeat(after);
        return new Outcome(
                campaignId,
                before,
                after.since(before).withoutPaidToOthers(othersPence),
                after,
                othersPence);
    }

    private Books books() {
        return Books.of(api.get(FIN, "/api/v1/ledger/trial-balance"));
    }

    private String callElection() {
        LocalDate pollingDay = today.plusYears(2);
        JsonNode election =
                api.post(
                        NADIA,
                        "/api/v1/elections",
                        Map.of(
                                "kind",
                                "GENERAL",
                                "name",
                                "General election (" + telling + ")",
                                "pollingDay",
                                pollingDay.toString()));
        told.sentence(
                "Nadia, national admin, calls a general election: polling day is %s (E1)."
                        .formatted(pollingDay));
        return id(election);
    }

    private String publishAgreement() {
        JsonNode agreement =
                api.post(
                        NADIA,
                        "/api/v1/agreements",
                        Map.of(
                                "version", telling,
                                "title", "Constituency campaign agreement",
                                "text", "What a local campaign and Assemble do for each other.",
                                "guideUrl", "https://assemble.example/guide"));
        told.sentence(
                "She publishes a version of the agreement, with the guide to running a campaign (G1, G4).");
        return id(agreement);
    }

    private String register(String electionId) {
        JsonNode campaign =
                api.post(
                        OLIVE,
                        "/api/v1/campaigns",
                        Map.of(
                                "electionId",
                                electionId,
                                "constituency",
                                Map.of("code", "E14001423", "name", "Penistone and Stocksbridge"),
                                "region",
                                "E12000003"));
        expect("a new campaign's state", "interest", campaign.path("state").asText());
        String campaignId = id(campaign);
        Await.until(
                "Olive's token names her campaign",
                () -> Optional.of(campaignId).filter(id -> signIn.isIn(OLIVE, "/campaign/" + id)));
        told.sentence(
                "Olive registers a campaign for Penistone and Stocksbridge in Yorkshire and The Humber (K1).");
        return campaignId;
    }

    private void found(String campaignId) {
        api.post(
                OLIVE,
                campaign(campaignId, "/founding-meeting"),
                Map.of(
                        "on",
                        today.minusDays(21).toString(),
                        "place",
                        "Stocksbridge Community Hall"));
        JsonNode founded =
                api.post(
                        OLIVE,
                        campaign(campaignId, "/founding-meeting/outcome"),
                        Map.of("attended", ATTENDED, "committed", COMMITTED));
        expect("the state after the founding meeting", "founded", founded.path("state").asText());
        told.sentence(
                "%d people come to the founding meeting, %d commit their time (K3)."
                        .formatted(ATTENDED, COMMITTED));
    }

    private List<String> formTeam(String campaignId) {
        for (Person person : List.of(TARIQ, MINA)) {
            JsonNode invitation =
                    api.post(
                            OLIVE,
                            campaign(campaignId, "/team-invitations"),
                            Map.of("role", "ORGANISER"));
            api.post(
                    person,
                    "/api/v1/team-invitations/acceptances",
                    Map.of("code", invitation.path("code").asText()));
        }
        List<String> team =
                items(api.get(OLIVE, campaign(campaignId, "/team")))
                        .map(member -> member.path("personId").asText())
                        .toList();
        expect("the size of the team", 3, team.size());
        told.sentence("Tariq and Mina take up Olive's invitations: a team of three (K5).");
        return team;
    }

    private void agree(String campaignId, String agreementId) {
        JsonNode agreed =
                api.post(
                        OLIVE,
                        campaign(campaignId, "/agreement"),
                        Map.of(
                                "agreementId",
                                agreementId,
                                "email",
                                Map.of(
                                        "messageId",
                                        "<" + UUID.randomUUID() + "@assemble.example>",
                                        "sender",
                                        "olive@assemble.example")));
        expect("the state after the confirmation", "agreed", agreed.path("state").asText());
        told.sentence("The campaign confirms the agreement by e-mail (G1).");
    }

    private void train(String campaignId, List<String> team) {
        List<JsonNode> courses =
                items(api.get(TESS, "/api/v1/trainings/courses"))
                        .filter(course -> course.path("required").asBoolean())
                        .toList();
        for (JsonNode course : courses) {
            attend(course, team);
        }
        Await.until(
                "the readiness page shows the trainings",
                () ->
                        items(api.get(OLIVE, campaign(campaignId, "/readiness")))
                                .filter(item -> item.path("item").asText().equals("trainings"))
                                .filter(item -> item.path("ready").asBoolean())
                                .findFirst());
        told.sentence(
                "Tess gives the %d trainings, all three attend, and the campaign's readiness shows it (T1, K7)."
                        .formatted(courses.size()));
    }

    private void attend(JsonNode course, List<String> team) {
        int minutes = course.path("lengthMinutes").asInt();
        Instant startsAt = today.minusDays(7).atTime(18, 0).atZone(LONDON).toInstant();
        JsonNode session =
                api.post(
                        TESS,
                        "/api/v1/trainings/sessions",
                        Map.of(
                                "course", course.path("code").asText(),
                                "startsAt", startsAt.toString(),
                                "endsAt", startsAt.plus(Duration.ofMinutes(minutes)).toString(),
                                "timeZone", LONDON.getId(),
                                "online", Map.of("url", "https://meet.assemble.example/training"),
                                "capacity", 30));
        String path = "/api/v1/trainings/sessions/" + id(session);
        api.post(OLIVE, path + "/enrolments", Map.of("personIds", team));
        api.post(
                TESS,
                path + "/attendance",
                Map.of(
                        "attendances",
                        team.stream()
                                .map(person ->
                                        Map.of("personId", person, "minutesPresent", minutes))
                                .toList()));
    }

    private void assemble(String campaignId) {
        Instant startsAt = Instant.now().minus(Duration.ofHours(3));
        JsonNode assembly =
                api.post(
                        OLIVE,
                        "/api/v1/assemblies",
                        Map.of(
                                "campaignId",
                                campaignId,
                                "ward",
                                Map.of("code", "E05010866", "name", "East Ecclesfield"),
                                "title",
                                "East Ecclesfield ward assembly",
                                "startsAt",
                                startsAt.toString(),
                                "place",
                                "Ecclesfield Library",
                                "accessibilityNote",
                                "Step-free; hearing loop."));
        String path = "/api/v1/assemblies/" + id(assembly);
        api.post(OLIVE, path + "/announcement", Map.of());
        List<String> people = checkIn(path);
        for (int i = 0; i < PLEDGES_PENCE.size(); i++) {
            api.post(
                    OLIVE,
                    path + "/pledges",
                    Map.of(
                            "attendeeId",
                            people.get(i),
                            "monthly",
                            Pounds.money(PLEDGES_PENCE.get(i))));
        }
        api.post(
                OLIVE,
                path + "/minutes",
                Map.of("minutes", "Buses, housing and the library were talked about."));
        told.sentence(
                "A ward assembly is held: %d people are checked in, eight of them pledge £%s a month (A1, A3)."
                        .formatted(CHECKED_IN, Pounds.of(RAISED_PENCE)));
    }

    /// Half by phone, half from paper; and the phone's list once more, as phones do: people count
    /// once.
    private List<String> checkIn(String assembly) {
        List<String> people =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(CHECKED_IN).toList();
        String now = Instant.now().toString();
        List<Map<String, String>> checkIns = new ArrayList<>();
        IntStream.range(0, CHECKED_IN)
                .forEach(i ->
                        checkIns.add(
                                Map.of(
                                        "id",
                                        people.get(i),
                                        "at",
                                        now,
                                        "how",
                                        i < CHECKED_IN / 2 ? "PHONE" : "PAPER")));
        api.post(FELIX, assembly + "/check-ins", Map.of("checkIns", checkIns));
        JsonNode again =
                api.post(
                        FELIX,
                        assembly + "/check-ins",
                        Map.of("checkIns", checkIns.subList(0, CHECKED_IN / 2)));
        expect("the attendance", CHECKED_IN, again.path("attendance").asInt());
        return people;
    }

    private void giveToNationalFund() {
        JsonNode donation = donate(GENERAL_DONATION_PENCE, Map.of());
        expect("the campaign's share of a general donation", 0, pence(donation, "campaignShare"));
        told.sentence(
                "A general donation of £%s comes in: it is the national fund's alone (M1)."
                        .formatted(Pounds.of(GENERAL_DONATION_PENCE)));
    }

    private void launch(String campaignId) {
        JsonNode launched =
                api.post(
                        OLIVE,
                        campaign(campaignId, "/launch"),
                        Map.of("heldOn", today.toString(), "place", "Penistone Paramount"));
        expect("the state after the launch", "launched", launched.path("state").asText());
        told.sentence("The campaign's launch event has happened (M5).");
    }

    private void payInvoice(String campaignId) {
        JsonNode invoice =
                api.post(
                        OLIVE,
                        "/api/v1/ledger/invoices",
                        Map.of(
                                "campaignId",
                                campaignId,
                                "supplier",
                                account("Paramount Catering Ltd", "107999", "88837491"),
                                "number",
                                "L-" + telling,
                                "amount",
                                Pounds.money(LAUNCH_INVOICE_PENCE),
                                "description",
                                "Hall and catering for the launch event"));
        String path = "/api/v1/ledger/invoices/" + id(invoice);
        api.post(AMAL, path + "/approval", Map.of());
        api.post(
                FIN,
                path + "/payment",
                Map.of("paidOn", today.toString(), "bankReference", "LAUNCH INVOICE"));
        told.sentence(
                "Olive submits the launch event's invoice of £%s, Amal approves it, Fin pays it (M4)."
                        .formatted(Pounds.of(LAUNCH_INVOICE_PENCE)));
    }

    private void firstPayments(String campaignId) {
        List<JsonNode> mandates =
                Await.until(
                        "the ledger knows the pledges",
                        () ->
                                api.tryGet(FIN, "/api/v1/ledger/mandates?campaignId=" + campaignId)
                                        .map(page -> items(page).toList())
                                        .filter(list -> list.size() == PLEDGES_PENCE.size()));
        long sharePence = 0;
        for (JsonNode mandate : mandates) {
            sharePence +=
                    pence(
                            donate(pence(mandate, "monthly"), Map.of("mandateId", id(mandate))),
                            "campaignShare");
        }
        long matchedPence =
                Await.until(
                        "the ledger matches the first payments",
                        () ->
                                api.tryGet(FIN, ledger(campaignId, "/summary"))
                                        .map(summary -> pence(summary.path("match"), "used"))
                                        .filter(pence -> pence == RAISED_PENCE));
        told.sentence(
                "The eight first payments come in: £%s is the campaign's share (M2), and £%s is the match (M5)."
                        .formatted(Pounds.of(sharePence), Pounds.of(matchedPence)));
    }

    private JsonNode donate(long pence, Map<String, Object> forWhat) {
        Map<String, Object> donation = new HashMap<>(forWhat);
        donation.put("source", "bank");
        donation.put("reference", "DEMO-" + UUID.randomUUID());
        donation.put("amount", Pounds.money(pence));
        donation.put("receivedOn", today.toString());
        return api.post(IMPORTER, "/api/v1/ledger/donations", donation);
    }

    /// @return what the run paid to other campaigns, in pence
    private long payOut(String campaignId) {
        api.put(
                OLIVE,
                ledger(campaignId, "/bank-details"),
                Map.of(
                        "accountName",
                        "Penistone Assembly",
                        "sortCode",
                        "089999",
                        "accountNumber",
                        "66374958"));
        api.post(FIN, ledger(campaignId, "/bank-details/confirmation"), Map.of());
        JsonNode run = api.post(FIN, "/api/v1/ledger/payout-runs", Map.of());
        String path = "/api/v1/ledger/payout-runs/" + id(run);
        long oursPence = paid(run, campaignId, true);
        long othersPence = paid(run, campaignId, false);
        expect("what the run pays the campaign", Books.EXPECTED.paidToCampaignPence(), oursPence);
        api.post(AMAL, path + "/approval", Map.of());
        JsonNode file = api.post(FIN, path + "/release", Map.of());
        expect("the file's control total", oursPence + othersPence, pence(file, "controlTotal"));
        api.post(
                FIN,
                path + "/settlement",
                Map.of("settledOn", today.toString(), "bankReference", "PAYOUT"));
        told.sentence(
                "Fin proposes a payout run, Amal approves it, Fin releases the bank file %s, and the bank shows it:"
                                .formatted(file.path("fileName").asText())
                        + " £%s for the campaign (M3).".formatted(Pounds.of(oursPence)));
        return othersPence;
    }

    private static long paid(JsonNode run, String campaignId, boolean ours) {
        return StreamSupport.stream(run.path("lines").spliterator(), false)
                .filter(line -> line.path("campaignId").asText().equals(campaignId) == ours)
                .mapToLong(line -> pence(line, "amount"))
                .sum();
    }

    private void readPage(String campaignId) {
        JsonNode money =
                Await.until(
                        "the campaign's page shows what was raised",
                        () ->
                                Optional.of(api.get(OLIVE, campaign(campaignId, "")).path("money"))
                                        .filter(page ->
                                                page.path("donations").asInt()
                                                        == PLEDGES_PENCE.size()));
        expect("what the campaign's page shows", RAISED_PENCE, pence(money, "raised"));
        told.sentence(
                "The campaign's page shows £%s raised in %d donations; the figure came through Kafka."
                        .formatted(Pounds.of(RAISED_PENCE), PLEDGES_PENCE.size()));
    }

    private void readStatement(String campaignId) {
        JsonNode statement = api.get(FIN, ledger(campaignId, "/statement"));
        told.sentence(
                "Fin reads the campaign's statement (%d entries) and the trial balance."
                        .formatted(items(statement).count()));
    }

    private void repeat(Books after) {
        int requests = api.repeatAll();
        if (!books().equals(after)) {
            throw new StoryStopped("Repeating the requests changed the books.");
        }
        told.sentence(
                "All %d requests are sent again, each with its key: every answer is the same, nothing changes."
                        .formatted(requests));
    }

    private static Map<String, Object> account(String name, String sortCode, String accountNumber) {
        return Map.of("name", name, "sortCode", sortCode, "accountNumber", accountNumber);
    }

    private static String campaign(String campaignId, String rest) {
        return "/api/v1/campaigns/" + campaignId + rest;
    }

    private static String ledger(String campaignId, String rest) {
        return "/api/v1/ledger/campaigns/" + campaignId + rest;
    }

    private static String id(JsonNode thing) {
        return thing.path("id").asText();
    }

    private static long pence(JsonNode thing, String field) {
        return thing.path(field).path("amount").asLong(Long.MIN_VALUE);
    }

    /// The things of a list, in whichever of the two ways it comes.
    private static Stream<JsonNode> items(JsonNode list) {
        JsonNode items = list.isArray() ? list : list.path("items");
        return StreamSupport.stream(items.spliterator(), false);
    }

    private static void expect(String what, Object expected, Object actual) {
        if (!expected.toString().equals(actual.toString())) {
            throw new StoryStopped("%s should be %s, but is %s".formatted(what, expected, actual));
        }
    }
}
