package org.assemble.ledger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.ledger.Api;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;

/// What fills a journal, and what signs it.
public final class Donations {

    private Donations() {}

    /// So many, for the national fund, of a penny and more.
    public static void given(int donations) {
        IntStream.range(0, donations)
                .parallel()
                .forEach(pence ->
                        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.donation(pence + 1))
                                .statusCode(201));
    }

    /// So many that the first block of balances is sealed (decision 0010).
    public static void sealed(String database) {
        while (number(database, "select max(position) from event") < 4_100) {
            given(400);
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
