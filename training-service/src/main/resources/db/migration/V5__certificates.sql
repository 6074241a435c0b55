-- T4: a training is completed again to renew it. Once for a person and session, while it is not withdrawn.
alter table completion drop constraint completion_person_id_course_key;
create unique index completion_once_a_session on completion (person_id, course, session_id) where withdrawn_at is null;
create index completion_of_a_person on completion (person_id, id);
create index completion_that_expires on completion (expires_on, id) where withdrawn_at is null and expires_on is not null;

-- The document of a completion, with the number by which anyone can check it. The course has the name and version that
-- it had when the session began.
-- The index is its place in the public status lists, which say of badges whether they were withdrawn.
create table certificate (
    completion_id  uuid        primary key references completion,
    number         text        not null unique check (number ~ '^[0-9A-HJKMNP-TV-Z]{20}$'),
    course_name    text        not null,
    course_version integer     not null,
    status_index   bigint      not null generated always as identity (minvalue 0 start 0) unique,
    issued_at      timestamptz not null
);

-- How long what is completed from a day on is held (policy). Of two decisions for one day the later counts; a change is
-- a new row, and what was issued keeps its expiry.
create table certificate_term (
    id         uuid        primary key,
    course     text        not null references course,
    valid_from date        not null,
    months     integer     check (months between 1 and 120),
    set_by     uuid        not null,
    set_at     timestamptz not null
);
comment on column certificate_term.months is 'null: it does not expire';
create index certificate_term_in_force on certificate_term (course, valid_from desc, id desc);

-- What was said of a certificate before it expires: each once, however late and by whichever replica.
create table certificate_reminder (
    completion_id uuid        not null references certificate,
    reminder      text        not null check (reminder in ('first', 'last')),
    said_at       timestamptz not null,
    primary key (completion_id, reminder)
);

insert into policy (name, valid_from, value) values
    ('certificate-first-reminder-days', '-infinity', 60),
    ('certificate-last-reminder-days',  '-infinity', 14);

grant select, insert on certificate, certificate_term, certificate_reminder to ${app};
