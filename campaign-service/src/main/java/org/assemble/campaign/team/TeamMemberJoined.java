package org.assemble.campaign.team;

import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// A person joined a campaign's team (K5), and is to take the four trainings (T1). Their role is in
/// the campaign's own words, which might name someone: it is not told (D2).
record TeamMemberJoined(UUID campaignId, UUID personId) implements OutgoingEvent {
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
