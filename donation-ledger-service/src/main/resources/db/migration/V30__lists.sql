-- Lists of campaigns, mandates, invoices, payout runs and bank details: by the events that began them. Donations are
-- nearly all events there are, and are listed without it.
create index event_of_kind on event (split_part(stream, ':', 1), position)
    where version = 1 and split_part(stream, ':', 1) <> 'donation';
