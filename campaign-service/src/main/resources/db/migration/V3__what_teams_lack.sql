-- K7, T1: how a team stands to the required trainings, as training-service said it last: what expires or is withdrawn
-- is its business. What a person holds is therefore not kept here.
create table team_training (
    campaign_id uuid primary key,
    version     bigint not null,
    required    json   not null,
    lacking     json   not null
);
comment on column team_training.lacking is 'by member: the required trainings that they lack';
comment on table required_course is 'what counts as required until training-service has said it of a team (T1)';
drop table training_held;

grant select, insert, update on team_training to ${app};
