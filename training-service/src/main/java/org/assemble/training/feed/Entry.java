package org.assemble.training.feed;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/// A session as a calendar shows it.
///
/// @param onlineUrl null where it is at a place
/// @param place null where it is online
/// @param accessNote null where nothing is said
/// @param revision rises with every change
/// @param cancelledReason null unless it is cancelled
/// @param waits whether the person whose feed it is waits for a seat
record Entry(
        UUID id,
        String course,
        Instant startsAt,
        Instant endsAt,
        ZoneId timeZone,
        String onlineUrl,
        String place,
        String language,
        String accessNote,
        long revision,
        Instant plannedAt,
        Instant changedAt,
        String cancelledReason,
        boolean waits) {}
