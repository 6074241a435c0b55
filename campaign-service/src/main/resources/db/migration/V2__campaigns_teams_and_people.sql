-- K1, K6: campaigns and where they are in their life.
create table campaign (
    id                uuid primary key,
    election_id       uuid        not null references election,
    polling_day       date        not null,
    constituency_code text        not null,
    constituency_name text        not null,
    region            text        not null,
    stage             text        not null,
    founding_on       date,
    agreement_id      uuid references agreement,
    agreement_version text,
    registered_by     uuid        not null,
    updated_at        timestamptz not null
);
-- K1: a constituency has at most one live campaign for an election.
create unique index campaign_one_live_per_constituency on campaign (election_id, constituency_code)
    where stage not in ('CONCLUDED', 'WITHDRAWN');
create index on campaign (region, id);

-- K6: every step has a time, an actor and a reason; details are facts of the step (numbers, days, places).
create table campaign_step (
    campaign_id uuid        not null references campaign,
    number      int         not null,
    step        text        not null,
    at          timestamptz not null,
    actor       uuid        not null,
    reason      text        not null,
    details     json        not null,
    primary key (campaign_id, number)
);

-- G1: who confirmed which version, when, and the e-mail that said so (its sender is personal: encrypted).
create table agreement_confirmation (
    campaign_id  uuid        not null references campaign,
    agreement_id uuid        not null references agreement,
    confirmed_by uuid        not null,
    confirmed_at timestamptz not null,
    message_id   text        not null,
    sender       bytea       not null,
    primary key (campaign_id, agreement_id)
);

-- People: what identifies them is encrypted under a key of their own, which is kept wrapped.
create table person (
    id          uuid primary key,
    wrapped_key bytea       not null,
    contact     bytea       not null,
    source      text        not null,
    since       timestamptz not null
);

-- K5: the team, people with roles.
create table team_member (
    campaign_id uuid        not null references campaign,
    person_id   uuid        not null references person,
    role        text        not null,
    joined_at   timestamptz not null,
    left_at     timestamptz,
    primary key (campaign_id, person_id)
);
create index on team_member (person_id);

-- An invitation is a code that was told to someone; only its hash is kept.
create table team_invitation (
    id          uuid primary key,
    campaign_id uuid        not null references campaign,
    role        text        not null,
    code_hash   text        not null unique,
    invited_by  uuid        not null,
    expires_at  timestamptz not null,
    accepted_by uuid,
    accepted_at timestamptz
);

-- What the realm still has to be told about memberships; done in order.
create table membership_task (
    number      bigint generated always as identity primary key,
    campaign_id uuid        not null,
    person_id   uuid        not null,
    tries       int         not null default 0,
    next_try    timestamptz not null default now(),
    done        boolean     not null default false
);
create index membership_task_open on membership_task (next_try, number) where not done;

-- T1: the trainings that every team member must hold, by their code in training-service.
create table required_course (
    code  text primary key,
    title text not null
);
insert into required_course (code, title) values
    ('run-campaign', 'How to run an assembly campaign'),
    ('induction-culture', 'Induction & Culture'),
    ('run-ward-assembly', 'How to run a ward assembly'),
    ('facilitation', 'Facilitation');

-- Told by training-service: which trainings a person holds.
create table training_held (
    person_id uuid not null,
    course    text not null,
    held_at   timestamptz not null,
    primary key (person_id, course)
);

-- Told by the ledger: what a campaign raised, was matched and was paid.
create table campaign_money (
    campaign_id   uuid primary key references campaign,
    raised_pence  bigint not null default 0,
    donations     bigint not null default 0,
    matched_pence bigint not null default 0,
    paid_pence    bigint not null default 0
);

-- K3: how many people must commit to giving time.
insert into policy (name, valid_from, value) values ('founding-minimum-committed', '2024-05-01', 30);

grant select on required_course to ${app};
grant select, insert, update on campaign, person, team_member, team_invitation, membership_task, training_held,
    campaign_money to ${app};
grant select, insert on campaign_step, agreement_confirmation to ${app};
