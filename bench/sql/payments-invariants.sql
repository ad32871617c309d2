-- All of it about the wallet's payments since the database is there; what the company's own books say is asked there.
select count(*) filter (where status = 'succeeded') as paid,
       count(*) filter (where status <> 'succeeded') as open,
       (select count(*) from (select order_id from payment.attempts where status = 'succeeded' group by order_id having count(*) > 1) d) as doubled,
       (select count(*) from payment.ledger_entries where source_kind = 'attempt-succeeded' and account = 'clearing') as posted,
       (select coalesce(sum(amount_minor), 0) from payment.ledger_entries where source_kind = 'attempt-succeeded') as unbalanced,
       (select coalesce(sum(amount_minor), 0) from payment.ledger_entries where source_kind = 'attempt-succeeded' and account = 'clearing') as "postedMinor"
  from payment.attempts;
