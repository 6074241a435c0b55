package org.assemble.ledger.policy.model;

import java.util.UUID;

/// Who approves, and how much: an approver anything, finance up to a limit.
///
/// @param limitPence the policy in force
public record Approver(UUID personId, boolean anything, long limitPence) {

    public boolean mayApprove(long pence) {
        return anything || pence <= limitPence;
    }
}
