package org.assemble.training.compliance.model;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many people there are, and what they still lack of the required trainings (T1, T4). Where
/// nothing is known of any team there are no counts, which is not the same as noughts.
///
/// @param members on all the teams; a person on two counts twice
/// @param complete those of them who lack nothing
/// @param toTake trainings that are still to be taken by somebody
/// @param missing by required course: how many lack it
public record Counts(long members, long complete, long toTake, Map<String, Long> missing) {

    /// @param holders how many hold a course; a course that nobody holds need not be there
    public static Counts of(
            long members, long complete, List<String> required, Map<String, Long> holders) {
        SortedMap<String, Long> missing = new TreeMap<>();
        required.forEach(course -> missing.put(course, members - holders.getOrDefault(course, 0L)));
        long toTake = missing.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(members, complete, toTake, missing);
    }

    /// Whether there is somebody, and nobody lacks anything (K7).
    public boolean isComplete() {
        return members > 0 && complete == members;
    }
}
