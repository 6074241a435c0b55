package org.assemble.training.calllist.model;

import java.util.List;

/// Somebody who stands in a list, with all the lines that are theirs.
///
/// @param number counts from 1 within the list
/// @param name may be empty
/// @param email in lower case; empty where the list has none
public record Attendee(int number, String name, String email, List<Line> lines) {

    @Override
    public String toString() {
        // Never a name or an address in a log.
        return "Attendee[" + number + "]";
    }
}
