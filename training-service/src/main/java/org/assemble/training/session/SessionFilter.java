package org.assemble.training.session;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assemble.platform.settings.Keepable;
import org.assemble.training.session.model.Region;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// Which sessions are wanted: the query parameters of their list. What is not said excludes
/// nothing.
public class SessionFilter {
    @RestQuery
    @Size(max = 60)
    @Parameter(description = "The code of a course")
    String course;

    @RestQuery
    @Pattern(regexp = Region.CODE)
    @Parameter(description = "At places in this region; online ones are for all regions")
    String region;

    @RestQuery
    @Parameter(description = "Of one series")
    UUID series;

    @RestQuery
    @Keepable
    @Parameter(description = "That end at this time or later")
    Instant from;

    @RestQuery
    @Keepable
    @Parameter(description = "That begin before this time")
    Instant to;

    @RestQuery
    @Size(max = 35)
    @Parameter(description = "In this language (BCP 47); en finds en-GB too")
    String language;

    @RestQuery
    @Parameter(description = "true: in a call; false: at a place")
    Boolean online;

    @RestQuery
    @Parameter(description = "true: a seat can be had; false: none can")
    Boolean freeSeats;

    @RestQuery
    @Keepable
    @Parameter(description = "That were planned, changed, cancelled or enrolled in since")
    Instant updatedSince;

    /// The conditions in HQL, with their values.
    record Conditions(String hql, Map<String, Object> values) {}

    Conditions after(UUID id, Instant now) {
        StringBuilder hql = new StringBuilder("id > :after");
        Map<String, Object> values = new HashMap<>(Map.of("after", id));
        and(hql, values, " and course = :course", "course", course);
        and(hql, values, " and (region = :region or place is null)", "region", region);
        and(hql, values, " and seriesId = :series", "series", series);
        and(hql, values, " and endsAt >= :from", "from", from);
        and(hql, values, " and startsAt < :to", "to", to);
        and(
                hql,
                values,
                " and (lower(language) = :language or lower(language) like :language || '-%')",
                "language",
                language == null ? null : language.toLowerCase(Locale.ROOT));
        and(hql, values, " and updatedAt >= :updatedSince", "updatedSince", updatedSince);
        if (online != null) {
            hql.append(online ? " and place is null" : " and place is not null");
        }
        if (freeSeats != null) {
            hql.append(freeSeats ? " and (" : " and not (")
                    .append("enrolled < capacity and cancelledAt is null")
                    .append(" and (startsAt > :now or plannedAt >= startsAt))");
            values.put("now", now);
        }
        return new Conditions(hql + " order by id", values);
    }

    private static void and(
            StringBuilder hql,
            Map<String, Object> values,
            String condition,
            String name,
            Object value) {
        if (value != null) {
            hql.append(condition);
            values.put(name, value);
        }
    }
}
