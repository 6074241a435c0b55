package org.assemble.ledger.checkpoint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.assemble.ledger.Api;
import org.assemble.ledger.Verifier;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(
        value = RealParts.class,
        initArgs = @ResourceArg(name = "database", value = "proofs"))
class CheckpointResourceTest {

    private static final String CHECKPOINTS = "/api/v1/ledger/checkpoints";

    private static JsonPath published() {
        return Api.post(Api.FIN, CHECKPOINTS, null).statusCode(200).extract().jsonPath();
    }

    private static String key() {
        return given().get(CHECKPOINTS + "/key")
                .then()
                .statusCode(200)
                .extract()
                .path("verifierKey");
    }

    @Test
    void M12_anyone_reads_checkpoints_and_their_key_without_a_token() {
        Donations.given(1);
        JsonPath published = published();
        String text =
                given().accept("text/plain")
                        .get(CHECKPOINTS + "/latest")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        assertThat(text)
                .isEqualTo(published.getString("note"))
                .startsWith(
                        "assemble.local/ledger\n%d\n%s\n\n— assemble.local/ledger "
                                .formatted(published.getLong("size"), published.getString("root")));
        given().get(CHECKPOINTS + "/latest")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("note", equalTo(text));
        given().get(CHECKPOINTS + "/" + published.getLong("size"))
                .then()
                .statusCode(200)
                .body("note", equalTo(text));
        given().get(CHECKPOINTS + "/key")
                .then()
                .statusCode(200)
                .body("origin", equalTo("assemble.local/ledger"))
                .body("algorithm", equalTo("Ed25519"));
    }

    @Test
    void M12_a_checkpoint_is_told_on_the_topic_so_that_others_hold_copies() {
        Donations.given(1);
        JsonPath published = published();
        Messages.Message told =
                Messages.of("ledger")
                        .await(
                                "CheckpointPublished.v1",
                                data ->
                                        data.path("note")
                                                .asText()
                                                .equals(published.getString("note")));
        assertThat(told.data().path("size").asLong()).isEqualTo(published.getLong("size"));
    }

    @Test
    void where_nothing_is_new_the_newest_checkpoint_is_the_answer() {
        Donations.given(1);
        assertThat(published().getString("")).isEqualTo(published().getString(""));
    }

    @Test
    void M12_the_history_of_a_checkpoint_begins_with_that_of_every_older_one() {
        List<Long> sizes = new ArrayList<>();
        for (int more : new int[] {1, 2, 300, 5, 260}) {
            Donations.given(more);
            sizes.add(published().getLong("size"));
        }
        List<String> proofs = new ArrayList<>();
        for (int to = 0; to < sizes.size(); to++) {
            for (int from = 0; from <= to; from++) {
                proofs.add(
                        given().queryParam("from", sizes.get(from))
                                .queryParam("to", sizes.get(to))
                                .get(CHECKPOINTS + "/consistency")
                                .then()
                                .statusCode(200)
                                .extract()
                                .asString());
            }
        }
        Verifier.Verdict verdict = Verifier.judge(key(), proofs.toArray(String[]::new));
        assertThat(verdict.status()).as(verdict.said()).isZero();
        assertThat(verdict.said().lines()).hasSize(15).allMatch(line -> line.contains("begins"));
        String swapped = proofs.get(4).replace("\"from\"", "\"x\"").replace("\"to\"", "\"from\"");
        assertThat(Verifier.judge(key(), swapped.replace("\"x\"", "\"to\"")).status()).isOne();
    }

    @Test
    void the_list_goes_from_the_newest_to_the_oldest_page_by_page() {
        for (int i = 0; i < 3; i++) {
            Donations.given(1);
            published();
        }
        List<Long> sizes = new ArrayList<>();
        String query = "?limit=2";
        while (query != null) {
            JsonPath page =
                    given().get(CHECKPOINTS + query).then().statusCode(200).extract().jsonPath();
            sizes.addAll(page.getList("items.size", Long.class));
            query =
                    page.getString("next") == null
                            ? null
                            : "?limit=2&cursor=" + page.getString("next");
        }
        assertThat(sizes)
                .hasSizeGreaterThanOrEqualTo(3)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one))
                .doesNotHaveDuplicates();
    }

    @Test
    void M12_no_checkpoint_is_signed_that_contradicts_an_earlier_one() throws Exception {
        Donations.given(1);
        published();
        Donations.given(1);
        try (Connection superuser = RealParts.connect("proofs")) {
            var sql = superuser.createStatement();
            sql.execute(
                    "update checkpoint set root = sha256(root) where size = (select max(size) from checkpoint)");
            try {
                Api.post(Api.FIN, CHECKPOINTS, null)
                        .statusCode(409)
                        .body("code", equalTo("history-changed"));
            } finally {
                sql.execute(
                        "update checkpoint set root = decode(split_part(note, E'\\n', 3), 'base64')");
            }
        }
        published();
    }

    @Test
    void one_that_must_take_in_much_is_promised_and_published_soon() throws Exception {
        Donations.given(300);
        long before = published().getLong("size");
        Donations.given(300);
        try (Connection replica = RealParts.connect("proofs")) {
            replica.setAutoCommit(false);
            // Another replica is filling in subtrees.
            replica.createStatement().execute(Subtrees.TAKE_TURN);
            Api.post(Api.FIN, CHECKPOINTS, null)
                    .statusCode(202)
                    .header("Location", endsWith(CHECKPOINTS + "/latest"));
            assertThat(latest()).isEqualTo(before);
            replica.rollback();
        }
        Soon.holds(() -> assertThat(latest()).isEqualTo(before + 300));
    }

    private static long latest() {
        return given().get(CHECKPOINTS + "/latest")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("size");
    }

    @Test
    void only_finance_publishes() {
        Api.post(Api.MACHINE, CHECKPOINTS, null).statusCode(403);
        given().post(CHECKPOINTS).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/999999999,404,unknown-checkpoint",
        "/consistency?from=1&to=999999999,404,unknown-checkpoint",
        "/consistency?from=2&to=1,400,malformed-request",
        "/consistency?from=0&to=1,400,malformed-request",
        "/consistency,400,malformed-request",
        "?cursor=MTp4,400,malformed-request",
    })
    void bad_input_gets_its_code(String path, int status, String code) {
        given().get(CHECKPOINTS + path).then().statusCode(status).body("code", equalTo(code));
    }
}
