package org.assemble.assembly.pledge;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.assembly.AssemblyRefusal;
import org.assemble.assembly.assembly.Assemblies;
import org.assemble.assembly.campaign.Campaigns;
import org.assemble.assembly.checkin.CheckIns;
import org.assemble.assembly.pledge.model.Attendee;
import org.assemble.assembly.pledge.model.Decision;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.id.Ids;
import org.assemble.platform.policy.Policies;

/// What people who come to assemblies pledge to give each month (A3, M1).
@ApplicationScoped
public class Pledges {
    private static final String LIMIT = "pledge-limit-pence";

    @Inject Assemblies assemblies;
    @Inject Campaigns campaigns;
    @Inject CheckIns checkIns;
    @Inject Policies policies;
    @Inject EventLog log;
    @Inject Clock clock;

    /// The assembly is locked before anything is looked at, so that nobody pledges twice at once.
    @WithTransaction
    Uni<PledgeRow> make(Caller by, UUID assemblyId, UUID attendeeId, long monthlyPence) {
        return assemblies
                .lock(by, assemblyId)
                .call(campaigns::mustBeLive)
                .chain(campaignId ->
                        attendee(assemblyId, attendeeId)
                                .chain(attendee -> decided(attendee, monthlyPence))
                                .chain(pence -> keep(assemblyId, attendeeId, pence))
                                .call(row -> log.append(made(row, campaignId))));
    }

    private Uni<Attendee> attendee(UUID assemblyId, UUID attendeeId) {
        return checkIns.has(assemblyId, attendeeId)
                .chain(checkedIn ->
                        PledgeRow.count("attendeeId", attendeeId)
                                .map(pledges -> new Attendee(checkedIn, pledges > 0)));
    }

    private Uni<Long> decided(Attendee attendee, long monthlyPence) {
        return policies.valueOn(LIMIT, LocalDate.now(clock))
                .map(limitPence ->
                        switch (attendee.pledge(monthlyPence, limitPence)) {
                            case Decision.Pledged(long pence) -> pence;
                            case Decision.No(Decision.Why why, String detail) ->
                                    throw AssemblyRefusal.valueOf(why.name()).because(detail);
                        });
    }

    private Uni<PledgeRow> keep(UUID assemblyId, UUID attendeeId, long monthlyPence) {
        PledgeRow row = new PledgeRow();
        row.id = Ids.next();
        row.assemblyId = assemblyId;
        row.attendeeId = attendeeId;
        row.monthlyPence = monthlyPence;
        row.pledgedAt = clock.instant();
        return row.persist();
    }

    private static PledgeMade made(PledgeRow row, UUID campaignId) {
        return new PledgeMade(
                row.id,
                row.assemblyId,
                campaignId,
                row.attendeeId,
                row.monthlyPence,
                row.pledgedAt);
    }
}
