package org.assemble.platform.inbox;

/// A feature that wants to know what happened elsewhere. A bean of this kind is all that it takes:
/// the topics are read by the platform, the settings name them.
public interface Subscriber {

    /// Names the types that the feature reads and what it does with each.
    void subscribe(Subscriptions on);
}
