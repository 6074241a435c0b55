-- D2: a certificate's place in the public status lists is drawn by chance. In the order of issuing, the neighbours of a
-- place were those who attended the same session, and a bit that is set told of one of them. What has a place keeps it,
-- because badges name it; the lists that it is in take no more.
alter table certificate alter column status_index drop identity;
create sequence certificate_count minvalue 0 start 0;
select setval('certificate_count', (coalesce(max(status_index) / 131072, -1) + 1) * 65536, false) from certificate;
comment on sequence certificate_count is 'counts draws of places: 65,536 of the 131,072 of a list, then the next list';
grant usage on sequence certificate_count to ${app};

-- What the lists are made of: what was withdrawn is found without reading what was not.
create index completion_withdrawn on completion (id) where withdrawn_at is not null;
