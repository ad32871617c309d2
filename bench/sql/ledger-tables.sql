-- What POSTING works on: entries as the ledger keeps them, with the same primary key and the same indexes.
create table ledger_entries (
  company_id   uuid        not null,
  source_kind  text        not null,
  source_id    uuid        not null,
  entry_no     smallint    not null,
  account      text        not null,
  line         text,
  method       text        not null default '',
  order_id     uuid,
  amount_minor bigint      not null,
  currency     text        not null,
  posted_at    timestamptz not null default now(),
  primary key (company_id, source_kind, source_id, entry_no)
);
create index on ledger_entries (order_id) where order_id is not null;
create index on ledger_entries (company_id, posted_at);
create index on ledger_entries using brin (posted_at) with (pages_per_range = 32);
