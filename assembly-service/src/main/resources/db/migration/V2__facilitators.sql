-- A2: who is asked to facilitate an assembly; they need not be of the campaign.
alter table assembly add column facilitators uuid[] not null default '{}';
