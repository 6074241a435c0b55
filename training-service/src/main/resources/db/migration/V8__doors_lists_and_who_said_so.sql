-- T3: a door is open by the hours of its session as they are now: a copy of them stayed behind when the session moved.
alter table door drop column opens_at, drop column closes_at;
-- Who came in before a session was moved or cancelled is not at it any more.
grant delete on door_visit to ${app};

-- T3: of which list it is. What one list tells of somebody adds up; two lists of one session tell the same twice.
alter table presence add column list_id uuid;
comment on column presence.list_id is 'where a list tells how long, and not when';
-- What was told before was added up by request: each stays by itself.
update presence set list_id = gen_random_uuid() where source = 'LIST' and seconds is not null;
alter table presence add check ((list_id is not null) = (source = 'LIST' and seconds is not null));

-- D1, D3: who had their address erased does not want it kept at their next enrolment either: the row stays, without
-- the hash, until they ask for it themselves.
alter table call_address alter column hash drop not null;
-- What was kept before the token had to say that the address is theirs is taken anew at their next enrolment.
delete from call_address;

-- T1: who said that a course is required, or no longer is.
alter table course add column required_by uuid;
alter table requirement add column said_by uuid;
comment on column requirement.said_by is 'null: it came with the software';
create or replace function keep_requirement() returns trigger language plpgsql as $$
begin
    insert into requirement (course, from_day, required, said_by)
    values (new.code, (now() at time zone 'Europe/London')::date, new.required, new.required_by)
    on conflict (course, from_day) do update set required = excluded.required, said_by = excluded.said_by;
    update completion set ever_required = true where course = new.code and not ever_required;
    return null;
end
$$;

-- T1: nobody can be asked to hold a course of which no sessions are planned any more.
update course set retired_at = null where required and retired_at is not null;
alter table course add constraint required_is_offered check (not (required and retired_at is not null));
