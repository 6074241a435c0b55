package org.assemble.gateway.own;

/// A feature that answers requests itself. A bean of this kind is all that it takes.
public interface Operations {

    /// Names the addresses that the feature answers.
    void offer(Desk.Offers at);
}
