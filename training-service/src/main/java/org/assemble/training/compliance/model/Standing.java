package org.assemble.training.compliance.model;

import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/// How a team stands to the trainings that everyone on it must hold (T1). Pure.
///
/// @param required the codes of those trainings, sorted
/// @param lacking by member: the codes of what they lack, sorted; empty for who lacks nothing
public record Standing(List<String> required, SortedMap<UUID, List<String>> lacking) {

    /// What there is to say of a team.
    public sealed interface News {
        /// Everyone on the team holds what is required.
        record Complete(Standing standing) implements News {}

        /// Somebody lacks something, or there is nobody.
        record Incomplete(Standing standing) implements News {}

        /// Nothing that was not said before.
        record None() implements News {}
    }

    /// K7: a team without members is not complete: nobody is there who could contest.
    public boolean isComplete() {
        return !lacking.isEmpty() && lacking.values().stream().allMatch(List::isEmpty);
    }

    /// What is to be said after something else was. Who is on the team and what they lack is said
    /// anew whenever it changes: a complete team that somebody joins who holds everything is still
    /// complete, and whoever listens learns that this is true of the new member too.
    ///
    /// @param said null where nothing was said yet
    public News after(Standing said) {
        if (equals(said)) {
            return new News.None();
        }
        return isComplete() ? new News.Complete(this) : new News.Incomplete(this);
    }
}
