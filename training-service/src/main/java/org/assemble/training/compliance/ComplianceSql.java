package org.assemble.training.compliance;

/// The statements of `Compliance`. Who holds what is defined in the database, by `holding_on`;
/// these choose the teams, count and page. Each returns the whole in every row, beside one of what
/// it consists of, which is null where it consists of nothing.
final class ComplianceSql {

    /// $1 the person, $2 the day.
    static final String OF_A_PERSON =
            """
            select c.code, c.name, r.course is not null as required, h.session_id, h.completed_at, h.expires_on
            from course c
            left join required_on($2) r on r.course = c.code
            left join lateral (
                select t.session_id, t.completed_at, t.expires_on from completion t
                where t.person_id = $1 and t.course = c.code and t.completed_at < end_of($2)
                  and (t.expires_on is null or t.expires_on > $2)
                  and (t.withdrawn_at is null or t.withdrawn_at >= end_of($2))
                order by t.completed_at desc limit 1) h on true
            order by c.code\
            """;

    /// $1 the campaign, $2 the day, $3 the person after whom the page begins, $4 rows.
    static final String OF_A_TEAM =
            """
            with team as (
                select id, region,
                       exists (select from team_change t where t.campaign_id = id and t.at < (select end_of($2))) as told
                from campaign where id = $1),
            person as materialized (select * from standing_on(array[$1], $2)),
            holder as (select course, count(*) as n from person, unnest(held) as course group by course)
            select team.region, array(select course from required_on($2) order by course) as required,
                   1::bigint as all_teams,
                   (select count(*) from (select where exists (select from person)
                       and not exists (select from person where missing <> '{}')) as c) as all_complete_teams,
                   case when told then (select count(*) from person) end as all_members,
                   (select count(*) from person where missing = '{}') as all_complete,
                   (select json_object_agg(course, n) from holder) as all_held,
                   p.person_id, p.held as holds, p.missing as lacks
            from team left join lateral (
                select * from person where person_id > $3 order by person_id limit $4) p on true
            order by p.person_id\
            """;

    /// What is counted of each team of `team (id, region, told)` as of $1. The people of a team who
    /// hold the same are counted together first: they are few sorts.
    private static final String COUNTED =
            """
            person as materialized (
                select campaign_id, held, max(cardinality(required) - cardinality(held)) as lacking, count(*) as n
                from holding_on(array(select id from team), $1) group by campaign_id, held),
            head as (
                select campaign_id, sum(n)::bigint as members, (sum(n) filter (where lacking = 0))::bigint as complete,
                       sum(n * lacking)::bigint as to_take
                from person group by campaign_id),
            holder as (
                select campaign_id, course, sum(n)::bigint as n from person, unnest(held) as course
                group by campaign_id, course),
            counted as (
                select t.id, t.region, t.told,
                       case when t.told then coalesce(h.members, 0) end as members,
                       coalesce(h.complete, 0) as complete, coalesce(h.to_take, 0) as to_take,
                       coalesce(h.members = h.complete, false) as is_complete
                from team t left join head h on h.campaign_id = t.id),
            whole as (
                select count(*) as all_teams, count(*) filter (where is_complete) as all_complete_teams,
                       sum(members)::bigint as all_members, sum(complete)::bigint as all_complete,
                       (select json_object_agg(course, n)
                        from (select course, sum(n) as n from holder group by course) as h) as all_held,
                       array(select course from required_on($1) order by course) as required
                from counted)
            """;

    /// $1 the region, $2 the day, $3 to $5 the team after which the page begins, $6 rows.
    static final String OF_A_REGION =
            """
            with team as materialized (
                select id, region,
                       exists (select from team_change t where t.campaign_id = id and t.at < (select end_of($2))) as told
                from campaigns_on($2) where region = $1),
            """
                    + COUNTED.replace("$1", "$2")
                    + """
                    select whole.*, page.id, page.members, page.complete, 1::bigint as teams,
                           case when page.is_complete then 1::bigint else 0 end as complete_teams,
                           (select json_object_agg(course, n) from holder where campaign_id = page.id) as held
                    from whole left join lateral (
                        select * from counted where (-to_take, is_complete, id) > (-$3::bigint, $4::boolean, $5::uuid)
                        order by -to_take, is_complete, id limit $6) page on true
                    order by -page.to_take, page.is_complete, page.id\
                    """;

    /// $1 a course, $2 the day; no row where there is no such course.
    static final String IS_REQUIRED =
            """
            select code in (select course from required_on($2)) as required from course where code = $1\
            """;

    /// $1 the region, $2 the day, $3 a course or null, $4 and $5 after whom the page begins, $6
    /// rows.
    static final String PEOPLE_OF_A_REGION =
            """
            select campaign_id, person_id, missing
            from standing_on(array(
                select id from campaigns_on($2) where region = $1), $2)
            where missing <> '{}' and ($3::text is null or $3 = any (missing))
              and (campaign_id, person_id) > ($4, $5)
            order by campaign_id, person_id limit $6\
            """;

    /// $1 the day.
    static final String OF_ALL =
            """
            with team as materialized (
                select id, region,
                       exists (select from team_change t where t.campaign_id = id and t.at < (select end_of($1))) as told
                from campaigns_on($1)),
            """
                    + COUNTED
                    + """
                    , regional as (
                        select region, json_object_agg(course, n) as held
                        from (select t.region, h.course, sum(h.n) as n from holder h join team t on t.id = h.campaign_id
                              group by t.region, h.course) as h
                        group by region)
                    select whole.*, part.*, regional.held
                    from whole left join (
                        select region as id, count(*) as teams, count(*) filter (where is_complete) as complete_teams,
                               sum(members)::bigint as members, sum(complete)::bigint as complete
                        from counted group by region) part on true
                    left join regional on regional.region = part.id
                    order by part.id\
                    """;

    private ComplianceSql() {}
}
