package org.assemble.training.compliance;

import java.util.UUID;
import org.assemble.platform.problem.CommonRefusal;

/// Where a team stands among those of its region: first who has most trainings to take; of those
/// that have none, first who is not complete all the same, because nobody is on it.
record Need(long toTake, boolean isComplete, UUID campaignId) {
    static final Need GREATEST = new Need(Long.MAX_VALUE, false, new UUID(0, 0));
    private static final String BETWEEN = ":";

    static Need of(Compliance.Line team) {
        return new Need(
                team.counts() == null ? 0 : team.counts().toTake(),
                team.completeTeams() > 0,
                UUID.fromString(team.id()));
    }

    /// From the text of a cursor.
    static Need of(String text) {
        try {
            String[] parts = text.split(BETWEEN);
            return new Need(
                    Long.parseLong(parts[0]),
                    Boolean.parseBoolean(parts[1]),
                    UUID.fromString(parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOne) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    @Override
    public String toString() {
        return toTake + BETWEEN + isComplete + BETWEEN + campaignId;
    }
}
