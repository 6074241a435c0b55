-- T1, T4: what is missing, as of any day. So what was told is kept as it was told, and never changed: who joined or
-- left which team, when, by which message. Of a person and a team the last change before a moment holds; of two in the
-- same moment the one whose message was made later (ids of messages rise with time). Told in any order, and however
-- often, the rows are the same.
create table team_change (
    campaign_id uuid        not null,
    person_id   uuid        not null,
    at          timestamptz not null,
    message     text        not null collate "C",
    on_team     boolean     not null,
    primary key (campaign_id, person_id, at, message)
);
create index on team_change (person_id);
insert into team_change (campaign_id, person_id, at, message, on_team)
select campaign_id, person_id, as_of, '', on_team from team_member;

-- The team as it is now.
drop table team_member;
create view team_member as
select distinct on (campaign_id, person_id) campaign_id, person_id, on_team, at as as_of
from team_change order by campaign_id, person_id, at desc, message desc;

-- Since when a campaign is known: before that day nothing is known of its team, which is not the same as nobody.
-- A campaign that withdrew (G2) or is concluded is not among those of its region any more.
alter table campaign
    add column known_since timestamptz not null default '-infinity',
    add column ended_at    timestamptz;
create index on campaign (region);

-- T1: which trainings every team member must hold, from which day on.
create table requirement (
    course   text    not null references course,
    from_day date    not null,
    required boolean not null,
    primary key (course, from_day)
);
insert into requirement (course, from_day, required) select code, '-infinity', true from course where required;

-- What teams are asked about are the few courses that are or were required. Their completions have an index of their
-- own: to look somebody up then passes none of the others that they hold.
alter table completion add column ever_required boolean not null default false;
comment on column completion.ever_required is 'whether the course is, or once was, one that every team member must hold';
update completion set ever_required = true where course in (select course from requirement);
create index completion_held on completion (person_id, course) include (completed_at, expires_on, withdrawn_at)
    where ever_required;

-- A day ends in Europe/London; what happened until then is seen as of that day.
create function end_of(day date) returns timestamptz language sql stable as $$
    select (day + 1)::timestamp at time zone 'Europe/London'
$$;

create function campaigns_on(day date) returns setof campaign language sql stable as $$
    select * from campaign where known_since < end_of(day) and (ended_at is null or ended_at >= end_of(day))
$$;

create function required_on(day date) returns table (course text) language sql stable as $$
    select r.course
    from (select distinct on (q.course) q.course, q.required from requirement q where q.from_day <= day
          order by q.course, q.from_day desc) r
    where r.required
$$;

-- The one definition of who holds what: who was on these teams as of a day, and which of the courses required then
-- they held. A person's trainings are looked up once, however many courses there are.
create function holding_on(teams uuid[], day date)
    returns table (campaign_id uuid, person_id uuid, required text[], held text[]) language sql stable as $$
    with agreed as materialized (select array(select r.course from required_on(day) r order by r.course) as courses)
    select m.campaign_id, m.person_id, agreed.courses, array(
        select distinct c.course from completion c
        where c.person_id = m.person_id and c.course = any (agreed.courses) and c.ever_required
          and c.completed_at < end_of(day)
          and (c.expires_on is null or c.expires_on > day)
          and (c.withdrawn_at is null or c.withdrawn_at >= end_of(day))
        order by c.course)
    from (select distinct on (t.campaign_id, t.person_id) t.campaign_id, t.person_id, t.on_team
          from team_change t where t.campaign_id = any (teams) and t.at < end_of(day)
          order by t.campaign_id, t.person_id, t.at desc, t.message desc) m
    cross join agreed
    where m.on_team
$$;

-- The same with what they lacked.
create function standing_on(teams uuid[], day date)
    returns table (campaign_id uuid, person_id uuid, held text[], missing text[]) language sql stable as $$
    select h.campaign_id, h.person_id, h.held, array(select c from unnest(h.required) as c where c <> all (h.held))
    from holding_on(teams, day) h
$$;

-- What was last said of a team, and how often something was said.
create table team_standing (
    campaign_id uuid primary key,
    version     bigint not null default 0,
    said        json
);

-- Whose standing may have changed. A mark commits together with the change; it is taken up after that, so that
-- whoever looks sees the change and everything that committed before it.
create table team_review (
    number      bigint generated always as identity primary key,
    campaign_id uuid,
    person_id   uuid,
    check (num_nonnulls(campaign_id, person_id) = 1)
);
insert into team_review (campaign_id) select distinct campaign_id from team_change;

-- Up to which day it was looked for what expires.
create table team_review_day (day date not null);
insert into team_review_day values ('-infinity');

-- Whoever changes a team, what someone holds or what is required marks it, without having to think of it.
create function mark_team() returns trigger language plpgsql as $$
begin
    insert into team_review (campaign_id) select distinct campaign_id from changed;
    return null;
end
$$;
create function mark_person() returns trigger language plpgsql as $$
begin
    insert into team_review (person_id) select distinct person_id from changed;
    return null;
end
$$;
create function mark_all() returns trigger language plpgsql as $$
begin
    insert into team_review (campaign_id) select distinct campaign_id from team_change;
    return null;
end
$$;
-- A course is required from the day on which that was said, in Europe/London.
create function keep_requirement() returns trigger language plpgsql as $$
begin
    insert into requirement (course, from_day, required)
    values (new.code, (now() at time zone 'Europe/London')::date, new.required)
    on conflict (course, from_day) do update set required = excluded.required;
    update completion set ever_required = true where course = new.code and not ever_required;
    return null;
end
$$;
-- The course's row is locked before it is asked: a course that becomes required in the same moment waits until this
-- completion is there to be seen, or this waits until it is required.
create function know_if_required() returns trigger language plpgsql as $$
begin
    perform from course where code = new.course for share;
    new.ever_required := exists (select from requirement where course = new.course);
    return new;
end
$$;
create trigger mark after insert on team_change
    referencing new table as changed for each statement execute function mark_team();
create trigger know_if_required before insert on completion for each row execute function know_if_required();
create trigger mark_new after insert on completion
    referencing new table as changed for each statement execute function mark_person();
create trigger mark_changed after update on completion
    referencing new table as changed for each statement execute function mark_person();
create trigger mark after insert or update on requirement for each statement execute function mark_all();
create trigger keep_new after insert on course for each row when (new.required) execute function keep_requirement();
create trigger keep_changed after update on course for each row
    when (old.required is distinct from new.required) execute function keep_requirement();

grant update (required) on course to ${app};
grant update (ever_required) on completion to ${app};
grant select, insert on team_change to ${app};
grant select on team_member to ${app};
grant select, insert, update on requirement, team_standing to ${app};
-- Updating is what a lock on marks needs.
grant select, insert, update, delete on team_review to ${app};
grant select, update on team_review_day to ${app};
