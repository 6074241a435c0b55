package org.assemble.training.compliance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.training.compliance.model.Standing;

/// Somebody on a team lacks a required training, or nobody is on it (T1, K7). Said anew whenever
/// what is missing changes: a reader keeps what has the highest version, and needs nothing of what
/// came before.
///
/// @param version rises by one with everything that is said of a campaign's team
/// @param asOf when the service looked
/// @param required the codes of the trainings that everyone on the team must hold
/// @param members everyone on the team
record TeamTrainingIncomplete(
        UUID campaignId, long version, Instant asOf, List<String> required, List<Member> members)
        implements OutgoingEvent {

    /// @param missing the codes of the required trainings that they lack; may be empty
    record Member(UUID personId, List<String> missing) {}

    static TeamTrainingIncomplete of(
            UUID campaignId, long version, Instant asOf, Standing standing) {
        return new TeamTrainingIncomplete(
                campaignId,
                version,
                asOf,
                standing.required(),
                standing.lacking().entrySet().stream()
                        .map(lack -> new Member(lack.getKey(), lack.getValue()))
                        .toList());
    }

    @Override
    public String type() {
        return "org.assemble.training.TeamTrainingIncomplete.v1";
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
