-- POSTING: the entries of one booking, once whatever is heard how often
insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, line, order_id, amount_minor, currency)
select e.company_id, 'booking-confirmed', b.order_id, e.entry_no, e.account, e.line, b.order_id, e.amount_minor, 'RWF'
  from (select gen_random_uuid() as order_id) b,
       (values ('00000000-0000-0000-0000-000000000000'::uuid, 1::smallint, 'passenger-money', null, 5000),
               ('00000000-0000-4000-8000-000000000001', 2, 'company-payable', 'sale', -5000),
               ('00000000-0000-4000-8000-000000000001', 3, 'company-payable', 'commission', 500),
               ('00000000-0000-0000-0000-000000000000', 4, 'commission', null, -500)) as e (company_id, entry_no, account, line, amount_minor)
on conflict do nothing;
