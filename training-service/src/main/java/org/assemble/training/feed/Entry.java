package org.assemble.training.feed;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/// A session as a calendar shows it.
///
/// @param course its name, by the version by which the session is given
/// @param onlineUrl null where it is at a place, and in a calendar of who may not join
/// @param place null where it is online
/// @param accessNote null where nothing is said
/// @param sequence how often something changed of what it shows: of the session, of its course's
///   name, of the seat of the person whose feed it is
/// @param changedAt when that was last
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
        long sequence,
        Instant plannedAt,
        Instant changedAt,
        String cancelledReason,
        boolean waits) {}
