-- What was known at a moment, when what is being appended is known too: it was recorded before now and is not seen yet.
-- Its turn is waited for, so the same moment gets the same answer for ever; the lock ends with the statement, so a
-- reader who vanishes holds nobody up.
create function position_settled_at(moment timestamptz) returns bigint language plpgsql volatile
    set lock_timeout = '10s' as $$
begin
    perform pg_advisory_xact_lock_shared(4155, 10);
    return position_known_at(moment);
end
$$;
