package org.assemble.platform.problem;

import java.util.function.Predicate;

/// Tells which constraint of the database said no: two requests at once can both find that nothing
/// stands in their way, and only the database knows better.
public final class Constraint {
    private Constraint() {}

    /// Whether a failure is the breach of this constraint.
    public static Predicate<Throwable> broken(String name) {
        return failed ->
                Outage.causes(failed)
                        .anyMatch(cause ->
                                cause.getMessage() != null && cause.getMessage().contains(name));
    }
}
