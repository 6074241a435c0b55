package org.assemble.training.calllist.model;

/// Why a line of a list does not count. The line is named; the others count.
public enum Problem {
    UNREADABLE_TIME("A time can't be read."),
    NO_TIMES("It says neither from when to when, nor how long."),
    LEAVES_BEFORE_JOINING("The leaving is before the joining."),
    IN_THE_FUTURE("The time has not come yet."),
    ANOTHER_DAY("It is not the day of the session."),
    LONGER_THAN_SESSION("It is longer than the session, and without times nobody knows how much.");

    private final String explanation;

    Problem(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }
}
