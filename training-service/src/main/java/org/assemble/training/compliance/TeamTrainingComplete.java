package org.assemble.training.compliance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.training.compliance.model.Standing;

/// Everyone on a team holds the required trainings (T1, K7). Said anew whenever the team or the
/// requirements change: a reader keeps what has the highest version, and needs nothing of what came
/// before.
///
/// @param version rises by one with everything that is said of a campaign's team
/// @param asOf when the service looked
/// @param required the codes of the trainings that everyone on the team must hold
/// @param members everyone on the team
record TeamTrainingComplete(
        UUID campaignId, long version, Instant asOf, List<String> required, List<UUID> members)
        implements OutgoingEvent {
    static TeamTrainingComplete of(UUID campaignId, long version, Instant asOf, Standing standing) {
        return new TeamTrainingComplete(
                campaignId,
                version,
                asOf,
                standing.required(),
                List.copyOf(standing.lacking().keySet()));
    }

    @Override
    public String type() {
        return "org.assemble.training.TeamTrainingComplete.v1";
    }

    @Override
    public String subject() {
        return campaignId.toString();
    }

    @Override
    public String key() {
        return campaignId.toString();
    }
}
