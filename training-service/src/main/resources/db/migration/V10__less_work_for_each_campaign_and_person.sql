-- T4: what a region lacks, with less work (decision 0010). As V9 did for trainings: the end of a day in London is reckoned
-- once, not for each campaign.
create or replace function campaigns_on(day date) returns setof campaign language sql stable as $$
    select * from campaign
    where known_since < (select end_of(day)) and (ended_at is null or ended_at >= (select end_of(day)))
$$;

-- A person's trainings are found by the person alone, in the order of the courses. To look for each required course in the
-- index, its list was made ready anew for each person; `is true` keeps the planner from joining it for each instead of
-- hashing it once.
create or replace function holding_on(teams uuid[], day date)
    returns table (campaign_id uuid, person_id uuid, required text[], held text[]) language sql stable as $$
    with agreed as materialized (
        select array(select r.course from required_on(day) r order by r.course) as courses, end_of(day) as until)
    select m.campaign_id, m.person_id, agreed.courses, array(
        select distinct c.course from completion c
        where c.person_id = m.person_id and c.ever_required
          and c.completed_at < agreed.until
          and (c.expires_on is null or c.expires_on > day)
          and (c.withdrawn_at is null or c.withdrawn_at >= agreed.until)
          and (c.course in (select course from required_on(day))) is true
        order by c.course)
    from (select distinct on (t.campaign_id, t.person_id) t.campaign_id, t.person_id, t.on_team
          from team_change t where t.campaign_id = any (teams) and t.at < (select until from agreed)
          order by t.campaign_id, t.person_id, t.at desc, t.message desc) m
    cross join agreed
    where m.on_team
$$;
