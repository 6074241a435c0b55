package org.assemble.assembly.pledge.model;

import static org.assemble.assembly.pledge.model.Decision.Why.PLEDGED_ALREADY;
import static org.assemble.assembly.pledge.model.Decision.Why.PLEDGE_ABOVE_LIMIT;
import static org.assemble.assembly.pledge.model.Decision.Why.PLEDGE_NOT_POSITIVE;
import static org.assemble.assembly.pledge.model.Decision.Why.UNKNOWN_ATTENDEE;

import org.assemble.assembly.pledge.model.Decision.No;
import org.assemble.assembly.pledge.model.Decision.Pledged;

/// Somebody at an assembly, as far as pledging goes (A3). Pure.
///
/// @param checkedIn at this very assembly
/// @param hasPledged there before
public record Attendee(boolean checkedIn, boolean hasPledged) {

    /// Decides whether they pledge so much a month.
    ///
    /// @param limitPence the policy in force
    public Decision pledge(long monthlyPence, long limitPence) {
        if (monthlyPence <= 0) {
            return new No(PLEDGE_NOT_POSITIVE, "%d pence is no pledge.".formatted(monthlyPence));
        }
        if (monthlyPence > limitPence) {
            return new No(PLEDGE_ABOVE_LIMIT, "The limit is %d pence.".formatted(limitPence));
        }
        if (!checkedIn) {
            return new No(UNKNOWN_ATTENDEE, "Nobody of this id is checked in here.");
        }
        return hasPledged
                ? new No(PLEDGED_ALREADY, "This attendee has pledged here.")
                : new Pledged(monthlyPence);
    }
}
