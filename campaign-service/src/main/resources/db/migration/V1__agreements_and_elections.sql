-- G1, G4: the versions of the agreement, each with the guide that comes with it. Published once, never changed.
create table agreement (
    id           uuid primary key,
    version      text        not null unique,
    title        text        not null,
    text         text        not null,
    guide_url    text        not null,
    published_at timestamptz not null,
    published_by uuid        not null
);

-- E1: elections and their polling days.
create table election (
    id          uuid primary key,
    kind        text not null check (kind in ('GENERAL', 'LOCAL')),
    name        text not null,
    polling_day date not null,
    unique (kind, polling_day, name)
);

grant select, insert on agreement, election to ${app};
