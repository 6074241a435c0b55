package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A trial balance as finance reads it; the sum of debits is the sum of credits in every one.
public record Balances(Map<String, Long> pence, long position) {

    public static Balances now() {
        return asked("");
    }

    public static Balances asked(String query) {
        JsonPath answer =
                Api.as(Api.FIN)
                        .get("/api/v1/ledger/trial-balance" + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(answer.getLong("totalDebits.amount"))
                .isEqualTo(answer.getLong("totalCredits.amount"));
        List<Map<String, Object>> accounts = answer.getList("accounts");
        Map<String, Long> pence = new HashMap<>();
        for (Map<String, Object> account : accounts) {
            Map<?, ?> balance = (Map<?, ?>) account.get("balance");
            pence.put(
                    (String) account.get("account"), ((Number) balance.get("amount")).longValue());
        }
        return new Balances(pence, answer.getLong("position"));
    }

    /// Nought where there is no data.
    public long of(Object account) {
        return pence.getOrDefault(account.toString(), 0L);
    }

    public long since(Balances before, Object account) {
        return of(account) - before.of(account);
    }
}
