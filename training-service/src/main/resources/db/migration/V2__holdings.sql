-- T4: a training is held from the day it was completed until it expires or is withdrawn; what was held on an earlier
-- day can still be told, so nothing of it is deleted.
alter table completion
    add column expires_on       date,
    add column withdrawn_at     timestamptz,
    add column withdrawn_by     uuid,
    add column withdrawn_reason text,
    add check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) in (0, 3));
comment on column completion.expires_on is 'the first day on which it is held no more; null: it does not expire';

grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on completion to ${app};
