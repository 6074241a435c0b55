-- All accounts on a day long past (decision 0010): behind the prefix up to which everything counts by then stand blocks of
-- which little does, all that was told late. They were read one by one where they were few, and else every account was
-- looked up in the largest blocks from the beginning on. Now they are read by the largest blocks that fill what stands
-- behind the prefix, and only where much of such a block counts is each account looked up in it. `sealed_parts` and
-- `sealed_cover` stay as they are for replicas of the version before.
drop index sealed_day_of_block;
create index sealed_day_of_block on sealed_day (level, block, day);

-- The fewest sealed blocks that fill the positions from the beginning of one block of level 1 to that of another; all
-- blocks of level 1 between them are sealed.
create function sealed_between(from_block bigint, to_block bigint)
    returns table (level smallint, block integer) language plpgsql stable rows 25 as $$
declare
    a    bigint := from_block;
    b    bigint := to_block;
    up   bigint;
    down bigint;
begin
    for l in 1..6 loop -- a and b count blocks of level l
        exit when a >= b;
        up := least(b, (a + 7) / 8 * 8);
        down := greatest(up, least(b / 8, sealed_blocks(l + 1)) * 8);
        return query
            select l::smallint, n::integer from generate_series(a, up - 1) as n
            union all
            select l::smallint, n::integer from generate_series(down, b - 1) as n;
        a := up / 8;
        b := down / 8;
    end loop;
end
$$;

-- What to read on a day: `prefix` (a block of level 1 up to which everything counts by then), `total` (a block that counts
-- as a whole), `days` (a block of which what counts is found by the day), and `tail` (the position from which postings are
-- read).
create function sealed_reads(upto bigint, until date)
    returns table (part text, level smallint, block integer, after bigint)
    language plpgsql stable rows 25 as $$
declare
    ones    bigint := least(upto / sealed_size(1), sealed_blocks(1));
    noughts bigint := least(upto / sealed_size(0), sealed_blocks(0));
    reached integer := coalesce((
        select b.block from sealed_block b
        where b.level = 1 and b.block < ones and coalesce(b.day_reached, '-infinity') <= until
        order by b.block desc limit 1), -1);
begin
    if reached >= 0 then
        return query select 'prefix', 1::smallint, reached, null::bigint;
    end if;
    if reached + 1 < ones then
        return query
            select case when b.last_day <= until then 'total' else 'days' end, b.level, b.block, null::bigint
            from sealed_between(reached + 1, ones) c join sealed_block b using (level, block) where b.first_day <= until;
    end if;
    return query
        select case when b.last_day <= until then 'total' else 'days' end, b.level, b.block, null::bigint
        from sealed_block b
        where b.level = 0 and b.block >= ones * 8 and b.block < noughts and b.first_day <= until;
    return query
        select 'tail', null::smallint, null::integer, greatest(ones * sealed_size(1), noughts * sealed_size(0));
end
$$;

-- The same for all accounts: a large block of which much counts by the day becomes `seek`, where each account is looked
-- up. To find one account costs as much as to read a dozen rows in the order of days.
create function sealed_reads_of_all(upto bigint, until date)
    returns table (part text, level smallint, block integer, after bigint) language sql stable rows 25 as $$
    select case when p.part = 'days' and p.level > 1 and exists (
            select from sealed_day d where d.level = p.level and d.block = p.block and d.day <= until
            offset 8 * (select count(*) from account))
        then 'seek' else p.part end, p.level, p.block, p.after
    from sealed_reads(upto, until) p
$$;
