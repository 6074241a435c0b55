package org.assemble.campaign.team;

import static org.assemble.campaign.CampaignApi.as;
import static org.assemble.campaign.CampaignApi.campaign;
import static org.assemble.campaign.CampaignApi.organiser;
import static org.assemble.campaign.CampaignApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class TeamResourceTest {
    private final Tokens organiser = organiser();
    private final String tariqName = "tariq-" + UUID.randomUUID();
    private final Tokens tariq = Tokens.person(tariqName);

    @Test
    void K5_people_join_a_team_by_accepting_an_invitation() {
        String id = campaign(organiser);
        accept(tariq, invite(id, "treasurer")).statusCode(201).body("campaignId", equalTo(id));
        as(organiser)
                .get("/api/v1/campaigns/{id}/team", id)
                .then()
                .statusCode(200)
                .body("role", contains("coordinator", "treasurer"));
    }

    @Test
    void a_code_counts_once_however_it_is_typed() {
        String id = campaign(organiser);
        String code = invite(id, "treasurer");
        accept(tariq, code.toLowerCase(Locale.ROOT).replace("-", " ")).statusCode(201);
        accept(Tokens.person("mina"), code)
                .statusCode(404)
                .body("code", equalTo("unknown-invitation"));
    }

    @Test
    void nobody_is_on_a_team_twice() {
        String id = campaign(organiser);
        accept(tariq, invite(id, "treasurer")).statusCode(201);
        accept(tariq, invite(id, "speaker"))
                .statusCode(409)
                .body("code", equalTo("on-the-team-already"));
    }

    @Test
    void D1_who_left_sees_the_team_no_more() {
        String id = campaign(organiser);
        accept(tariq, invite(id, "treasurer")).statusCode(201);
        as(tariq)
                .get("/api/v1/campaigns/{id}/team", id)
                .then()
                .statusCode(200)
                .body("", hasSize(2));
        as(tariq)
                .delete("/api/v1/campaigns/{id}/team/{person}", id, Tokens.idOf(tariqName))
                .then()
                .statusCode(204);
        as(tariq)
                .get("/api/v1/campaigns/{id}/team", id)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
    }

    @Test
    void only_an_organiser_takes_others_off_the_team() {
        String id = campaign(organiser);
        accept(tariq, invite(id, "treasurer")).statusCode(201);
        String mina = "mina-" + UUID.randomUUID();
        accept(Tokens.person(mina), invite(id, "speaker")).statusCode(201);
        String place = "/api/v1/campaigns/{id}/team/{person}";
        as(tariq)
                .delete(place, id, Tokens.idOf(mina))
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        as(organiser).delete(place, id, Tokens.idOf(mina)).then().statusCode(204);
        as(organiser)
                .delete(place, id, Tokens.idOf(mina))
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-person"));
    }

    @Test
    void the_code_is_kept_nowhere_and_told_again_to_who_asks_again() throws SQLException {
        String id = campaign(organiser);
        String key = UUID.randomUUID().toString();
        String code = inviteUnder(key, id);
        Assertions.assertThat(inviteUnder(key, id)).isEqualTo(code);
        try (Connection connection = RealParts.connect("test");
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select answer from request_key where key = '%s'"
                                                .formatted(key))) {
            Assertions.assertThat(rows.next()).isTrue();
            Assertions.assertThat(rows.getString(1)).doesNotContain(code);
        }
    }

    @Test
    void only_the_team_invites() {
        String id = campaign(organiser);
        post(organiser(), Map.of("role", "speaker"), "/api/v1/campaigns/{id}/team-invitations", id)
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
    }

    @Test
    void D3_names_and_addresses_are_stored_encrypted() throws SQLException {
        String id = campaign(organiser);
        accept(tariq, invite(id, "treasurer")).statusCode(201);
        as(organiser)
                .get("/api/v1/campaigns/{id}/team", id)
                .then()
                .body("[1].email", equalTo(tariqName + "@example.org"));
        try (Connection connection = RealParts.connect("test");
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery("select encode(contact, 'escape') from person")) {
            int people = 0;
            while (rows.next()) {
                people++;
                Assertions.assertThat(rows.getString(1)).doesNotContain("example.org");
            }
            Assertions.assertThat(people).isPositive();
        }
    }

    private String inviteUnder(String key, String campaignId) {
        return as(organiser)
                .header("Idempotency-Key", key)
                .body(Map.of("role", "speaker"))
                .post("/api/v1/campaigns/{id}/team-invitations", campaignId)
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private String invite(String campaignId, String role) {
        return post(
                        organiser,
                        Map.of("role", role),
                        "/api/v1/campaigns/{id}/team-invitations",
                        campaignId)
                .statusCode(201)
                .extract()
                .path("code");
    }

    private static ValidatableResponse accept(Tokens person, String code) {
        return post(person, Map.of("code", code), "/api/v1/team-invitations/acceptances");
    }
}
