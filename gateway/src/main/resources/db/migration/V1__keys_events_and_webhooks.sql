-- What the gateway keeps. ${app} is the role that it runs as: it owns nothing.

-- Requests that their caller named, with the answer that was given; never with what is shown once.
create table request_key (
    caller  text        not null,
    key     text        not null,
    request text        not null,
    answer  text,
    asked   timestamptz not null default now(),
    primary key (caller, key)
);

-- Keys of applications that read what is public. Of the key itself only its SHA-256 is kept.
create table api_key (
    id             uuid primary key default uuidv7(),
    prefix         text        not null unique,
    name           text        not null,
    hash           text        not null unique,
    previous_hash  text unique,
    previous_until timestamptz,
    made           timestamptz not null default now(),
    made_by        text        not null,
    expires        timestamptz not null,
    rotated        timestamptz,
    revoked        timestamptz,
    revoked_by     text,
    last_used      date
);
create index on api_key (expires) where revoked is null;

-- What came from the topics, in the order in which it was taken. A message is taken once: (source, id).
create table event (
    position bigint primary key,
    source   text        not null,
    id       text        not null,
    type     text        not null,
    subject  text        not null,
    key      text        not null,
    time     timestamptz not null,
    data     text        not null,
    taken    timestamptz not null default now(),
    unique (source, id)
);
create index on event (key, position);
create index on event (type, position);
create index on event (taken);

-- The last position that was given out. It outlives the events that are no longer kept.
create table event_head (
    single   boolean primary key default true check (single),
    position bigint not null
);
insert into event_head (position) values (0);

-- The last position that is no longer kept: who has it, or a later one, has missed nothing. The oldest that is kept
-- doesn't tell, since not every number was used. A row of its own: what is forgotten holds up nothing that is taken in.
create table event_tail (
    single   boolean primary key default true check (single),
    position bigint not null
);
insert into event_tail (position) values (0);

-- The types that were seen: what can be asked for.
create table event_type (
    type       text primary key,
    first_seen timestamptz not null default now()
);

-- Takes messages in. Positions are given out under the head's row lock, which is held to the commit, so that the
-- order of positions is the order of commits and nobody who reads on from a position misses one that commits late.
-- A message that is known leaves its number unused.
create function event_append(sources text[], ids text[], types text[], subjects text[], keys text[],
                             times timestamptz[], data text[])
    returns bigint language plpgsql volatile as $$
declare
    head bigint;
begin
    select position into head from event_head for update;
    insert into event (position, source, id, type, subject, key, time, data)
    select head + n, s, i, t, j, k, w, d
    from unnest(sources, ids, types, subjects, keys, times, data) with ordinality as e(s, i, t, j, k, w, d, n)
    on conflict (source, id) do nothing;
    insert into event_type (type)
    select distinct t from unnest(types) as e(t)
    where not exists (select 1 from event_type known where known.type = t)
    on conflict do nothing;
    update event_head set position = head + cardinality(ids);
    return head;
end
$$;

-- Who wants to be told, and of what. The secrets are sealed under a key that is not in the database.
create table subscription (
    id              uuid primary key default uuidv7(),
    client          text        not null,
    subject         text        not null,
    url             text        not null,
    types           text[]      not null,
    campaigns       text[],
    state           text        not null default 'off' check (state in ('off', 'on', 'disabled')),
    reason          text,
    secret          bytea       not null,
    previous_secret bytea,
    previous_until  timestamptz,
    made            timestamptz not null default now(),
    ends            timestamptz not null,
    failing_since   timestamptz,
    last_delivered  timestamptz,
    last_turn       timestamptz,
    version         int         not null default 1
);
create index on subscription (client, subject);

-- Something sealed under the key that the first secrets were sealed under: which tells whether a key is that one.
create table sealing_probe (
    single boolean primary key default true check (single),
    sealed bytea   not null
);

-- How many pings somebody had sent, and how many went to a host, in a minute that begins with the first of them. It
-- outlives subscriptions and their addresses.
create table ping_count (
    counted text        primary key,
    since   timestamptz not null,
    sent    int         not null
);

-- What is to be told to whom, and what became of it. A ping is of no event and has a body of its own.
create table delivery (
    id           uuid primary key default uuidv7(),
    subscription uuid        not null references subscription on delete cascade,
    position     bigint references event on delete cascade,
    message      text        not null,
    type         text        not null,
    body         text,
    state        text        not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
    attempts     int         not null default 0,
    next_try     timestamptz not null default now(),
    made         timestamptz not null default now(),
    unique (subscription, position)
);
create index on delivery (subscription, next_try) where state = 'waiting';
create index on delivery (subscription, id);
create index on delivery (position);

-- Every attempt: how it ended, never what was answered.
create table attempt (
    delivery uuid        not null references delivery on delete cascade,
    at       timestamptz not null,
    millis   int         not null,
    status   int,
    outcome  text        not null,
    primary key (delivery, at)
);

grant select, insert, update on request_key, api_key to ${app};
grant select, insert, delete on event to ${app};
grant select, update on event_head, event_tail to ${app};
grant select, insert on event_type to ${app};
grant select, insert, update, delete on subscription, delivery, ping_count to ${app};
grant select, insert, update on sealing_probe to ${app};
grant select, insert on attempt to ${app};
