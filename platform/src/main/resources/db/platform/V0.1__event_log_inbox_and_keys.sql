-- What every service keeps beside its own tables. ${app} is the role that the service runs as: it owns nothing.

-- What happened, in the order in which it was committed. Never changed, never deleted.
create table event_log (
    position bigint primary key,
    id       uuid        not null unique,
    type     text        not null,
    subject  text        not null,
    key      text        not null,
    time     timestamptz not null,
    data     json        not null
);

-- Positions are dense and taken under one short lock that is held to the commit, so that the order of positions
-- is the order of commits and no reader can skip one that commits late. The lock is its own statement inside a
-- volatile function, so that the insert behind it sees what the previous holder committed (READ COMMITTED).
create function event_log_append(ids uuid[], types text[], subjects text[], keys text[], times timestamptz[], data text[])
    returns bigint language plpgsql volatile as $$
declare
    head bigint;
begin
    perform pg_advisory_xact_lock(4155, 1);
    select coalesce(max(position), 0) into head from event_log;
    insert into event_log (position, id, type, subject, key, time, data)
    select head + n, i, t, s, k, w, d::json
    from unnest(ids, types, subjects, keys, times, data) with ordinality as e(i, t, s, k, w, d, n);
    return head + cardinality(ids);
end
$$;

-- How far the relay got: everything up to here the broker has acknowledged.
create table relay_state (
    topic        text primary key,
    acknowledged bigint not null
);

-- Messages that were taken, and what became of each. A message is taken once.
create table inbox (
    source  text        not null,
    id      text        not null,
    type    text        not null,
    taken   timestamptz not null default now(),
    outcome text        not null check (outcome in ('applied', 'refused', 'waiting')),
    detail  text,
    primary key (source, id)
);

-- Messages that name something not known yet; they are taken up again when it is.
create table inbox_waiting (
    arrival   bigint generated always as identity primary key,
    waits_for text        not null,
    source    text        not null,
    id        text        not null,
    type      text        not null,
    subject   text        not null,
    key       text        not null,
    time      timestamptz not null,
    data      text        not null,
    tried     timestamptz not null default now(),
    failures  int         not null default 0,
    unique (source, id)
);
create index on inbox_waiting (waits_for);
create index on inbox_waiting (tried);

-- Requests that their caller named, with the answer that was given.
create table request_key (
    caller  text        not null,
    key     text        not null,
    request text        not null,
    answer  json,
    asked   timestamptz not null default now(),
    primary key (caller, key)
);

-- Values that may change, each from a day on (in Europe/London). A change is a new row.
create table policy (
    name       text not null,
    valid_from date not null,
    value      bigint not null,
    primary key (name, valid_from)
);

grant select, insert on event_log, inbox, policy to ${app};
grant update on inbox to ${app};
grant select on policy to ${app};
grant select, insert, update on relay_state, request_key to ${app};
grant select, insert, update, delete on inbox_waiting to ${app};
