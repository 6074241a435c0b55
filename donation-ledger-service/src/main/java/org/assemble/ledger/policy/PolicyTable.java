package org.assemble.ledger.policy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.assemble.ledger.policy.model.Policies;
import org.assemble.ledger.policy.model.Policy;

/// What Assemble has decided, for those who show it. What is decided by it reads it in its own
/// transaction.
@ApplicationScoped
public class PolicyTable {

    @Inject Pool database;

    public Uni<Policies> all() {
        return database.query("select name, valid_from, value from policy")
                .execute()
                .map(rows -> {
                    List<Policy> decided = new ArrayList<>();
                    rows.forEach(row ->
                            decided.add(
                                    new Policy(
                                            Policy.Name.of(row.getString("name")),
                                            row.getLocalDate("valid_from"),
                                            row.getLong("value"))));
                    return new Policies(decided);
                });
    }
}
