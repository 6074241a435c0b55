package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.assemble.training.session.model.Plan;
import org.assemble.training.session.model.Plan.Venue;
import org.assemble.training.session.model.Plan.Venue.Online;
import org.assemble.training.session.model.Plan.Venue.Place;
import org.hibernate.annotations.Formula;

/// A session of a course, online or at a place (T3).
@Entity
@Table(name = "session")
class SessionRow extends PanacheEntityBase {
    @Id UUID id;
    String course;

    /// What trainers see of the course when the session begins, as far as it is known.
    @Formula(
            "(select coalesce(max(v.version), 1) from course_version v"
                    + " where v.course = course and v.effective_at <= starts_at)")
    int courseVersion;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    @Column(name = "time_zone")
    String timeZone;

    @Column(name = "online_url")
    String onlineUrl;

    String place;
    String region;
    int capacity;
    int enrolled;
    int waiting;

    @Column(name = "last_place")
    long lastPlace;

    String language;

    @Column(name = "access_note")
    String accessNote;

    UUID[] trainers;

    @Column(name = "series_id")
    UUID seriesId;

    String repeats;

    @Column(name = "planned_by")
    UUID plannedBy;

    @Column(name = "planned_at")
    Instant plannedAt;

    long revision;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "cancelled_at")
    Instant cancelledAt;

    @Column(name = "cancelled_reason")
    String cancelledReason;

    Plan plan() {
        return new Plan(
                startsAt,
                endsAt,
                ZoneId.of(timeZone),
                onlineUrl == null ? new Place(place, region) : new Online(onlineUrl),
                capacity,
                language,
                accessNote,
                List.of(trainers));
    }

    void keep(Plan plan, Instant now) {
        startsAt = plan.startsAt();
        endsAt = plan.endsAt();
        timeZone = plan.timeZone().getId();
        keep(plan.venue());
        capacity = plan.capacity();
        language = plan.language();
        accessNote = plan.accessNote();
        trainers = plan.trainers().toArray(UUID[]::new);
        revised(now);
    }

    void cancel(String reason, Instant now) {
        cancelledAt = now;
        cancelledReason = reason;
        revised(now);
    }

    private void revised(Instant now) {
        revision++;
        changedAt = now;
        updatedAt = now;
    }

    /// Until when seats are taken and given up; null where it was entered after it was held.
    Instant closesAt() {
        return plannedAt.isBefore(startsAt) ? startsAt : null;
    }

    private void keep(Venue venue) {
        onlineUrl = venue instanceof Online(String url) ? url : null;
        place = venue instanceof Place(String address, _) ? address : null;
        region = venue instanceof Place(_, String code) ? code : null;
    }
}
