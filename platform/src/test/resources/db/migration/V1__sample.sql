create table sample (
    id    uuid primary key,
    count int not null
);
grant select, insert, update on sample to ${app};
insert into policy (name, valid_from, value) values ('limit', '2024-01-01', 10), ('limit', '2026-06-01', 20);
