package org.assemble.platform.eventlog;

/// What a service tells the others. A record that implements this is a message type of its own: its
/// components are the JSON data (ids only, nothing personal), its type name is written down and
/// never derived from a class.
public interface OutgoingEvent {

    /// `org.assemble.<service>.<Name>.v<n>`, permanent.
    String type();

    /// The id of the thing that it is about.
    String subject();

    /// What keeps the order: events of one key arrive in the order in which they were committed.
    String key();
}
