package org.assemble.training.calllist.model;

/// What a column of a list tells.
public enum Meaning {
    NAME,
    EMAIL,
    /// The name by which somebody is signed in to the call; most often an e-mail address.
    ACCOUNT,
    JOIN,
    LEAVE,
    MINUTES,
    /// Whether the line tells of joining or of leaving.
    ACTION,
    /// When that was.
    TIME,
    /// Whether they were not let in yet.
    WAITING,
    /// Whether they came at all.
    ATTENDED
}
