-- T1: the trainings that every team member attends; T2: others are offered beside them.
create table course (
    code           text primary key,
    name           text    not null,
    length_minutes integer not null check (length_minutes > 0),
    required       boolean not null
);
insert into course (code, name, length_minutes, required) values
    ('run-campaign', 'How to run an assembly campaign', 120, true),
    ('induction-culture', 'Induction & Culture', 90, true),
    ('run-ward-assembly', 'How to run a ward assembly', 90, true),
    ('facilitation', 'Facilitation', 90, true);

-- T3: what share of a session's length a person must have been there for.
insert into policy (name, valid_from, value) values ('attendance-share-percent', '-infinity', 80);

-- T3: sessions, online or at a place, each with its seats. The count of those enrolled stands with the seats, so
-- that no two requests can both take the last one.
create table session (
    id         uuid primary key,
    course     text        not null references course,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    time_zone  text        not null,
    online_url text,
    place      text,
    capacity   integer     not null,
    enrolled   integer     not null default 0,
    planned_by uuid        not null,
    check (starts_at < ends_at),
    check (num_nonnulls(online_url, place) = 1),
    check (enrolled between 0 and capacity)
);
create index on session (course, id);

-- Who has a seat, and how long they were there.
create table enrolment (
    id              uuid primary key,
    session_id      uuid    not null references session,
    person_id       uuid    not null,
    enrolled_by     uuid    not null,
    minutes_present integer check (minutes_present >= 0),
    counts          boolean not null default false,
    unique (session_id, person_id)
);

-- Who holds what: once for a person and course.
create table completion (
    id           uuid primary key,
    person_id    uuid        not null,
    course       text        not null references course,
    session_id   uuid        not null references session,
    completed_at timestamptz not null,
    unique (person_id, course)
);

-- What campaign-service tells: campaigns and where they are, and who is or was on their teams, as of when.
create table campaign (
    id     uuid primary key,
    region text not null
);
create table team_member (
    campaign_id uuid        not null,
    person_id   uuid        not null,
    on_team     boolean     not null,
    as_of       timestamptz not null,
    primary key (campaign_id, person_id)
);
create index on team_member (person_id);

grant select on course to ${app};
grant select, insert on completion to ${app};
grant select, insert, update on session, enrolment, campaign, team_member to ${app};
