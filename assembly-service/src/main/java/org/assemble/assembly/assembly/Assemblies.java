package org.assemble.assembly.assembly;

import static org.assemble.assembly.AssemblyRefusal.IMPOSSIBLE_WARD;
import static org.assemble.assembly.AssemblyRefusal.NO_MINUTES;
import static org.assemble.assembly.AssemblyRefusal.UNKNOWN_ASSEMBLY;
import static org.assemble.assembly.AssemblyRefusal.WARD_DOES_NOT_FIT;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.assemble.assembly.AssemblyRefusal;
import org.assemble.assembly.assembly.model.Assembly;
import org.assemble.assembly.assembly.model.AssemblyCommand;
import org.assemble.assembly.assembly.model.AssemblyEvent;
import org.assemble.assembly.assembly.model.Decision;
import org.assemble.assembly.assembly.model.Ward;
import org.assemble.assembly.campaign.Campaigns;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.paging.PageRequest;

/// Ward assemblies: planning them and taking them through their life (A1). One write path: the row
/// is locked, the model decides, the row is changed, the others are told.
@ApplicationScoped
public class Assemblies {
    @Inject Campaigns campaigns;
    @Inject EventLog log;
    @Inject Clock clock;

    @WithTransaction
    Uni<AssemblyRow> plan(Caller by, AssemblyRow planned) {
        Ward ward = new Ward(planned.wardCode, planned.wardName);
        return campaigns
                .constituencyOf(planned.campaignId)
                .invoke(() -> by.mustBeOf(planned.campaignId))
                .call(() -> campaigns.mustBeLive(planned.campaignId))
                .invoke(constituency -> mustLieIn(ward, constituency))
                .chain(() -> planned.<AssemblyRow>persist())
                .call(row -> log.append(AssemblyMessage.planned(row)));
    }

    @WithTransaction
    Uni<AssemblyRow> announce(Caller by, UUID id) {
        return locked(id)
                .invoke(row -> by.mustBeOf(row.campaignId))
                .call(row -> campaigns.mustBeLive(row.campaignId))
                .chain(row -> step(row, new AssemblyCommand.Announce()));
    }

    /// One step of an assembly's life, for those of its campaign and its facilitators.
    @WithTransaction
    Uni<AssemblyRow> handle(Caller by, UUID id, AssemblyCommand command) {
        return admitted(by, id).chain(row -> step(row, command));
    }

    /// The same for other features, which need no more than how the assembly then stands.
    @WithTransaction
    public Uni<Assembly> take(Caller by, UUID id, AssemblyCommand command) {
        return handle(by, id, command).map(AssemblyRow::assembly);
    }

    /// Refuses who neither belongs to the campaign nor facilitates the assembly; until the
    /// transaction ends nobody else changes it.
    ///
    /// @return the campaign
    @WithTransaction
    public Uni<UUID> lock(Caller by, UUID id) {
        return admitted(by, id).map(row -> row.campaignId);
    }

    @WithSession
    Uni<AssemblyRow> get(UUID id) {
        return AssemblyRow.<AssemblyRow>findById(id).onItem().ifNull().failWith(() -> unknown(id));
    }

    @WithSession
    Uni<List<AssemblyRow>> list(PageRequest page) {
        return AssemblyRow.<AssemblyRow>find("id > ?1 order by id", page.afterId())
                .page(0, page.rows())
                .list();
    }

    @WithSession
    Uni<List<AssemblyRow>> listOf(UUID campaignId, PageRequest page) {
        return AssemblyRow.<AssemblyRow>find(
                        "campaignId = ?1 and id > ?2 order by id", campaignId, page.afterId())
                .page(0, page.rows())
                .list();
    }

    /// What an assembly came to, for its campaign and facilitators: minutes may name people (D2).
    @WithSession
    Uni<AssemblyRow> minutes(Caller by, UUID id) {
        return get(id).invoke(row -> {
            row.mustAdmit(by);
            if (row.minutes == null) {
                throw NO_MINUTES.because("The assembly has not been held yet.");
            }
        });
    }

    private Uni<AssemblyRow> step(AssemblyRow row, AssemblyCommand command) {
        return switch (row.assembly().decide(command, clock.instant())) {
            case Decision.No(Decision.Why why, String detail) ->
                    throw AssemblyRefusal.valueOf(why.name()).because(detail);
            case Decision.Happened(AssemblyEvent event) -> {
                row.apply(event);
                yield log.append(AssemblyMessage.of(row, event)).replaceWith(row);
            }
        };
    }

    private static Uni<AssemblyRow> admitted(Caller by, UUID id) {
        return locked(id).invoke(row -> row.mustAdmit(by));
    }

    private static Uni<AssemblyRow> locked(UUID id) {
        return AssemblyRow.<AssemblyRow>findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    private static void mustLieIn(Ward ward, String constituency) {
        if (!ward.canBe()) {
            throw IMPOSSIBLE_WARD.at(
                    "/ward/code", "%s is no code of a ward.".formatted(ward.code()));
        }
        if (!ward.liesIn(constituency)) {
            throw WARD_DOES_NOT_FIT.at(
                    "/ward/code", "%s is not in %s.".formatted(ward.code(), constituency));
        }
    }

    private static RuntimeException unknown(UUID id) {
        return UNKNOWN_ASSEMBLY.because("No assembly has the id %s.".formatted(id));
    }
}
