-- What PAYING works on, besides the ledger's table (ledger-tables.sql): attempts, their history and the outbox as payment keeps
-- them, with the same keys and indexes.
create table attempts (
  order_id                uuid        not null,
  attempt_id              uuid        not null,
  version                 integer     not null default 1,
  caller_id               uuid        not null,
  idempotency_key         text        not null,
  fingerprint             text        not null,
  method                  text        not null,
  payer_phone             text,
  amount_minor            bigint      not null,
  currency                text        not null,
  order_reference         text        not null,
  provider_reference      uuid        not null,
  provider_transaction_id text,
  status                  text        not null,
  cause                   text        not null,
  created_at              timestamptz not null,
  last_sent_at            timestamptz not null,
  settled_at              timestamptz,
  next_check_at           timestamptz,
  primary key (order_id, attempt_id),
  unique (caller_id, idempotency_key),
  unique (method, provider_reference),
  unique (method, provider_transaction_id)
);
create unique index on attempts (order_id) where status <> 'failed';
create index on attempts (next_check_at) where next_check_at is not null;

create table attempt_changes (
  order_id    uuid        not null,
  attempt_id  uuid        not null,
  version     integer     not null,
  from_status text,
  to_status   text        not null,
  cause       text        not null,
  changed_at  timestamptz not null default clock_timestamp(),
  primary key (order_id, attempt_id, version)
);

create table outbox (
  id           bigint generated always as identity primary key,
  event_id     uuid        not null,
  type         text        not null,
  aggregate_id text        not null,
  version      bigint      not null,
  occurred_at  timestamptz not null default clock_timestamp(),
  payload      jsonb       not null
);
