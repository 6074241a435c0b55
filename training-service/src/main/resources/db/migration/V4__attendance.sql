-- T3: what was told of how long a person was at a session, in the order in which it was told. Rows are only ever
-- added: what a trainer sets right is one more row.
create table presence (
    number     bigint generated always as identity primary key,
    session_id uuid        not null references session,
    person_id  uuid        not null,
    source     text        not null check (source in ('DOOR', 'LIST', 'TRAINER', 'CORRECTION')),
    starts_at  timestamptz,
    ends_at    timestamptz,
    seconds    bigint check (seconds >= 0),
    told_by    uuid        not null,
    told_at    timestamptz not null,
    check (num_nonnulls(starts_at, ends_at) in (0, 2)),
    check (num_nonnulls(starts_at, seconds) = 1),
    check (starts_at <= ends_at)
);
comment on column presence.seconds is 'where it is known how long, and not when';
create index on presence (session_id, person_id);

-- What follows from it: how long a person was there, all in all, and whether it counts.
create table attendance (
    id         uuid primary key,
    session_id uuid    not null references session,
    person_id  uuid    not null,
    seconds    bigint  not null check (seconds >= 0),
    counts     boolean not null,
    revision    integer not null,
    unique (session_id, person_id)
);
create index on attendance (person_id) where counts;

-- Every step of it, for ever: who said so, when, what it was before and after, and why where it was set right.
create table attendance_change (
    number         bigint generated always as identity primary key,
    session_id     uuid        not null references session,
    person_id      uuid        not null,
    revision        integer     not null,
    source         text        not null,
    changed_by     uuid        not null,
    changed_at     timestamptz not null,
    seconds_before bigint      not null,
    counts_before  boolean     not null,
    seconds_after  bigint      not null,
    counts_after   boolean     not null,
    reason         text,
    unique (session_id, person_id, revision),
    check ((source = 'CORRECTION') = (reason is not null))
);

-- What stood in the seats until now.
insert into presence (session_id, person_id, source, seconds, told_by, told_at)
select session_id, person_id, 'TRAINER', minutes_present * 60, enrolled_by, now()
from enrolment where minutes_present is not null;
insert into attendance (id, session_id, person_id, seconds, counts, revision)
select gen_random_uuid(), session_id, person_id, minutes_present * 60, counts, 1
from enrolment where minutes_present is not null;
insert into attendance_change (session_id, person_id, revision, source, changed_by, changed_at,
                               seconds_before, counts_before, seconds_after, counts_after)
select session_id, person_id, 1, 'TRAINER', enrolled_by, now(), 0, false, minutes_present * 60, counts
from enrolment where minutes_present is not null;
alter table enrolment drop column minutes_present, drop column counts;

-- The door of a session: a link that lets who is signed in say that they are there. Of its token only the hash is kept.
create table door (
    id         uuid primary key,
    session_id uuid        not null references session,
    token_hash text        not null unique,
    opens_at   timestamptz not null,
    closes_at  timestamptz not null,
    opened_by  uuid        not null,
    revoked_at timestamptz
);
create index on door (session_id);
create table door_visit (
    id         uuid primary key,
    session_id uuid        not null references session,
    person_id  uuid        not null,
    came_at    timestamptz not null,
    left_at    timestamptz
);
create unique index door_visit_one_at_a_time on door_visit (session_id, person_id) where left_at is null;
insert into policy (name, valid_from, value) values ('door-opens-minutes-before', '-infinity', 30);

-- The address with which a person is signed in, as a keyed hash: enough to find them in the list of a call.
create table call_address (
    person_id uuid primary key,
    hash      text        not null,
    since     timestamptz not null
);
create index on call_address (hash);

-- The list of a call, and who stands in it. Names and addresses are sealed under a key of the list's own, until it is
-- known who it is, or for as long as the policy says; then they are gone.
create table attendance_list (
    id          uuid primary key,
    session_id  uuid        not null references session,
    content     text        not null,
    format      text        not null,
    uploaded_by uuid        not null,
    uploaded_at timestamptz not null,
    wrapped_key bytea,
    unique (session_id, content)
);
create table listed_attendee (
    id         uuid primary key,
    list_id    uuid    not null references attendance_list,
    number     integer not null,
    sealed     bytea,
    person_id  uuid,
    matched_by uuid,
    matched_at timestamptz,
    unique (list_id, number)
);
create table listed_line (
    number      bigint generated always as identity primary key,
    attendee_id uuid    not null references listed_attendee,
    line        integer not null,
    starts_at   timestamptz,
    ends_at     timestamptz,
    seconds     bigint,
    problem     text,
    check (num_nonnulls(starts_at, ends_at) in (0, 2)),
    check (num_nonnulls(starts_at, seconds, problem) = 1)
);
create index on listed_line (attendee_id);
insert into policy (name, valid_from, value) values ('attendance-list-names-days', '-infinity', 60);

grant select, insert on presence, attendance_change, listed_line to ${app};
grant select, insert, update on attendance, door, door_visit, attendance_list, listed_attendee to ${app};
grant select, insert, update, delete on call_address to ${app};
