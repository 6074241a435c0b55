package org.assemble.local.demo;

import static org.assemble.local.demo.Person.MINA;
import static org.assemble.local.demo.Person.NADIA;
import static org.assemble.local.demo.Person.OLIVE;
import static org.assemble.local.demo.Person.TARIQ;
import static org.assemble.local.demo.Scene.campaign;
import static org.assemble.local.demo.Scene.expect;
import static org.assemble.local.demo.Scene.id;
import static org.assemble.local.demo.Scene.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How a campaign begins: election, agreement, founding meeting, team (K1 to K5, G1).
final class Beginning {
    private static final int ATTENDED = 64;
    private static final int COMMITTED = 34;

    private final Scene scene;
    private final Api api;

    Beginning(Scene scene) {
        this.scene = scene;
        this.api = scene.api();
    }

    String publishAgreement() {
        String agreement =
                """
                {"version": "%s", "title": "Constituency campaign agreement",
                 "text": "What a local campaign and Assemble do for each other.",
                 "guideUrl": "https://assemble.example/guide"}
                """
                        .formatted(scene.telling());
        String agreementId = id(api.post(NADIA, "/api/v1/agreements", agreement));
        scene.tell(
                "Nadia, national admin, publishes a version of the agreement, with the guide to it (G1, G4).");
        return agreementId;
    }

    String callElection() {
        LocalDate pollingDay = scene.today().plusYears(2);
        String election =
                """
                {"kind": "GENERAL", "name": "General election (%s)", "pollingDay": "%s"}
                """
                        .formatted(scene.telling(), pollingDay);
        String electionId = id(api.post(NADIA, "/api/v1/elections", election));
        scene.tell("She calls a general election: polling day is %s (E1).", pollingDay);
        return electionId;
    }

    String register(String electionId) {
        String registration =
                """
                {"electionId": "%s", "constituency": {"code": "E14001423", "name": "Penistone and Stocksbridge"},
                 "region": "E12000003"}
                """
                        .formatted(electionId);
        JsonNode campaign = api.post(OLIVE, "/api/v1/campaigns", registration);
        expect("a new campaign's state", "interest", campaign.path("state").asText());
        String campaignId = id(campaign);
        Await.until(
                () -> "Olive's token does not name her campaign",
                () ->
                        Optional.of(campaignId)
                                .filter(id -> scene.signIn().isIn(OLIVE, "/campaign/" + id)));
        scene.tell(
                "Olive registers a campaign for Penistone and Stocksbridge in Yorkshire and The Humber (K1).");
        return campaignId;
    }

    void found(String campaignId) {
        String meeting =
                """
                {"on": "%s", "place": "Stocksbridge Community Hall"}
                """
                        .formatted(scene.today().minusDays(21));
        api.post(OLIVE, campaign(campaignId, "/founding-meeting"), meeting);
        String outcome =
                """
                {"attended": %d, "committed": %d}
                """
                        .formatted(ATTENDED, COMMITTED);
        JsonNode founded =
                api.post(OLIVE, campaign(campaignId, "/founding-meeting/outcome"), outcome);
        expect("the state after the founding meeting", "founded", founded.path("state").asText());
        scene.tell(
                "%d people come to the founding meeting, %d commit their time (K3).",
                ATTENDED, COMMITTED);
    }

    /// @return the ids of the people on the team
    List<String> formTeam(String campaignId) {
        for (Person person : List.of(TARIQ, MINA)) {
            JsonNode invitation =
                    api.post(
                            OLIVE,
                            campaign(campaignId, "/team-invitations"),
                            "{\"role\": \"ORGANISER\"}");
            String acceptance =
                    """
                    {"code": "%s"}
                    """
                            .formatted(invitation.path("code").asText());
            api.post(person, "/api/v1/team-invitations/acceptances", acceptance);
        }
        List<String> team =
                items(api.get(OLIVE, campaign(campaignId, "/team")))
                        .map(member -> member.path("personId").asText())
                        .toList();
        expect("the size of the team", 3, team.size());
        scene.tell("Tariq and Mina take up Olive's invitations: a team of three (K5).");
        return team;
    }

    void agree(String campaignId, String agreementId) {
        String confirmation =
                """
                {"agreementId": "%s",
                 "email": {"messageId": "<%s@assemble.example>", "sender": "olive@assemble.example"}}
                """
                        .formatted(agreementId, UUID.randomUUID());
        JsonNode agreed = api.post(OLIVE, campaign(campaignId, "/agreement"), confirmation);
        expect("the state after the confirmation", "agreed", agreed.path("state").asText());
        scene.tell("The campaign confirms the agreement by e-mail (G1).");
    }
}
