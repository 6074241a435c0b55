package org.assemble.campaign.election;

import static org.assemble.campaign.CampaignRefusal.ELECTION_CALLED_ALREADY;
import static org.assemble.campaign.CampaignRefusal.UNKNOWN_ELECTION;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.Constraint;

/// Elections and their polling days (E1).
@ApplicationScoped
public class Elections {
    @Inject EventLog log;

    @WithTransaction
    Uni<ElectionRow> call(ElectionRow.Kind kind, String name, LocalDate pollingDay) {
        ElectionRow row = new ElectionRow();
        row.id = Ids.next();
        row.kind = kind;
        row.name = name;
        row.pollingDay = pollingDay;
        return row.<ElectionRow>persistAndFlush()
                .onFailure(Constraint.broken("election_kind_polling_day_name_key"))
                .transform(_ ->
                        ELECTION_CALLED_ALREADY.because(
                                "%s on %s is called.".formatted(name, pollingDay)))
                .call(() -> log.append(new ElectionCalled(row.id, kind, pollingDay)));
    }

    @WithSession
    Uni<ElectionRow> get(UUID id) {
        return ElectionRow.<ElectionRow>findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> UNKNOWN_ELECTION.because("No election has the id " + id));
    }

    /// The polling day of a general election; null where the election is a local one.
    public Uni<LocalDate> general(UUID id) {
        return get(id).map(row -> row.kind == ElectionRow.Kind.GENERAL ? row.pollingDay : null);
    }

    @WithSession
    Uni<List<ElectionRow>> list(PageRequest page) {
        return ElectionRow.<ElectionRow>find("id > ?1 order by id", page.afterId())
                .page(0, page.rows())
                .list();
    }
}
