-- M12: what lets anyone outside check that the past was not changed.

-- Roots of the complete subtrees of the Merkle tree (RFC 6962) over the journal's leaves, from 256 leaves up: subtree
-- `number` of `level` has the leaves [number * 2^level, (number + 1) * 2^level); position p is leaf p - 1. Made again
-- from the events at any time.
create table merkle_node (
    level  integer not null check (level >= 8),
    number bigint  not null,
    hash   bytea   not null,
    primary key (level, number)
);

-- What was signed and published: the tree's root when it had so many leaves. The key is not in the database.
create table checkpoint (
    size      bigint      primary key check (size > 0),
    root      bytea       not null,
    note      text        not null,  -- a signed note (C2SP tlog-checkpoint), byte for byte as it was published
    published timestamptz not null
);

-- How far a projection has been made again beside the one that is in use; the owner writes it.
create table rebuild (
    projection text        primary key,
    position   bigint      not null,
    started    timestamptz not null,
    finished   timestamptz,
    failure    text
);

grant select, insert on merkle_node, checkpoint to ${app};
grant select on rebuild to ${app};
