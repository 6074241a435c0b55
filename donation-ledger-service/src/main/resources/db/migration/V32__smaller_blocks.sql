-- Blocks of 1024 positions in place of 4096: most of what a balance cost were the postings behind the last full block
-- (decision 0010). What is sealed is a projection of the postings: it is thrown away here, reading is right meanwhile,
-- and the sealer makes it anew.
truncate sealed_block, sealed_total, sealed_prefix, sealed_day;

create or replace function sealed_size(level integer) returns bigint language sql immutable parallel safe as
    'select 1024::bigint << (3 * level)';

create or replace function seal(of_level integer, first_block bigint, blocks bigint) returns void language plpgsql as $$
declare
    size bigint := sealed_size(0);
begin
    if of_level = 0 then
        insert into sealed_day (level, block, account, day, debit_pence, credit_pence)
        select 0, cut, side.account, side.day,
            sum(sum(side.debit)) over days, sum(sum(side.credit)) over days
        from (
            select (position - 1) / size as cut, debit as account, effective as day, pence as debit, 0 as credit
            from posting where position > first_block * size and position <= (first_block + blocks) * size
            union all
            select (position - 1) / size, credit, effective, 0, pence
            from posting where position > first_block * size and position <= (first_block + blocks) * size
        ) as side
        group by cut, side.account, side.day
        window days as (partition by cut, side.account order by side.day);
    else
        insert into sealed_day (level, block, account, day, debit_pence, credit_pence)
        select of_level, part.block / 8, part.account, part.day,
            sum(sum(part.debit)) over days, sum(sum(part.credit)) over days
        from (
            select d.block, d.account, d.day,
                d.debit_pence - lag(d.debit_pence, 1, 0::bigint) over below as debit,
                d.credit_pence - lag(d.credit_pence, 1, 0::bigint) over below as credit
            from sealed_day d
            where d.level = of_level - 1 and d.block >= first_block * 8 and d.block < (first_block + blocks) * 8
            window below as (partition by d.block, d.account order by d.day)
        ) as part
        group by part.block / 8, part.account, part.day
        window days as (partition by part.block / 8, part.account order by part.day);
    end if;
    insert into sealed_total (level, block, account, debit_pence, credit_pence)
    select d.level, d.block, d.account, max(d.debit_pence), max(d.credit_pence)
    from sealed_day d where d.level = of_level and d.block >= first_block and d.block < first_block + blocks
    group by d.level, d.block, d.account;
    insert into sealed_block (level, block, first_day, last_day, day_reached)
    select of_level, n, min(d.day), max(d.day), greatest(
        max(max(d.day)) over (order by n),
        (select day_reached from sealed_block where level = of_level and block = first_block - 1))
    from generate_series(first_block, first_block + blocks - 1) as n
    left join sealed_day d on d.level = of_level and d.block = n
    group by n;
    if of_level = 1 then
        insert into sealed_prefix (block, account, debit_pence, credit_pence)
        select n, so_far.account, sum(so_far.debit_pence), sum(so_far.credit_pence)
        from generate_series(first_block, first_block + blocks - 1) as n, lateral (
            select account, debit_pence, credit_pence from sealed_prefix where block = first_block - 1
            union all
            select account, debit_pence, credit_pence from sealed_total
            where level = 1 and block >= first_block and block <= n
        ) as so_far
        group by n, so_far.account;
    end if;
end
$$;

create or replace function seal_next() returns boolean language plpgsql as $$
declare
    sealed bigint;
    ready  bigint;
begin
    if not pg_try_advisory_xact_lock(4155, 11) then
        return false;
    end if;
    for l in 0..6 loop
        sealed := sealed_blocks(l);
        ready := case when l = 0 then coalesce((select max(position) from event), 0) / sealed_size(0)
            else sealed_blocks(l - 1) / 8 end;
        if ready > sealed then
            perform seal(l, sealed, least(ready - sealed, case l when 0 then 32 when 1 then 4 else 1 end));
            return true;
        end if;
    end loop;
    return false;
end
$$;
