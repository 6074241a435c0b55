-- What to read on a day, with two statements instead of five (decision 0010): the prefix is found by the day that was
-- reached, not by going back through the blocks, and the fewest blocks behind it are reckoned without asking for them. On a
-- day long past this was most of what one account's balance costs. It says what `sealed_reads` of V33 says.
create index sealed_block_reached on sealed_block (day_reached, block) where level = 1;

create or replace function sealed_reads(upto bigint, until date)
    returns table (part text, level smallint, block integer, after bigint)
    language plpgsql stable rows 25 as $$
declare
    sealed  bigint[]; -- of each level from 0 on
    ones    bigint;
    noughts bigint;
    reached bigint;
    a       bigint;
    b       bigint;
    up      bigint;
    down    bigint;
    levels  smallint[] := '{}';
    blocks  integer[] := '{}';
    n       bigint;
begin
    select array(
            select (select max(s.block) + 1 from sealed_block s where s.level = l) from generate_series(0, 7) as l),
        (select s.block from sealed_block s where s.level = 1 and s.day_reached <= until
            order by s.day_reached desc, s.block desc limit 1)
        into sealed, reached;
    noughts := least(upto / sealed_size(0), coalesce(sealed[1], 0));
    ones := least(upto / sealed_size(1), coalesce(sealed[2], 0));
    a := least(coalesce(reached + 1, 0), ones);
    reached := a - 1;
    b := ones;
    for l in 1..6 loop -- a and b count blocks of level l
        exit when a >= b;
        up := least(b, (a + 7) / 8 * 8);
        down := greatest(up, least(b / 8, coalesce(sealed[l + 2], 0)) * 8);
        for n in a .. up - 1 loop
            levels := levels || l::smallint;
            blocks := blocks || n::integer;
        end loop;
        for n in down .. b - 1 loop
            levels := levels || l::smallint;
            blocks := blocks || n::integer;
        end loop;
        a := up / 8;
        b := down / 8;
    end loop;
    for n in ones * 8 .. noughts - 1 loop
        levels := levels || 0::smallint;
        blocks := blocks || n::integer;
    end loop;
    return query
        select 'prefix', 1::smallint, reached::integer, null::bigint where reached >= 0
        union all
        select case when s.last_day <= until then 'total' else 'days' end, s.level, s.block, null::bigint
        from unnest(levels, blocks) as c (level, block) join sealed_block s using (level, block)
        where s.first_day <= until
        union all
        select 'tail', null::smallint, null::integer, greatest(ones * sealed_size(1), noughts * sealed_size(0));
end
$$;

drop function sealed_between(bigint, bigint);
