-- What campaign-service tells of campaigns.
create table campaign (
    id                uuid primary key,
    constituency_code text not null,
    withdrawn_at      timestamptz
);

-- A1: ward assemblies: planned, announced, held and minuted. The count of who came stands with them.
create table assembly (
    id                 uuid primary key,
    campaign_id        uuid        not null references campaign,
    ward_code          text        not null check (ward_code ~ '^(E05|W05|S13|N08)[0-9]{6}$'),
    ward_name          text        not null,
    title              text        not null,
    starts_at          timestamptz not null,
    place              text        not null,
    accessibility_note text        not null,
    stage              text        not null check (stage in ('PLANNED', 'ANNOUNCED', 'HELD')),
    attendance         integer     not null default 0 check (attendance >= 0),
    held_at            timestamptz,
    minutes            text,
    planned_by         uuid        not null,
    check ((stage = 'HELD') = (held_at is not null)),
    check ((stage = 'HELD') = (minutes is not null))
);
create index on assembly (campaign_id, id);

-- A1: who came: a person is whoever is there. Nothing of them is kept but that they were, when, and how it was told.
create table check_in (
    id          uuid primary key,
    assembly_id uuid        not null references assembly,
    at          timestamptz not null,
    how         text        not null check (how in ('PHONE', 'PAPER'))
);
create index on check_in (assembly_id);

-- A3: what people who came pledge to give each month; once a person and assembly.
create table pledge (
    id            uuid primary key,
    assembly_id   uuid        not null references assembly,
    attendee_id   uuid        not null unique references check_in,
    monthly_pence bigint      not null check (monthly_pence > 0),
    pledged_at    timestamptz not null
);
create index on pledge (assembly_id);

-- A3: the highest monthly pledge, in pence: more is rather a slip of the finger.
insert into policy (name, valid_from, value) values ('pledge-limit-pence', '-infinity', 1000000);

grant select, insert, update on campaign, assembly to ${app};
grant select, insert on check_in, pledge to ${app};
