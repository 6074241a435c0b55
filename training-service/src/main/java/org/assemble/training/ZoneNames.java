package org.assemble.training;

import static org.assemble.training.TrainingRefusal.IMPOSSIBLE_TIME_ZONE;

import java.time.ZoneId;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Time zones as callers name them: by the names of the IANA database, as the JDK has them; a
/// library may add zones of its own to those that `ZoneId` knows.
public final class ZoneNames {
    private static final Set<String> KNOWN =
            Stream.of(TimeZone.getAvailableIDs())
                    .filter(ZoneId.getAvailableZoneIds()::contains)
                    .collect(Collectors.toUnmodifiableSet());

    private ZoneNames() {}

    /// The zone that the field `timeZone` names; refuses a name that none has.
    public static ZoneId zone(String name) {
        if (!KNOWN.contains(name)) {
            throw IMPOSSIBLE_TIME_ZONE.at(
                    "/timeZone", "No time zone has the name %s.".formatted(name));
        }
        return ZoneId.of(name);
    }
}
