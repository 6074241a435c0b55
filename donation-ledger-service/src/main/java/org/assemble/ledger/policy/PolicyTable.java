package org.assemble.ledger.policy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.policy.model.Policies;
import org.assemble.ledger.policy.model.Policy;

/// What Assemble has decided, for those who show it: the table that the software came with, and the
/// journal since. What is decided by it reads it in its own turn.
@ApplicationScoped
public class PolicyTable {

    @Inject Pool database;

    @Inject History history;

    public Uni<Policies> all() {
        return at(Long.MAX_VALUE);
    }

    /// What was decided up to a position of the journal.
    public Uni<Policies> at(long position) {
        return database.query("select name, valid_from, value from policy")
                .execute()
                .map(rows -> {
                    List<Policy> seeded = new ArrayList<>();
                    rows.forEach(row ->
                            seeded.add(
                                    Policy.seeded(
                                            Policy.Name.of(row.getString("name")),
                                            row.getLocalDate("valid_from"),
                                            row.getLong("value"))));
                    return Policies.of(seeded);
                })
                .chain(seeded -> history.of(List.of(StreamId.POLICIES), position, seeded))
                .map(states -> states.get(StreamId.POLICIES));
    }
}
