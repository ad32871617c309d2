-- What every service's schema starts with: who acts, the outbox, the inbox. Runs as the schema's owner with the
-- schema alone on the search path; {schema} and {role} (the running role) are filled in by the migration runner.

grant usage on schema {schema} to {role};

-- Who acts in this transaction. Unset, and empty after an earlier local setting, both mean nobody: no rows.
create function actor_kind() returns text language sql stable parallel safe
  return nullif(current_setting('safiri.actor_kind', true), '');
create function actor_id() returns text language sql stable parallel safe
  return nullif(current_setting('safiri.actor_id', true), '');
create function actor_uuid() returns uuid language sql stable parallel safe
  return nullif(current_setting('safiri.actor_id', true), '')::uuid;

-- News of this service, written in the transaction that made it true. The relay deletes what it handed on.
create table outbox (
  id bigint generated always as identity primary key,
  event_id uuid not null,
  type text not null,
  aggregate_id text not null,
  version bigint not null check (version > 0),
  occurred_at timestamptz not null default clock_timestamp(),
  payload jsonb not null
);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy anyone_acting_tells on outbox for insert to {role} with check (actor_kind() is not null);
create policy relay_reads on outbox for select to {role} using (actor_kind() = 'service');
create policy relay_takes on outbox for delete to {role} using (actor_kind() = 'service');
-- "for update skip locked" asks for the update policy; no column may be updated.
create policy relay_locks on outbox for update to {role} using (actor_kind() = 'service');
grant select, insert, delete on outbox to {role};
grant update (id) on outbox to {role};

-- Messages whose effect is already here. Redelivery finds its id and does nothing.
create table inbox (
  message_id uuid primary key,
  received_at timestamptz not null default clock_timestamp()
);
create index inbox_received_at on inbox (received_at);
alter table inbox enable row level security;
alter table inbox force row level security;
create policy service_only on inbox to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, delete on inbox to {role};
