package org.assemble.training.compliance;

import java.util.UUID;
import org.assemble.platform.problem.CommonRefusal;

/// The place of a person in a list that goes team by team.
record PersonOnTeam(UUID campaignId, UUID personId) {
    static final PersonOnTeam FIRST = new PersonOnTeam(new UUID(0, 0), new UUID(0, 0));
    private static final String BETWEEN = ":";

    /// From the text of a cursor.
    static PersonOnTeam of(String text) {
        try {
            String[] parts = text.split(BETWEEN);
            return new PersonOnTeam(UUID.fromString(parts[0]), UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOne) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    @Override
    public String toString() {
        return campaignId + BETWEEN + personId;
    }
}
