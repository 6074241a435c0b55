-- Balances without a balance row. Positions are cut into blocks: at level 0 of 4096, at each next level eight times as
-- many. A full block never changes, so what it comes to is written down once ("sealed"), and a balance at a position is
-- the sum of few blocks and of the postings behind the last.
--
-- All these tables are a projection: a function of `posting` and of nothing else (seal() is that function; the number
-- of an account is the truth's), and reading is right whatever is sealed. Of each level the blocks 0, 1, 2 … are sealed
-- without a gap. A rebuild goes through the levels from the lowest, and through a level's blocks in their order, because
-- a block rests on those below it and a prefix on the one before; each in a transaction of its own under the sealer's
-- lock: pg_advisory_xact_lock(4155, 11), unseal(), seal(). Readers find the old block or the new.

-- How many positions a block of a level has: block b holds those after b * size, to (b + 1) * size.
create function sealed_size(level integer) returns bigint language sql immutable parallel safe as
    'select 4096::bigint << (3 * level)';

-- The blocks that are sealed, with the first and the last effective day in them (null where nothing was posted), and
-- the last of all positions up to the block's end.
create table sealed_block (
    level       smallint not null,
    block       integer  not null,
    first_day   date,
    last_day    date,
    day_reached date,
    primary key (level, block)
);

-- What a block comes to for each account in it.
create table sealed_total (
    level        smallint not null,
    block        integer  not null,
    account      integer  not null,
    debit_pence  bigint   not null,
    credit_pence bigint   not null,
    primary key (level, block, account)
);

-- What all positions up to the end of a block of level 1 come to.
create table sealed_prefix (
    block        integer  not null,
    account      integer  not null,
    debit_pence  bigint   not null,
    credit_pence bigint   not null,
    primary key (block, account)
);

-- What a block comes to by a day: cumulated, so that one row answers for any day.
create table sealed_day (
    level        smallint not null,
    block        integer  not null,
    account      integer  not null,
    day          date     not null,
    debit_pence  bigint   not null,
    credit_pence bigint   not null,
    primary key (level, block, account, day)
);
-- One account on a day is found by the primary key, all accounts of a smaller block by this.
create index sealed_day_of_block on sealed_day (level, block, day) where level <= 1;

-- The fewest sealed blocks that fill positions 1, 2, 3 … without a gap and without going beyond one.
create function sealed_cover(upto bigint)
    returns table (level smallint, block integer, first_day date, last_day date, last_position bigint)
    language plpgsql stable rows 25 as $$
declare
    covered bigint := 0;
    size    bigint;
    blocks  bigint;
begin
    for l in reverse 6..0 loop
        size := sealed_size(l);
        blocks := least(upto / size, sealed_blocks(l));
        if blocks * size > covered then
            return query
                select s.level, s.block, s.first_day, s.last_day, (s.block + 1) * size
                from sealed_block s where s.level = l and s.block >= covered / size and s.block < blocks;
            covered := blocks * size;
        end if;
    end loop;
end
$$;

-- What to read for all accounts on a day: `prefix` (a block of level 1 up to which everything counts by then), `total`
-- (a block that counts as a whole), `days` (a smaller block whose days up to then are read), `seek` (a larger one in
-- which each account is looked up), and `tail` (the position from which postings are read).
--
-- Facts mostly count on the days around their recording, so behind the prefix few blocks hold anything that counts by
-- the day, and of most of them little. Where the days are in no order at all, the largest blocks are looked up instead.
create function sealed_parts(upto bigint, until date)
    returns table (part text, level smallint, block integer, after bigint)
    language plpgsql stable rows 25 as $$
declare
    ones     bigint := least(upto / sealed_size(1), sealed_blocks(1));
    noughts  bigint := least(upto / sealed_size(0), sealed_blocks(0));
    reached  integer := coalesce((
        select b.block from sealed_block b
        where b.level = 1 and b.block < ones and coalesce(b.day_reached, '-infinity') <= until
        order by b.block desc limit 1), -1);
    counting bigint := (
        select count(*) from sealed_block b
        where b.level = 1 and b.block > reached and b.block < ones and b.first_day <= until);
begin
    if counting <= 16 then
        if reached >= 0 then
            return query select 'prefix', 1::smallint, reached, null::bigint;
        end if;
        return query
            select case when b.last_day <= until then 'total' else 'days' end, b.level, b.block, null::bigint
            from sealed_block b
            where b.level = 1 and b.block > reached and b.block < ones and b.first_day <= until;
    else
        return query
            select case when c.last_day <= until then 'total' else 'seek' end, c.level, c.block, null::bigint
            from sealed_cover(ones * sealed_size(1)) c where c.first_day <= until;
    end if;
    return query
        select case when b.last_day <= until then 'total' else 'days' end, b.level, b.block, null::bigint
        from sealed_block b
        where b.level = 0 and b.block >= ones * 8 and b.block < noughts and b.first_day <= until;
    return query
        select 'tail', null::smallint, null::integer, greatest(ones * sealed_size(1), noughts * sealed_size(0));
end
$$;

-- How many blocks of a level are sealed.
create function sealed_blocks(of_level integer) returns bigint language sql stable as
    'select coalesce(max(block) + 1, 0)::bigint from sealed_block where level = of_level';

-- Seals some full blocks of a level: at level 0 from the postings, above from the eight below. Whoever calls it holds
-- the sealer's lock and knows that the blocks are full.
create function seal(of_level integer, first_block bigint, blocks bigint) returns void language plpgsql as $$
begin
    if of_level = 0 then
        insert into sealed_day (level, block, account, day, debit_pence, credit_pence)
        select 0, cut, side.account, side.day,
            sum(sum(side.debit)) over days, sum(sum(side.credit)) over days
        from (
            select (position - 1) / 4096 as cut, debit as account, effective as day, pence as debit, 0 as credit
            from posting where position > first_block * 4096 and position <= (first_block + blocks) * 4096
            union all
            select (position - 1) / 4096, credit, effective, 0, pence
            from posting where position > first_block * 4096 and position <= (first_block + blocks) * 4096
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

-- Takes a block out, to be sealed again in the same transaction.
create function unseal(of_level integer, of_block bigint) returns void language sql as $$
    delete from sealed_block where level = of_level and block = of_block;
    delete from sealed_total where level = of_level and block = of_block;
    delete from sealed_day where level = of_level and block = of_block;
    delete from sealed_prefix where of_level = 1 and block = of_block;
$$;

-- The sealer's next step: some blocks that are full and not sealed. One replica at a time; positions have no gaps and
-- are committed in their order, so what stands before the head is whole.
--
-- Returns whether there was anything to do.
create function seal_next() returns boolean language plpgsql as $$
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
            perform seal(l, sealed, least(ready - sealed, case when l = 0 then 8 else 1 end));
            return true;
        end if;
    end loop;
    return false;
end
$$;

-- Statements: an account's movements in the order of the days on which they count, from either side.
create index posting_of_debit on posting (debit, effective, position);
create index posting_of_credit on posting (credit, effective, position);

grant select, insert, delete on sealed_block, sealed_total, sealed_prefix, sealed_day to ${app};
