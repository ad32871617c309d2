-- 0 after every run: every set has its four entries and sums to zero.
select count(*)::integer as violations
  from (select from ledger_entries where source_kind = 'booking-confirmed' group by source_id having count(*) <> 4 or sum(amount_minor) <> 0) wrong;
