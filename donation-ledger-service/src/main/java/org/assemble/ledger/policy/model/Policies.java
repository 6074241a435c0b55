package org.assemble.ledger.policy.model;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/// All that was ever decided; a later decision for the same day stands later in the list and
/// counts.
public record Policies(List<Policy> decided) {

    public Policies {
        decided = List.copyOf(decided);
    }

    public long inForce(Policy.Name name, LocalDate day) {
        return decided.stream()
                .filter(policy -> policy.name() == name && !policy.validFrom().isAfter(day))
                .max(Comparator.comparing(Policy::validFrom))
                .orElseThrow(
                        () -> new IllegalStateException("no policy " + name.text() + " on " + day))
                .value();
    }
}
