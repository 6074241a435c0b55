-- T1, T2: who may give a course, and whether new sessions of it are planned. Any trainer gives the four of T1 until
-- somebody lists who does.
alter table course
    add column agreed      boolean not null default false,
    add column version     integer not null default 1,
    add column any_trainer boolean not null default false,
    add column trainers    uuid[]  not null default '{}' check (cardinality(trainers) <= 200),
    add column retired_at  timestamptz,
    add column revision    bigint  not null default 1;
update course set agreed = true, any_trainer = true;
comment on column course.agreed is 'one of the four that the agreement names';
comment on column course.trainers is 'who may give it, where not any trainer may';

-- What trainers see of a course, and from when on; an edit is a new version, and the old ones stay readable.
create table course_version (
    course         text        not null references course,
    version        integer     not null,
    effective_at   timestamptz not null,
    name           text        not null,
    length_minutes integer     not null check (length_minutes > 0),
    materials      jsonb       not null,
    edited_by      uuid,
    primary key (course, version)
);
comment on column course_version.edited_by is 'null: it came with the software';
insert into course_version (course, version, effective_at, name, length_minutes, materials)
select code, 1, 'epoch', name, length_minutes, '[]' from course;

-- T3: a session is planned, changed and cancelled by its trainers. The numbers of those who have a seat and who wait
-- stand in its row, behind whose lock they change: a queue is only where no seat is free.
alter table session
    add column language         text        not null default 'en',
    add column access_note      text,
    add column region           text,
    add column trainers         uuid[]      not null default '{}',
    add column series_id        uuid,
    add column repeats          text,
    add column waiting          integer     not null default 0 check (waiting >= 0),
    add column last_place       bigint      not null default 0,
    add column revision         bigint      not null default 1,
    add column planned_at       timestamptz not null default now(),
    add column changed_at       timestamptz not null default now(),
    add column updated_at       timestamptz not null default now(),
    add column cancelled_at     timestamptz,
    add column cancelled_reason text;
update session
set trainers = array[planned_by], planned_at = coalesce(uuid_extract_timestamp(id), planned_at);
alter table session
    add check (cardinality(trainers) between 1 and 20),
    add check ((region is null) or (place is not null)),
    add check ((series_id is null) = (repeats is null)),
    add check ((cancelled_at is null) = (cancelled_reason is null)),
    add check (waiting = 0 or enrolled = capacity);
create index on session (series_id) where series_id is not null;
create index on session (ends_at);
create index on session (updated_at);
create index on session using gin (trainers);
comment on column session.changed_at is 'when what its trainers edit changed last';
comment on column session.updated_at is 'the same, or when seats were taken or given up';

-- Who waits for a seat: a place is taken behind the session's lock, so that places stand in the order of commits.
create table waiting (
    session_id uuid        not null references session,
    person_id  uuid        not null,
    place      bigint      not null,
    asked_by   uuid        not null,
    asked_at   timestamptz not null,
    primary key (session_id, person_id),
    unique (session_id, place)
);
create index on waiting (person_id);
create index on enrolment (person_id);

-- What a person should know of their sessions.
create table notice (
    id         uuid        primary key,
    person_id  uuid        not null,
    session_id uuid        not null references session,
    kind       text        not null,
    at         timestamptz not null
);
create index on notice (person_id, id);

-- A person's own feed: a calendar program sends no token, so the address itself is the secret. Only its hash is kept.
create table calendar_address (
    person_id   uuid        primary key,
    secret_hash text        not null unique,
    made_at     timestamptz not null
);

grant insert, update on course to ${app};
grant select, insert on course_version, notice to ${app};
grant select, insert, delete on waiting to ${app};
grant delete on enrolment to ${app};
grant select, insert, update, delete on calendar_address to ${app};
