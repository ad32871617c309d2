-- Refunds by quote: what companies give back of a seat that is cancelled, what was offered, and what became of the money.

-- By how long before its departure a seat is cancelled. Rows are never changed: what was sold stays under the policy that was
-- in force when its seats were held. The nil company: the platform's, for whoever never set one. A public fact.
create table refund_policies (
  company_id uuid not null,
  valid_from timestamptz not null default clock_timestamp(),
  -- [{"hoursBefore", "refundedPercent", "feePerSeat": {"amountMinor", "currency"} or null}], the longest time first
  tiers jsonb not null check (jsonb_typeof(tiers) = 'array'),
  set_by uuid,
  primary key (company_id, valid_from)
);
insert into refund_policies (company_id, valid_from, tiers) values ('00000000-0000-0000-0000-000000000000', '-infinity',
  '[{"hoursBefore": 24, "refundedPercent": 100, "feePerSeat": null}, {"hoursBefore": 4, "refundedPercent": 50, "feePerSeat": null}]');

alter table refund_policies enable row level security;
alter table refund_policies force row level security;
create policy anybody_reads on refund_policies for select to {role} using (true);
create policy company_sets on refund_policies for insert to {role} with check (company_id = acting_company());
grant select, insert on refund_policies to {role};

-- An offer to cancel some seats of an order, as it was in one version, for an amount. Who takes it does so once.
create table refund_quotes (
  order_id uuid not null,
  quote_id uuid not null,
  order_version bigint not null,
  -- Whose staff made it; null: whoever has the tickets did.
  company_id uuid,
  made_by uuid,
  cause text not null check (cause in ('passenger-cancelled', 'company-cancelled')),
  reason text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  made_at timestamptz not null default clock_timestamp(),
  -- By this database's clock.
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  idempotency_key text,
  primary key (order_id, quote_id),
  constraint refund_quotes_key unique (order_id, idempotency_key),
  constraint refund_quotes_are_confirmed_by_key check ((confirmed_at is null) = (idempotency_key is null)),
  constraint refund_quotes_of_staff check ((company_id is null) = (made_by is null)),
  constraint company_says_why check (cause = 'passenger-cancelled' or (company_id is not null and reason is not null))
);
create index refund_quotes_to_forget on refund_quotes (expires_at) where confirmed_at is null;

-- One seat of an offer: what was paid for it, what is kept, and by which rule.
create table refund_quote_lines (
  order_id uuid not null,
  quote_id uuid not null,
  trip_id bigint not null,
  claim_id uuid not null,
  company_id uuid not null,
  fare_minor bigint not null,
  kept_minor bigint not null check (kept_minor >= 0),
  refunded_minor bigint not null check (refunded_minor >= 0),
  hours_before integer,
  refunded_percent smallint not null check (refunded_percent between 0 and 100),
  fee_minor bigint not null check (fee_minor >= 0),
  confirmed boolean not null default false,
  primary key (order_id, quote_id, claim_id),
  foreign key (order_id, quote_id) references refund_quotes on delete cascade,
  constraint refund_lines_sum check (kept_minor + refunded_minor = fare_minor)
);
-- A seat is cancelled once.
create unique index refund_lines_once on refund_quote_lines (order_id, claim_id) where confirmed;

alter table refund_quotes enable row level security;
alter table refund_quotes force row level security;
create policy order_is_seen on refund_quotes for select to {role}
  using (actor_kind() in ('passenger', 'link') and exists (select from orders o where o.order_id = refund_quotes.order_id));
create policy company_reads on refund_quotes for select to {role} using (company_id = acting_company());
create policy service on refund_quotes to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, delete on refund_quotes to {role};
grant update (confirmed_at, idempotency_key) on refund_quotes to {role};

alter table refund_quote_lines enable row level security;
alter table refund_quote_lines force row level security;
create policy quote_is_seen on refund_quote_lines for select to {role}
  using (actor_kind() in ('passenger', 'link', 'company')
    and exists (select from refund_quotes q where q.order_id = refund_quote_lines.order_id and q.quote_id = refund_quote_lines.quote_id));
create policy service on refund_quote_lines to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on refund_quote_lines to {role};
grant update (confirmed) on refund_quote_lines to {role};

-- What payment said last of money that goes back. Null: it was told before anybody listened.
alter table order_refunds
  add column quote_id uuid,
  add column status text check (status in ('due', 'succeeded', 'failed')),
  add column heard_version integer not null default 0,
  add constraint order_refunds_quote foreign key (order_id, quote_id) references refund_quotes,
  drop constraint order_refunds_cause_check,
  add constraint order_refunds_cause_check check (cause in
    ('seats-gone', 'paid-twice', 'trip-cancelled', 'amount-mismatch', 'passenger-cancelled', 'company-cancelled'));
create policy order_is_seen on order_refunds for select to {role}
  using (actor_kind() in ('passenger', 'link') and exists (select from orders o where o.order_id = order_refunds.order_id));
grant update (status, heard_version) on order_refunds to {role};

-- When somebody boarded with it, as the door tells. Who has boarded cancels no more.
alter table tickets add column boarded_at timestamptz;
grant update (boarded_at) on tickets to {role};

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Gives some sold seats of an order back to the sale, and answers them; one that is not sold any more stays as it is. The caller has
-- locked the order's row.
create function end_sold_claims(p_order uuid, p_trips bigint[], p_claims uuid[]) returns setof seat_claim
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  ended seat_claim[];
begin
  perform refuse_all_but_service();
  perform from seat_inventory s
     join claims c on c.trip_id = s.trip_id and c.seat = s.seat
    where c.trip_id = any (p_trips) and c.order_id = p_order and c.claim_id = any (p_claims)
    order by s.trip_id, s.seat for update of s;
  with changed as (
    update claims set status = 'released'
     where trip_id = any (p_trips) and order_id = p_order and claim_id = any (p_claims) and status = 'sold'
    returning row(null, order_id, claim_id, trip_id, seat, company_id, from_stop, to_stop, mask, fare_minor, null)::seat_claim as claim)
  select coalesce(array_agg(claim), '{}') into ended from changed;
  perform clear_seats(ended);
  perform tell_changes(ended, -1::smallint);
  return query select * from unnest(ended);
end $$;
grant execute on function end_sold_claims(uuid, bigint[], uuid[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
