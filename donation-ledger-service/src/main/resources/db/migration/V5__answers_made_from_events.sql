-- What a key stands for: the first answer, or the event that the answer is made from again, by its position.
alter table command_key alter column answer drop not null;
alter table command_key add column position bigint;
alter table command_key add check (num_nonnulls(answer, position) = 1);
