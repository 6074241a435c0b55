-- What Assemble decides and the first version did not ask. Later decisions are events of the journal.
insert into policy (name, valid_from, value) values
    ('payout-rhythm-weeks',  '2024-01-01', 1),  -- M3: weekly
    ('payout-weekday',       '2024-01-01', 5),  -- M3: on Fridays
    ('approval-limit-pence', '2024-01-01', 0);  -- only approvers approve

-- Only migrations write this table: what the service itself decides is chained.
revoke insert on policy from ${app};
