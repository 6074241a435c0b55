-- M12: an event says by hash what was kept beside it, so that a changed row is found (decision 0024).

-- A key's row names the event that it was kept with, the first of its order, whether its answer is made from that event
-- or kept here. Rows from before have an answer or a position.
alter table command_key drop constraint command_key_check;
alter table command_key add check (num_nonnulls(answer, position) >= 1);

-- So that nobody can guess a content from its hash; goes with the content when that is erased. Null from before.
alter table document add column salt bytea;
