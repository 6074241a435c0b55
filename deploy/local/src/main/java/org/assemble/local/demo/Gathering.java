package org.assemble.local.demo;

import static org.assemble.local.demo.Person.FELIX;
import static org.assemble.local.demo.Person.OLIVE;
import static org.assemble.local.demo.Person.TESS;
import static org.assemble.local.demo.Scene.campaign;
import static org.assemble.local.demo.Scene.expect;
import static org.assemble.local.demo.Scene.id;
import static org.assemble.local.demo.Scene.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a campaign gathers people: the trainings of its team, and a ward assembly (T1, A1, A3).
final class Gathering {
    private static final int BY_PHONE = 25;
    private static final int FROM_PAPER = 15;

    private final Scene scene;
    private final Api api;

    Gathering(Scene scene) {
        this.scene = scene;
        this.api = scene.api();
    }

    void train(String campaignId, List<String> team) {
        List<JsonNode> courses =
                items(api.get(TESS, "/api/v1/trainings/courses"))
                        .filter(course -> course.path("required").asBoolean())
                        .toList();
        for (JsonNode course : courses) {
            attend(course, team);
        }
        Await.until(
                () -> "The readiness page does not show the trainings",
                () ->
                        items(api.get(OLIVE, campaign(campaignId, "/readiness")))
                                .filter(item -> item.path("item").asText().equals("trainings"))
                                .filter(item -> item.path("ready").asBoolean())
                                .findFirst());
        scene.tell(
                "Tess gives the %d trainings, all three attend, and the campaign's readiness shows it (T1, K7).",
                courses.size());
    }

    private void attend(JsonNode course, List<String> team) {
        int minutes = course.path("lengthMinutes").asInt();
        Instant startsAt =
                scene.today().minusDays(7).atTime(18, 0).atZone(Scene.LONDON).toInstant();
        String session =
                """
                {"course": "%s", "startsAt": "%s", "endsAt": "%s", "timeZone": "Europe/London",
                 "online": {"url": "https://meet.assemble.example/training"}, "capacity": 30}
                """
                        .formatted(
                                course.path("code").asText(),
                                startsAt,
                                startsAt.plus(Duration.ofMinutes(minutes)));
        String path =
                "/api/v1/trainings/sessions/"
                        + id(api.post(TESS, "/api/v1/trainings/sessions", session));
        api.post(
                OLIVE, path + "/enrolments", "{\"personIds\": %s}".formatted(list(team, "\"%s\"")));
        String wasThere = "{\"personId\": \"%s\", \"minutesPresent\": " + minutes + "}";
        api.post(
                TESS,
                path + "/attendance",
                "{\"attendances\": %s}".formatted(list(team, wasThere)));
    }

    void assemble(String campaignId) {
        String assembly =
                """
                {"campaignId": "%s", "ward": {"code": "E05010866", "name": "East Ecclesfield"},
                 "title": "East Ecclesfield ward assembly", "startsAt": "%s", "place": "Ecclesfield Library",
                 "accessibilityNote": "Step-free; hearing loop.", "facilitators": ["%s"]}
                """
                        .formatted(
                                campaignId,
                                Instant.now().minus(Duration.ofHours(3)),
                                scene.signIn().idOf(FELIX));
        String path = "/api/v1/assemblies/" + id(api.post(OLIVE, "/api/v1/assemblies", assembly));
        api.post(OLIVE, path + "/announcement", "{}");
        List<String> byPhone = checkIn(path, BY_PHONE, "PHONE", BY_PHONE);
        checkIn(path, FROM_PAPER, "PAPER", BY_PHONE + FROM_PAPER);
        pledge(path, byPhone);
        api.post(
                OLIVE,
                path + "/minutes",
                "{\"minutes\": \"Buses, housing and the library were talked about.\"}");
        scene.tell(
                "A ward assembly is held: Felix checks in %d people, eight of them pledge £%s a month (A1 to A3).",
                BY_PHONE + FROM_PAPER, Pounds.of(Money.RAISED_PENCE));
    }

    /// Tells who is there, and tells it again in another request, as phones do: people count once.
    ///
    /// @param attendance how many are there after that
    private List<String> checkIn(String assembly, int count, String how, int attendance) {
        List<String> people =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
        String isThere =
                "{\"id\": \"%s\", \"at\": \"" + Instant.now() + "\", \"how\": \"" + how + "\"}";
        String checkIns = "{\"checkIns\": %s}".formatted(list(people, isThere));
        api.post(FELIX, assembly + "/check-ins", checkIns);
        JsonNode again = api.post(FELIX, assembly + "/check-ins", checkIns);
        expect("the attendance", attendance, again.path("attendance").asInt());
        return people;
    }

    private void pledge(String assembly, List<String> people) {
        for (int i = 0; i < Money.PLEDGES_PENCE.size(); i++) {
            String pledge =
                    """
                    {"attendeeId": "%s", "monthly": {"amount": %d, "currency": "GBP"}}
                    """
                            .formatted(people.get(i), Money.PLEDGES_PENCE.get(i));
            api.post(OLIVE, assembly + "/pledges", pledge);
        }
    }

    private static String list(List<String> ids, String each) {
        return ids.stream().map(each::formatted).collect(Collectors.joining(", ", "[", "]"));
    }
}
