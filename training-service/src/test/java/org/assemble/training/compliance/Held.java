package org.assemble.training.compliance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.training.TrainingApi;

/// What people hold, written as it stands in the database: certificates of any day, which nobody
/// could be given over HTTP.
final class Held {
    static final List<String> FOUR =
            List.of("facilitation", "induction-culture", "run-campaign", "run-ward-assembly");
    private static final String DATABASE = "test";
    private static final String HOLDS =
            """
            insert into completion (id, person_id, course, session_id, completed_at, expires_on)
            values (?, ?, ?, ?, ?, ?)\
            """;
    private static final String WITHDRAWN =
            """
            update completion set withdrawn_at = ?, withdrawn_by = person_id, withdrawn_reason = 'a test'
            where person_id = ? and course = ? and session_id = ?\
            """;

    // By one of them people come to a training, by the other they renew it.
    private static final List<UUID> SESSIONS = new ArrayList<>();

    private Held() {}

    /// @param expiresOn null: never
    static void holds(UUID person, String course, Instant since, LocalDate expiresOn) {
        holds(person, course, since, expiresOn, false);
    }

    /// @param again by the session that renews it
    static void holds(
            UUID person, String course, Instant since, LocalDate expiresOn, boolean again) {
        update(
                HOLDS,
                UUID.randomUUID(),
                person,
                course,
                session(again),
                since.atOffset(ZoneOffset.UTC),
                expiresOn);
    }

    static void holdsAll(UUID person, Instant since) {
        FOUR.forEach(course -> holds(person, course, since, null));
    }

    static void withdrawn(UUID person, String course, Instant at) {
        withdrawn(person, course, at, false);
    }

    static void withdrawn(UUID person, String course, Instant at, boolean again) {
        update(WITHDRAWN, at.atOffset(ZoneOffset.UTC), person, course, session(again));
    }

    static void update(String sql, Object... values) {
        try (Connection database = RealParts.connect(DATABASE)) {
            update(database, sql, values);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As nobody does: what changed leaves no mark.
    static void updateUnmarked(String sql, Object... values) {
        try (Connection database = RealParts.connect(DATABASE)) {
            update(database, "set session_replication_role = replica");
            update(database, sql, values);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(Connection database, String sql, Object... values)
            throws SQLException {
        try (var statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /// Until every mark is taken up.
    static void awaitReviews() {
        Soon.holds(() -> {
            try (Connection database = RealParts.connect(DATABASE);
                    var statement = database.createStatement();
                    var row = statement.executeQuery("select count(*) from team_review")) {
                row.next();
                if (row.getLong(1) > 0) {
                    throw new AssertionError(row.getLong(1) + " marks are left");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static synchronized UUID session(boolean again) {
        while (SESSIONS.size() < 2) {
            SESSIONS.add(UUID.fromString(TrainingApi.session("facilitation", 1)));
        }
        return SESSIONS.get(again ? 1 : 0);
    }
}
