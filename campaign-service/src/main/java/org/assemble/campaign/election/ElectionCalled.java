package org.assemble.campaign.election;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// An election has a polling day (E1).
record ElectionCalled(UUID electionId, ElectionRow.Kind kind, LocalDate pollingDay)
        implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.campaign.ElectionCalled.v1";
    }

    @Override
    public String subject() {
        return electionId.toString();
    }

    @Override
    public String key() {
        return electionId.toString();
    }
}
