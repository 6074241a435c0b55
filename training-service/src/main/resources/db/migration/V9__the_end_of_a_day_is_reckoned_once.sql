-- T4: the end of a day in London was reckoned anew for each training of each person, and that was more than a quarter of
-- the work of a region (decision 0010).
create or replace function holding_on(teams uuid[], day date)
    returns table (campaign_id uuid, person_id uuid, required text[], held text[]) language sql stable as $$
    with agreed as materialized (
        select array(select r.course from required_on(day) r order by r.course) as courses, end_of(day) as until)
    select m.campaign_id, m.person_id, agreed.courses, array(
        select distinct c.course from completion c
        where c.person_id = m.person_id and c.course = any (agreed.courses) and c.ever_required
          and c.completed_at < agreed.until
          and (c.expires_on is null or c.expires_on > day)
          and (c.withdrawn_at is null or c.withdrawn_at >= agreed.until)
        order by c.course)
    from (select distinct on (t.campaign_id, t.person_id) t.campaign_id, t.person_id, t.on_team
          from team_change t where t.campaign_id = any (teams) and t.at < (select until from agreed)
          order by t.campaign_id, t.person_id, t.at desc, t.message desc) m
    cross join agreed
    where m.on_team
$$;
