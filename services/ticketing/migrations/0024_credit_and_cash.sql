-- Credit instead of money for seats that are given up (src/refunds), how an order was paid, and locks taken in one order.

-- As payment told it; null of what was told before this, and of what is confirmed by the hundred, which is never cash.
alter table order_payments add column method text;

-- A tier of a policy may say "creditPercent". What an offer gives is one or the other.
alter table refund_quotes add column gives text not null default 'money' check (gives in ('money', 'credit'));

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Of which offer the voucher is what was given back: one an issuer.
alter table vouchers add column order_id uuid;
alter table vouchers add column quote_id uuid;
alter table vouchers add constraint vouchers_of_quotes_have_both
  check (num_nonnulls(order_id, quote_id) = case cause when 'refund-choice' then 2 else 0 end);
create unique index vouchers_of_quotes on vouchers (order_id, quote_id, issuer_id) where quote_id is not null;
grant insert (order_id, quote_id) on vouchers to {role};

-- Before several orders end in one transaction, or one that vouchers pay: seat rows, then claims, each by (trip, seat). The caller
-- has locked the orders.
create function lock_seats_of_orders(p_orders uuid[], p_trips bigint[]) returns void
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform refuse_all_but_service();
  perform lock_seats_of(p_orders, p_trips);
  perform from claims where trip_id = any (p_trips) and order_id = any (p_orders) order by trip_id, seat, claim_id for update;
end $$;
grant execute on function lock_seats_of_orders(uuid[], bigint[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
