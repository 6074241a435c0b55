package org.assemble.campaign.team;

import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// A person joined a campaign's team (K5), and is to take the four trainings (T1).
record TeamMemberJoined(UUID campaignId, UUID personId, String role) implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.campaign.TeamMemberJoined.v1";
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
