package org.assemble.ledger.mandate;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_MANDATE;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;

/// Looks mandates up: which there are by the events that began them, and each one's state by its
/// history.
@ApplicationScoped
class Mandates {

    private static final String PLEDGED =
            """
            select position, stream from event
            where campaign_id = $1 and type = 'MandatePledged' and position > $2 order by position limit $3\
            """;

    @Inject Pool database;

    @Inject History history;

    /// @param position of the event that began it: what lists are in the order of
    record Listed(long position, Mandate.Known mandate) {}

    private record Begun(long position, StreamId stream) {}

    Uni<Mandate.Known> get(UUID mandateId) {
        return history.of(StreamId.mandate(mandateId), Mandate.UNKNOWN)
                .map(mandate ->
                        switch (mandate) {
                            case Mandate.Known known -> known;
                            case Mandate.Unknown _ ->
                                    throw new LedgerRefusal(UNKNOWN_MANDATE)
                                            .because("No mandate has the id " + mandateId + ".");
                        });
    }

    Uni<List<Listed>> ofCampaign(UUID campaignId, PageRequest page) {
        return database.preparedQuery(PLEDGED)
                .execute(Tuple.of(campaignId, after(page), page.rows()))
                .map(rows -> {
                    List<Begun> begun = new ArrayList<>();
                    rows.forEach(row ->
                            begun.add(
                                    new Begun(
                                            row.getLong("position"),
                                            StreamId.parse(row.getString("stream")))));
                    return begun;
                })
                .chain(begun ->
                        history.of(begun.stream().map(Begun::stream).toList(), Mandate.UNKNOWN)
                                .map(states -> listed(begun, states)));
    }

    private static long after(PageRequest page) {
        try {
            return page.after().map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException notAPosition) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    private static List<Listed> listed(List<Begun> begun, Map<StreamId, Mandate> states) {
        return begun.stream()
                .map(one -> new Listed(one.position(), (Mandate.Known) states.get(one.stream())))
                .toList();
    }
}
