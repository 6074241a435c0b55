package org.assemble.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assemble.ledger.Api;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;

/// What fills a journal, and what signs it.
public final class Donations {

    private static final String NDJSON = "application/x-ndjson";
    private static final RestAssuredConfig AS_TEXT =
            RestAssured.config()
                    .encoderConfig(
                            EncoderConfig.encoderConfig()
                                    .encodeContentTypeAs(NDJSON, ContentType.TEXT));
    private static final ObjectMapper JSON = new ObjectMapper();

    private Donations() {}

    /// So many, for the national fund, of a penny and more: in one list, because it is quicker.
    public static void given(int donations) {
        String list =
                IntStream.rangeClosed(1, donations)
                        .mapToObj(pence -> line(Api.donation(pence)))
                        .collect(Collectors.joining("\n"));
        Api.as(Api.MACHINE)
                .config(AS_TEXT)
                .contentType(NDJSON)
                .body(list)
                .post("/api/v1/ledger/donations/import")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(donations));
    }

    private static String line(Object donation) {
        try {
            return JSON.writeValueAsString(donation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same, a request for each, some at once: appends go on for a while.
    public static void oneByOne(int donations) {
        IntStream.range(0, donations)
                .parallel()
                .forEach(pence ->
                        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.donation(pence + 1))
                                .statusCode(201));
    }

    /// So many that the first block of balances is sealed (decision 0010).
    public static void sealed(String database) {
        int missing = (int) (1_100 - number(database, "select max(position) from event"));
        if (missing > 0) {
            given(missing);
        }
        Soon.holds(() ->
                assertThat(number(database, "select count(*) from sealed_block")).isPositive());
    }

    private static long number(String database, String query) {
        try (Connection superuser = RealParts.connect(database);
                ResultSet rows = superuser.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    public static String paid(UUID mandate, long pence) {
        return Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(mandate, pence))
                .statusCode(201)
                .extract()
                .path("id");
    }

    /// @return its size
    public static long checkpoint() {
        return Api.post(Api.FIN, "/api/v1/ledger/checkpoints", null)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("size");
    }
}
