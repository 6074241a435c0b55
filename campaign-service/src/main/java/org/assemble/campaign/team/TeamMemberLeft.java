package org.assemble.campaign.team;

import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// A person left a campaign's team.
record TeamMemberLeft(UUID campaignId, UUID personId) implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.campaign.TeamMemberLeft.v1";
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
