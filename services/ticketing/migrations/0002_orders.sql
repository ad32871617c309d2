-- Orders and what was paid for them. Private rows: a passenger sees their own, whoever holds an order's private link sees
-- that order, a company sees orders that touch its trips, the service itself sees all. Nobody acting sees nothing.

-- The acting person, link or company; null for any other kind of actor. The case keeps the cast away from ids of another
-- kind (a link is no uuid), also while a query is being planned.
create function acting_passenger() returns uuid language sql stable parallel safe
  return case actor_kind() when 'passenger' then actor_uuid() end;
create function acting_link() returns text language sql stable parallel safe
  return case actor_kind() when 'link' then actor_id() end;
create function acting_company() returns uuid language sql stable parallel safe
  return case actor_kind() when 'company' then actor_uuid() end;

create table orders (
  order_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  -- A guest or an account.
  owner_id uuid not null,
  -- What the client repeats after an answer it never got, and what it asked for with it.
  idempotency_key text not null,
  fingerprint text not null,
  reference text not null,
  -- Secret of the private link; made when payment opens.
  link text check (link ~ '^[A-Za-z0-9_-]{22}$'),
  status text not null check (status in ('held', 'checkout', 'confirmed', 'unallocated', 'released', 'expired')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  -- When the hold ends, by this database's clock. Its claims end at the same instant.
  expires_at timestamptz not null,
  trip_ids bigint[] not null check (cardinality(trip_ids) between 1 and 2),
  company_ids uuid[] not null check (cardinality(company_ids) between 1 and 2),
  contact_phone text,
  contact_email text,
  locale text not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint orders_key unique (owner_id, idempotency_key),
  constraint orders_reference unique (reference),
  constraint orders_open_are_reachable check (status in ('held', 'released', 'expired') or (link is not null and coalesce(contact_phone, contact_email) is not null))
);
create unique index orders_link on orders (link) where link is not null;
create index orders_bought on orders (owner_id, order_id desc) where status = 'confirmed';
create index orders_to_expire on orders (expires_at) where status in ('held', 'checkout');
create index orders_to_forget on orders (expires_at) where status in ('released', 'expired');

-- An expired order may still be confirmed by late money; what is confirmed, given back or refunded stays so.
create function keep_terminal_order() returns trigger language plpgsql as $$
begin
  raise exception 'order % is %, and stays so', old.order_id, old.status using errcode = 'check_violation';
end $$;
create trigger orders_terminal before update of status on orders for each row
  when (old.status in ('confirmed', 'unallocated', 'released') and new.status <> old.status)
  execute function keep_terminal_order();

alter table orders enable row level security;
alter table orders force row level security;
create policy passenger_reads on orders for select to {role} using (owner_id = acting_passenger());
create policy passenger_changes on orders for update to {role} using (owner_id = acting_passenger()) with check (owner_id = acting_passenger());
create policy link_reads on orders for select to {role} using (link = acting_link());
create policy company_reads on orders for select to {role} using (acting_company() = any (company_ids));
create policy service on orders to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
-- Orders are made by hold_seats alone.
grant select, delete on orders to {role};
grant update (version, owner_id, link, status, expires_at, contact_phone, contact_email) on orders to {role};

-- Every attempt that payment reported as succeeded, and what became of its money: it paid for the order, or it goes back.
-- No foreign key: money may come for an order that was removed, and is recorded all the same.
create table order_payments (
  order_id uuid not null,
  attempt_id uuid not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  outcome text not null check (outcome in ('booking', 'refund')),
  heard_at timestamptz not null default clock_timestamp(),
  primary key (order_id, attempt_id)
);
create unique index one_payment_per_booking on order_payments (order_id) where outcome = 'booking';

-- Money that was told to go back, once per refund_id, which is derived from its reason (src/bookings/refund-id.ts).
create table order_refunds (
  order_id uuid not null,
  refund_id uuid not null,
  attempt_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  cause text not null check (cause in ('seats-gone', 'paid-twice', 'trip-cancelled')),
  decided_at timestamptz not null default clock_timestamp(),
  primary key (order_id, refund_id),
  foreign key (order_id, attempt_id) references order_payments
);

alter table order_payments enable row level security;
alter table order_payments force row level security;
create policy service on order_payments to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on order_payments to {role};

alter table order_refunds enable row level security;
alter table order_refunds force row level security;
create policy service on order_refunds to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on order_refunds to {role};
