-- Vouchers: money that a company, or the platform, owes to whoever has the voucher, and that pays for orders (src/vouchers).
-- What a voucher was issued for is at every moment what remains, what is reserved for open orders, what paid for bookings and
-- what came back to its issuer; a check says so. Every movement between these is a row that stays.
--
-- Locks: after all others of this service, vouchers by id.

-- What of an order's total vouchers are to pay, the rest being collected; what they do pay is told by its tenders.
alter table orders add column tendered_minor bigint not null default 0;
alter table orders add constraint orders_tender_at_most_all check (tendered_minor between 0 and total_minor);
grant update (version, tendered_minor) on orders to safiri_ticketing_seats;
grant references on orders to safiri_ticketing_seats;

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

create table vouchers (
  voucher_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  -- Who owes it: a company, whose fares alone it pays for; or the platform, whose id is the nil UUID, for any.
  issuer_id uuid not null,
  -- Whose it is: a guest's or an account's; else of whoever has the code, of which a hash is kept.
  owner_id uuid,
  code_hash bytea,
  cause text not null check (cause in ('goodwill', 'compensation', 'refund-choice', 'gift')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  remaining_minor bigint not null check (remaining_minor >= 0),
  reserved_minor bigint not null default 0 check (reserved_minor >= 0),
  used_minor bigint not null default 0 check (used_minor >= 0),
  -- Withdrawn by the issuer, or expired.
  ended_minor bigint not null default 0 check (ended_minor >= 0),
  -- What is reserved by then may be used later all the same. A voucher that is withdrawn expires at that moment.
  expires_at timestamptz not null,
  issued_by uuid not null,
  issued_at timestamptz not null default clock_timestamp(),
  idempotency_key text not null,
  fingerprint text not null,
  constraint vouchers_key unique (issuer_id, issued_by, idempotency_key),
  constraint vouchers_are_somebodys check ((owner_id is null) <> (code_hash is null)),
  constraint vouchers_keep_every_unit check (remaining_minor + reserved_minor + used_minor + ended_minor = amount_minor)
);
create unique index vouchers_code on vouchers (code_hash) where code_hash is not null;
create index vouchers_of_owner on vouchers (owner_id, voucher_id desc) where owner_id is not null;
create index vouchers_of_issuer on vouchers (issuer_id, voucher_id desc);
create index vouchers_to_expire on vouchers (expires_at) where remaining_minor > 0;

-- Every movement, once; nobody may change or remove one.
create table voucher_uses (
  voucher_id uuid not null references vouchers,
  -- Of the voucher, after it.
  version bigint not null,
  use_id uuid not null default gen_random_uuid() unique,
  kind text not null check (kind in ('issued', 'reserved', 'released', 'used', 'restored', 'withdrawn', 'expired')),
  amount_minor bigint not null check (amount_minor > 0),
  order_id uuid,
  -- Of what is restored: which refund of the order it is a part of.
  refund_id uuid,
  used_at timestamptz not null default clock_timestamp(),
  primary key (voucher_id, version),
  constraint voucher_uses_of_orders check ((kind in ('reserved', 'released', 'used', 'restored')) = (order_id is not null)),
  constraint voucher_uses_of_refunds check ((kind = 'restored') = (refund_id is not null))
);
create index voucher_uses_by_time on voucher_uses (used_at) where order_id is not null;
create unique index voucher_uses_restore_once on voucher_uses (refund_id, voucher_id) where refund_id is not null;

-- What a voucher pays of an order: reserved while the order is open, used once it is a booking, released if it never was.
create table order_tenders (
  order_id uuid not null references orders on delete cascade,
  voucher_id uuid not null references vouchers,
  issuer_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  status text not null default 'reserved' check (status in ('reserved', 'used', 'released')),
  restored_minor bigint not null default 0,
  added_at timestamptz not null default clock_timestamp(),
  primary key (order_id, voucher_id),
  constraint tenders_give_back_what_they_paid check (restored_minor between 0 and case status when 'used' then amount_minor else 0 end)
);
create index order_tenders_reserved on order_tenders (voucher_id) where status = 'reserved';

alter table vouchers enable row level security;
alter table vouchers force row level security;
create policy seats on vouchers to safiri_ticketing_seats using (true) with check (true);
create policy passenger_reads on vouchers for select to {role} using (owner_id = acting_passenger());
create policy company_reads on vouchers for select to {role} using (issuer_id = acting_company());
create policy company_issues on vouchers for insert to {role} with check (issuer_id = acting_company());
create policy service on vouchers to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert (voucher_id, issuer_id, owner_id, code_hash, cause, currency, amount_minor, remaining_minor, expires_at, issued_by, idempotency_key, fingerprint) on vouchers to {role};
grant update (owner_id) on vouchers to {role};

alter table voucher_uses enable row level security;
alter table voucher_uses force row level security;
create policy seats on voucher_uses to safiri_ticketing_seats using (true) with check (true);
create policy voucher_is_seen on voucher_uses for select to {role}
  using (actor_kind() in ('passenger', 'company') and exists (select from vouchers v where v.voucher_id = voucher_uses.voucher_id));
create policy service on voucher_uses for select to {role} using (actor_kind() = 'service');
grant select on voucher_uses to {role};

alter table order_tenders enable row level security;
alter table order_tenders force row level security;
create policy seats on order_tenders to safiri_ticketing_seats using (true) with check (true);
create policy order_is_seen on order_tenders for select to {role}
  using (actor_kind() in ('passenger', 'link') and exists (select from orders o where o.order_id = order_tenders.order_id));
create policy issuer_reads on order_tenders for select to {role} using (issuer_id = acting_company());
create policy service on order_tenders for select to {role} using (actor_kind() = 'service');
grant select on order_tenders to {role};

create function note_issued_voucher() returns trigger language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
  insert into voucher_uses (voucher_id, version, kind, amount_minor) values (new.voucher_id, new.version, 'issued', new.amount_minor);
  return null;
end $$;
create trigger vouchers_issued after insert on vouchers for each row execute function note_issued_voucher();

-- Moves an amount of a voucher from where it is to where the kind says; a check refuses more than is there. What is restored may
-- be used for 30 days at the least.
create function move_voucher(p_voucher uuid, p_kind text, p_amount bigint, p_order uuid, p_refund uuid default null) returns voucher_uses
language plpgsql as $$
declare
  moved vouchers;
  noted voucher_uses;
begin
  update vouchers
     set version = version + 1,
         remaining_minor = remaining_minor + case when p_kind in ('released', 'restored') then p_amount when p_kind = 'used' then 0 else - p_amount end,
         reserved_minor = reserved_minor + case p_kind when 'reserved' then p_amount when 'released' then - p_amount when 'used' then - p_amount else 0 end,
         used_minor = used_minor + case p_kind when 'used' then p_amount when 'restored' then - p_amount else 0 end,
         ended_minor = ended_minor + case when p_kind in ('withdrawn', 'expired') then p_amount else 0 end,
         expires_at = case p_kind when 'restored' then greatest(expires_at, clock_timestamp() + interval '30 days') else expires_at end
   where voucher_id = p_voucher returning * into strict moved;
  insert into voucher_uses (voucher_id, version, kind, amount_minor, order_id, refund_id)
  values (p_voucher, moved.version, p_kind, p_amount, p_order, p_refund) returning * into noted;
  return noted;
end $$;

create function release_tender(p_order uuid, p_voucher uuid) returns void language plpgsql as $$
declare
  released bigint;
begin
  update order_tenders set status = 'released' where order_id = p_order and voucher_id = p_voucher and status = 'reserved'
  returning amount_minor into released;
  if found then perform move_voucher(p_voucher, 'released', released, p_order); end if;
end $$;

-- Reserves of a voucher what it has, up to an amount, for an order that the caller has locked; answers how much. What an order
-- reserved whose hold is over, by the database's clock, is free, unless money is just coming for it.
create function reserve_voucher(p_order uuid, p_voucher uuid, p_most bigint) returns bigint
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  voucher vouchers;
  overdue uuid;
  amount bigint;
begin
  perform refuse_all_but_service();
  perform from vouchers where voucher_id = p_voucher for update;
  for overdue in
    select o.order_id from orders o
     where o.order_id in (select t.order_id from order_tenders t where t.voucher_id = p_voucher and t.status = 'reserved')
       and o.order_id <> p_order and o.status in ('held', 'checkout') and o.expires_at <= clock_timestamp()
       for update skip locked
  loop
    perform release_tender(overdue, p_voucher);
  end loop;
  select v.* into voucher from vouchers v join orders o on o.order_id = p_order and o.currency = v.currency where v.voucher_id = p_voucher;
  amount := least(p_most, voucher.remaining_minor);
  if amount is null or amount <= 0 or voucher.expires_at <= clock_timestamp() then return 0; end if;
  insert into order_tenders (order_id, voucher_id, issuer_id, amount_minor) values (p_order, p_voucher, voucher.issuer_id, amount);
  perform move_voucher(p_voucher, 'reserved', amount, p_order);
  update orders set tendered_minor = tendered_minor + amount, version = version + 1 where order_id = p_order;
  return amount;
end $$;

-- Takes a voucher off an open order that the caller has locked.
create function take_voucher_off(p_order uuid, p_voucher uuid) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  amount bigint;
begin
  perform refuse_all_but_service();
  perform release_tender(p_order, p_voucher);
  delete from order_tenders where order_id = p_order and voucher_id = p_voucher and status = 'released' returning amount_minor into amount;
  if not found then return false; end if;
  update orders set tendered_minor = tendered_minor - amount, version = version + 1 where order_id = p_order;
  return true;
end $$;

-- Before several orders with vouchers end in one transaction: nobody waits in a circle.
create function lock_vouchers_of(p_orders uuid[]) returns void
language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
  perform from vouchers where voucher_id in (select voucher_id from order_tenders where order_id = any (p_orders)) order by voucher_id for update;
end $$;

-- Pays with an order's vouchers, all or none. What was released meanwhile is had again if the voucher still has it.
create function use_tenders(p_order uuid) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  tender order_tenders;
begin
  perform refuse_all_but_service();
  perform lock_vouchers_of(array[p_order]);
  if exists (
    select from order_tenders t join vouchers v using (voucher_id)
     where t.order_id = p_order and t.status = 'released' and (v.remaining_minor < t.amount_minor or v.expires_at <= clock_timestamp())
  ) then return false; end if;
  for tender in select * from order_tenders where order_id = p_order and status <> 'used' order by voucher_id loop
    if tender.status = 'released' then perform move_voucher(tender.voucher_id, 'reserved', tender.amount_minor, p_order); end if;
    perform move_voucher(tender.voucher_id, 'used', tender.amount_minor, p_order);
  end loop;
  update order_tenders set status = 'used' where order_id = p_order;
  return true;
end $$;

-- Gives a part of a refund back to a voucher that paid for the booking, once a refund; answers the movement, or nothing.
create function restore_voucher(p_order uuid, p_voucher uuid, p_amount bigint, p_refund uuid) returns setof voucher_uses
language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
  perform refuse_all_but_service();
  perform from vouchers where voucher_id = p_voucher for update;
  if exists (select from voucher_uses where refund_id = p_refund and voucher_id = p_voucher) then return; end if;
  update order_tenders set restored_minor = restored_minor + p_amount where order_id = p_order and voucher_id = p_voucher;
  return next move_voucher(p_voucher, 'restored', p_amount, p_order, p_refund);
end $$;

-- The issuer takes back what remains; what is reserved by then may still be used.
create function withdraw_voucher(p_voucher uuid) returns setof voucher_uses
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  remaining bigint;
begin
  update vouchers set expires_at = least(expires_at, clock_timestamp()) where voucher_id = p_voucher and issuer_id = acting_company()
  returning remaining_minor into remaining;
  if remaining > 0 then return next move_voucher(p_voucher, 'withdrawn', remaining, null); end if;
end $$;

-- Ends what remains of vouchers whose time is over.
create function expire_vouchers(p_limit integer) returns setof voucher_uses
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  voucher vouchers;
begin
  perform refuse_all_but_service();
  for voucher in
    select * from vouchers where remaining_minor > 0 and expires_at <= clock_timestamp() order by expires_at limit p_limit for update skip locked
  loop
    return next move_voucher(voucher.voucher_id, 'expired', voucher.remaining_minor, null);
  end loop;
end $$;

-- However an order ends, what it had reserved and did not use is the vouchers' again.
create function release_tenders_of_order() returns trigger language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  voucher uuid;
begin
  for voucher in select voucher_id from order_tenders where order_id = new.order_id and status = 'reserved' order by voucher_id loop
    perform release_tender(new.order_id, voucher);
  end loop;
  -- Money that was asked for before paid all of the booking.
  if new.status = 'confirmed' and not exists (select from order_tenders where order_id = new.order_id and status = 'used') then
    update orders set tendered_minor = 0 where order_id = new.order_id;
  end if;
  return null;
end $$;
-- A booking with vouchers is paid in full: by them, by money, or by both.
create function refuse_underpaid_booking() returns trigger language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
  if new.total_minor > (select coalesce(sum(amount_minor), 0) from order_tenders where order_id = new.order_id and status = 'used')
                     + (select coalesce(sum(amount_minor), 0) from order_payments where order_id = new.order_id and outcome = 'booking' and currency = new.currency) then
    raise exception 'order % is not paid in full', new.order_id using errcode = 'check_violation', constraint = 'bookings_are_paid_in_full';
  end if;
  return null;
end $$;
grant execute on function reserve_voucher(uuid, uuid, bigint), take_voucher_off(uuid, uuid), lock_vouchers_of(uuid[]), use_tenders(uuid),
  restore_voucher(uuid, uuid, bigint, uuid), withdraw_voucher(uuid), expire_vouchers(integer),
  note_issued_voucher(), release_tenders_of_order(), refuse_underpaid_booking() to {role};
grant execute on function release_tenders_of_order(), refuse_underpaid_booking() to safiri_{schema}_owner;

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
grant select on order_payments to safiri_ticketing_seats;
create policy seats on order_payments for select to safiri_ticketing_seats using (true);

create trigger orders_release_tenders after update of status on orders for each row
  when (new.tendered_minor > 0 and new.status <> old.status and new.status not in ('held', 'checkout'))
  execute function release_tenders_of_order();
create constraint trigger orders_paid_in_full after update on orders deferrable initially deferred for each row
  when (new.tendered_minor > 0 and new.status = 'confirmed' and old.status <> 'confirmed')
  execute function refuse_underpaid_booking();
