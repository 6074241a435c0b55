package org.assemble.gateway.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How much each of those who ask has of something at one time; who has nothing takes no room.
final class Counts {

    private final Map<String, Integer> of = new ConcurrentHashMap<>();

    /// @return how many it has now, with this one; each must be taken back by [#leave]
    int enter(String who) {
        return of.merge(who, 1, Integer::sum);
    }

    void leave(String who) {
        of.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    }
}
