package org.assemble.ledger.checkpoint;

import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.ledger.Api;

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
