-- 0 after every run: every payment was paid, with its three states, its two entries and its news.
select ((select count(*) from attempts a
          where a.status <> 'succeeded'
             or (select count(*) from attempt_changes c where c.order_id = a.order_id and c.attempt_id = a.attempt_id) <> 3
             or (select count(*) filter (where e.amount_minor <> 0) = 2 and sum(e.amount_minor) = 0 from ledger_entries e
                  where e.company_id = '00000000-0000-0000-0000-000000000000' and e.source_kind = 'attempt-succeeded' and e.source_id = a.attempt_id) is not true)
        + abs((select count(*) from attempts) - (select count(*) from outbox)))::integer as violations;
