package org.assemble.campaign.campaign.model;

/// Where a campaign is in its life (K6).
public enum Stage {
    INTEREST,
    FOUNDING,
    FOUNDED,
    AGREED,
    LAUNCHED,
    CONTESTING,
    CONCLUDED,
    WITHDRAWN;

    /// Whether the campaign goes on: only these take up a constituency (K1).
    public boolean isLive() {
        return this != CONCLUDED && this != WITHDRAWN;
    }

    /// Whether an agreement is in force (G1, G2).
    public boolean hasAgreement() {
        return this == AGREED || this == LAUNCHED || this == CONTESTING;
    }
}
