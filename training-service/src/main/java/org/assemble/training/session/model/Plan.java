package org.assemble.training.session.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What is planned of a session: everything about it that its trainers edit. Pure: no clock, no
/// I/O, no framework.
///
/// @param venue where it is
/// @param language what is spoken, as in BCP 47
/// @param accessNote what the place or the call offers to those who need it; null where nothing is
///   said
/// @param trainers who give it
public record Plan(
        Instant startsAt,
        Instant endsAt,
        ZoneId timeZone,
        Venue venue,
        int capacity,
        String language,
        String accessNote,
        List<UUID> trainers) {

    public Plan {
        trainers = List.copyOf(trainers);
    }

    /// Where a session is.
    public sealed interface Venue {

        /// In a call, for people anywhere.
        record Online(String url) implements Venue {}

        /// At a place in one of the twelve nations and regions.
        record Place(String address, String region) implements Venue {}
    }

    /// This plan with what somebody changed of another one of the same series. What they left alone
    /// stays as it is here; what they moved moves by the clock on the wall, so that an evening
    /// stays an evening when daylight saving begins.
    ///
    /// @param before the other one's plan
    /// @param after what it was changed to
    public Plan changedAs(Plan before, Plan after) {
        Plan moved = movedAs(before, after);
        return new Plan(
                moved.startsAt,
                moved.endsAt,
                moved.timeZone,
                either(venue, before.venue, after.venue),
                either(capacity, before.capacity, after.capacity),
                either(language, before.language, after.language),
                either(accessNote, before.accessNote, after.accessNote),
                either(trainers, before.trainers, after.trainers));
    }

    /// Those who did not give it before.
    public List<UUID> newTrainers(Plan before) {
        return trainers.stream().filter(trainer -> !before.trainers.contains(trainer)).toList();
    }

    /// The same, given by those who give another plan.
    public Plan givenBy(Plan other) {
        return new Plan(
                startsAt, endsAt, timeZone, venue, capacity, language, accessNote, other.trainers);
    }

    /// The same with as many seats as another plan has.
    public Plan sized(Plan other) {
        return new Plan(
                startsAt, endsAt, timeZone, venue, other.capacity, language, accessNote, trainers);
    }

    /// The same plan for another day: as long, and in the same zone.
    public Plan at(LocalDateTime start) {
        return moved(start, timeZone, length());
    }

    /// When it begins by the clock on the wall.
    public LocalDateTime localStart() {
        return startsAt.atZone(timeZone).toLocalDateTime();
    }

    private Plan movedAs(Plan before, Plan after) {
        if (before.startsAt.equals(after.startsAt)
                && before.endsAt.equals(after.endsAt)
                && before.timeZone.equals(after.timeZone)) {
            return this;
        }
        Duration shift = Duration.between(before.localStart(), after.localStart());
        return moved(
                localStart().plus(shift),
                either(timeZone, before.timeZone, after.timeZone),
                either(length(), before.length(), after.length()));
    }

    // RFC 5545, 3.3.5: an hour that the clocks leave out is the one after it, of one that comes
    // twice it is the first; ofLocal reads it so too. The length is time that passes.
    private Plan moved(LocalDateTime start, ZoneId zone, Duration length) {
        Instant begins = start.atZone(zone).toInstant();
        return new Plan(
                begins, begins.plus(length), zone, venue, capacity, language, accessNote, trainers);
    }

    private Duration length() {
        return Duration.between(startsAt, endsAt);
    }

    private static <T> T either(T own, T before, T after) {
        return Objects.equals(before, after) ? own : after;
    }
}
