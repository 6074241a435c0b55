-- As V9 did for trainings: the end of a day in London is reckoned once, not for each campaign (decision 0010).
create or replace function campaigns_on(day date) returns setof campaign language sql stable as $$
    select * from campaign
    where known_since < (select end_of(day)) and (ended_at is null or ended_at >= (select end_of(day)))
$$;
