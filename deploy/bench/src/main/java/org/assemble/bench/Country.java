package org.assemble.bench;

import java.sql.SQLException;
import java.util.List;

/// The trainings of a whole country, made inside the database: 20,000 people on the teams of 650
/// campaigns in twelve regions, and what they hold of 40 courses. Some left and came back, some are
/// on two teams; some of what they hold has expired or was withdrawn.
final class Country {
    static final List<String> REGIONS =
            List.of(
                    "E12000001",
                    "E12000002",
                    "E12000003",
                    "E12000004",
                    "E12000005",
                    "E12000006",
                    "E12000007",
                    "E12000008",
                    "E12000009",
                    "N92000002",
                    "S92000003",
                    "W92000004");
    private static final int CAMPAIGNS = 650;
    private static final int PEOPLE = 20_000;
    private static final int COURSES = 40;

    private static final List<String> FILLED =
            List.of(
                    "select setseed(0.4155)",
                    """
                    insert into course (code, name, length_minutes, required)
                    select 'course-' || n, 'Course ' || n, 60, false from generate_series(5, %d) as n\
                    """
                            .formatted(COURSES),
                    """
                    insert into campaign (id, region)
                    select md5('campaign ' || n)::uuid, (array['%s'])[1 + n %% %d] from generate_series(0, %d) as n\
                    """
                            .formatted(String.join("','", REGIONS), REGIONS.size(), CAMPAIGNS - 1),
                    """
                    create temp table person as
                    select n, md5('person ' || n)::uuid as id, now() - interval '300 days' + n %% 200 * interval '1 day' as joined
                    from generate_series(1, %d) as n\
                    """
                            .formatted(PEOPLE),
                    """
                    insert into team_change (campaign_id, person_id, at, message, on_team)
                    select md5('campaign ' || n %% %1$d)::uuid, id, joined, 'first ' || n, true from person
                    union all
                    select md5('campaign ' || n %% %1$d)::uuid, id, joined + step * interval '10 days', 'again ' || n, step = 2
                    from person, generate_series(1, 2) as step where n %% 10 = 0
                    union all
                    select md5('campaign ' || (n + 7) %% %1$d)::uuid, id, joined, 'second ' || n, true
                    from person where n %% 20 = 1\
                    """
                            .formatted(CAMPAIGNS),
                    """
                    insert into completion (id, person_id, course, session_id, completed_at, expires_on,
                                            withdrawn_at, withdrawn_by, withdrawn_reason)
                    select gen_random_uuid(), id, code, 'SESSION', at, case when kind < 0.3 then at::date + 365 end,
                           case when kind > 0.98 then at + interval '30 days' end, case when kind > 0.98 then id end,
                           case when kind > 0.98 then 'a mistake' end
                    from (select p.id, c.code, c.required, random() as held, random() as kind,
                                 now() - random() * interval '400 days' as at
                          from person p cross join course c) as h
                    where held < case when required then 0.95 else 0.6 end\
                    """);

    private Country() {}

    /// Once for a stage.
    static void fill(Stage stage) throws Exception {
        if (stage.number("select count(*) from campaign") > 0) {
            return;
        }
        // The one by which everybody came to everything.
        var session = Rush.session(stage, 1);
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            for (var sql : FILLED) {
                statement.execute(sql.replace("SESSION", session.toString()));
            }
        }
        awaitReviews(stage);
        stage.restartOnFullTables();
    }

    /// Every course becomes one that everybody must hold.
    static void requireAll(Stage stage) throws Exception {
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            statement.execute("update course set required = true");
        }
        awaitReviews(stage);
        stage.restartOnFullTables();
    }

    /// Until the service has looked at every team that the change may have changed.
    private static void awaitReviews(Stage stage) throws SQLException {
        stage.awaitNone("select count(*) from team_review", "teams wait for their review");
    }
}
