package org.assemble.assembly.checkin;

import static org.assemble.assembly.AssemblyRefusal.CHECK_IN_ELSEWHERE;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.assembly.assembly.Assemblies;
import org.assemble.assembly.assembly.model.Assembly;
import org.assemble.assembly.assembly.model.AssemblyCommand.CheckIn;
import org.assemble.platform.caller.Caller;

/// Who came (A1). A phone makes the id of a check-in, so that it works without a network: what it
/// sends again, or another phone sends too, counts once.
@ApplicationScoped
public class CheckIns {
    private static final String MERGE =
            """
            insert into check_in (id, assembly_id, at, how)
            select c.id, ?1, cast(c.at as timestamptz), c.how
            from unnest(cast(?2 as uuid[]), cast(?3 as text[]), cast(?4 as text[])) as c(id, at, how)
            on conflict (id) do nothing\
            """;
    private static final String ELSEWHERE =
            "select id from check_in where id = any(?1) and assembly_id <> ?2 order by id";

    @Inject Assemblies assemblies;

    /// By which way it is known that somebody came.
    enum How {
        PHONE,
        PAPER
    }

    /// Somebody came; who they are is neither asked nor kept.
    record Arrival(UUID id, Instant at, How how) {}

    @WithTransaction
    Uni<Assembly> merge(Caller by, UUID assemblyId, List<Arrival> arrivals) {
        return assemblies
                .lock(by, assemblyId)
                .chain(() -> insert(assemblyId, arrivals))
                .call(() -> mustBeFrom(assemblyId, arrivals))
                .chain(newcomers -> assemblies.take(by, assemblyId, new CheckIn(newcomers)));
    }

    /// Whether somebody is checked in at this very assembly.
    @WithSession
    public Uni<Boolean> has(UUID assemblyId, UUID checkInId) {
        return CheckInRow.count("id = ?1 and assemblyId = ?2", checkInId, assemblyId)
                .map(count -> count == 1);
    }

    private static Uni<Integer> insert(UUID assemblyId, List<Arrival> arrivals) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(MERGE)
                                .setParameter(1, assemblyId)
                                .setParameter(2, ids(arrivals))
                                .setParameter(
                                        3,
                                        arrivals.stream()
                                                .map(arrival -> arrival.at().toString())
                                                .toArray(String[]::new))
                                .setParameter(
                                        4,
                                        arrivals.stream()
                                                .map(arrival -> arrival.how().name())
                                                .toArray(String[]::new))
                                .executeUpdate());
    }

    private static Uni<Void> mustBeFrom(UUID assemblyId, List<Arrival> arrivals) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ELSEWHERE, UUID.class)
                                .setParameter(1, ids(arrivals))
                                .setParameter(2, assemblyId)
                                .getResultList())
                .invoke(elsewhere -> {
                    if (!elsewhere.isEmpty()) {
                        throw CHECK_IN_ELSEWHERE.because(
                                "Check-ins of another assembly: %s.".formatted(elsewhere));
                    }
                })
                .replaceWithVoid();
    }

    private static UUID[] ids(List<Arrival> arrivals) {
        return arrivals.stream().map(Arrival::id).toArray(UUID[]::new);
    }
}
