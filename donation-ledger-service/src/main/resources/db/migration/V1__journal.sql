-- The books. Rows are only ever added: ${app}, the role the service runs as, may not change or delete any.

-- What happened, in one total order without gaps. `hash` is over the content, a random salt and the hash before it.
create table event (
    position    bigint      primary key,
    stream      text        not null,  -- the thing it is about: 'mandate:0198c0de-…'
    version     integer     not null,  -- counts the events of the stream
    campaign_id uuid,                  -- the campaign whose money it concerns; its fund is the fold of these
    type        text        not null,
    data        json        not null,  -- json, not jsonb: kept byte for byte, because it is hashed
    occurred    date        not null,  -- when it happened: rules such as polling day look at it
    effective   date        not null,  -- the day it counts in the books
    recorded    timestamptz not null,  -- when we knew; never falls as the position rises
    salt        bytea       not null,  -- so that nobody can guess a content from its hash
    hash        bytea       not null,
    unique (stream, version)
);
create index event_of_campaign on event (campaign_id, position) where campaign_id is not null;

-- The accounts that were ever posted to; a number instead of the name keeps postings small.
create table account (
    id          integer primary key,
    name        text    not null unique,  -- 'campaign-payable:0198c0de-…'
    kind        text    not null,
    campaign_id uuid
);

-- What each event does to the books: one amount from one account to another. A function of the events alone.
create table posting (
    position  bigint  not null,
    line      integer not null,
    debit     integer not null,
    credit    integer not null,
    pence     bigint  not null check (pence > 0),
    effective date    not null,
    primary key (position, line)
);

-- The names under which callers have asked for something, kept for ever, with what was asked and the first answer.
create table command_key (
    key     text  primary key,
    request bytea not null,
    answer  text  not null
);

-- Names, bank accounts and texts that events refer to by id, because a person can ask for their erasure.
create table document (
    id   uuid primary key,
    kind text not null,
    body json not null
);

-- The last event that was known at a moment. Positions have no gaps and `recorded` never falls, so the search halves.
create function position_known_at(moment timestamptz) returns bigint language plpgsql stable as $$
declare
    low  bigint := 0;
    high bigint := coalesce((select max(position) from event), 0);
    mid  bigint;
begin
    while low < high loop
        mid := (low + high + 1) / 2;
        if (select recorded from event where position = mid) <= moment then
            low := mid;
        else
            high := mid - 1;
        end if;
    end loop;
    return low;
end
$$;

grant select, insert on event, account, posting, command_key, document to ${app};

insert into policy (name, valid_from, value) values
    ('campaign-share-basis-points', '2024-01-01', 8000),     -- M2: 80 %
    ('match-cap-pence',             '2024-01-01', 200000),   -- M5: £2,000
    ('startup-cap-pence',           '2024-01-01', 200000),   -- M4: £2,000
    ('donation-limit-pence',        '2024-01-01', 100000000);
