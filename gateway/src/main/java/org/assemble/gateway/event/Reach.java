package org.assemble.gateway.event;

import java.util.Optional;
import java.util.Set;

/// Which events somebody gets. Pure.
///
/// @param types these and no others
/// @param campaigns of these alone; of all, and of what is about none, where it is empty
public record Reach(Set<String> types, Optional<Set<String>> campaigns) {

    public Reach {
        types = Set.copyOf(types);
        campaigns = campaigns.map(Set::copyOf);
    }

    public boolean covers(TakenEvent event) {
        return types.contains(event.type())
                && campaigns.map(own -> own.contains(event.key())).orElse(true);
    }

    /// For SQL: the types.
    public String[] typeColumn() {
        return types.toArray(String[]::new);
    }

    /// For SQL: the campaigns; null for all.
    public String[] campaignColumn() {
        return campaigns.map(own -> own.toArray(String[]::new)).orElse(null);
    }
}
