-- What happens to claims after the hold. Whoever calls has locked the order's row first, so that no two of these work on
-- one order at a time; together with "seat rows in (trip, seat) order, then claims" nobody waits in a circle.

set local role safiri_ticketing_seats;

-- A passenger may change the claims of their own orders, the service those of all; nobody acting may change none.
create function refuse_stranger(p_orders uuid[]) returns void language plpgsql as $$
begin
  if actor_kind() = 'service' then return; end if;
  if acting_passenger() is null or exists (select from orders where order_id = any (p_orders) and owner_id <> acting_passenger()) then
    raise exception 'these claims are not the actor''s' using errcode = 'insufficient_privilege';
  end if;
end $$;

create function refuse_all_but_service() returns void language plpgsql as $$
begin
  if actor_kind() is distinct from 'service' then
    raise exception 'only the service itself does this' using errcode = 'insufficient_privilege';
  end if;
end $$;

create function lock_seats_of(p_orders uuid[], p_trips bigint[]) returns void language plpgsql as $$
begin
  perform from seat_inventory s
     join (select distinct trip_id, seat from claims where trip_id = any (p_trips) and order_id = any (p_orders)) c using (trip_id, seat)
    order by s.trip_id, s.seat for update of s;
end $$;

-- Names passengers and lets the claims end when the order does; answers how many are still held. p_names: [{"claim_id", "name"}]
create function check_out_claims(p_order uuid, p_trips bigint[], p_names jsonb) returns integer
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  kept integer;
begin
  perform refuse_stranger(array[p_order]);
  perform from claims where trip_id = any (p_trips) and order_id = p_order order by trip_id, seat for update;
  update claims c set expires_at = o.expires_at, passenger_name = n.name
    from orders o, jsonb_to_recordset(p_names) as n (claim_id uuid, name text)
   where o.order_id = p_order and c.trip_id = any (p_trips) and c.order_id = p_order and c.claim_id = n.claim_id and c.status = 'held';
  get diagnostics kept = row_count;
  return kept;
end $$;

-- Ends held claims ('released' by somebody, 'expired' by time) or sold ones ('released'), and answers them.
create function end_claims(p_orders uuid[], p_trips bigint[], p_was text, p_becomes text) returns setof seat_claim
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  ended seat_claim[];
begin
  perform refuse_stranger(p_orders);
  if p_was = 'sold' then perform refuse_all_but_service(); end if;
  if (p_was, p_becomes) not in (('held', 'released'), ('held', 'expired'), ('sold', 'released')) then
    raise exception 'a claim that is % does not become %', p_was, p_becomes using errcode = 'invalid_parameter_value';
  end if;
  perform lock_seats_of(p_orders, p_trips);
  with changed as (
    update claims set status = p_becomes where trip_id = any (p_trips) and order_id = any (p_orders) and status = p_was
    returning row(null, order_id, claim_id, trip_id, seat, company_id, from_stop, to_stop, mask, fare_minor)::seat_claim as claim)
  select coalesce(array_agg(claim), '{}') into ended from changed;
  perform clear_seats(ended);
  return query select * from unnest(ended);
end $$;

-- Sells what the order still holds, whatever the clock says; false, and nothing done, when a claim of it is not held any more.
create function confirm_claims(p_order uuid, p_trips bigint[]) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  statuses text[];
begin
  perform refuse_all_but_service();
  -- Waits for whoever is ending one of them; what it then reads is how that came out.
  statuses := array(select status from claims where trip_id = any (p_trips) and order_id = p_order order by trip_id, seat for update);
  if statuses = '{}' or 'held' <> any (statuses) then return false; end if;
  update claims set status = 'sold' where trip_id = any (p_trips) and order_id = p_order;
  return true;
end $$;

-- Sells the order's seats to it although its hold is over: those nobody took are still there, the others are taken again if
-- they are free. All or none.
create function retake_claims(p_order uuid, p_trips bigint[]) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  gone seat_claim[];
begin
  perform refuse_all_but_service();
  perform lock_seats_of(array[p_order], p_trips);
  gone := array(
    select row(null, order_id, claim_id, trip_id, seat, company_id, from_stop, to_stop, mask, fare_minor)::seat_claim from claims
     where trip_id = any (p_trips) and order_id = p_order and status = 'expired' order by trip_id, seat for update);
  if cardinality(take_seats(gone)) > 0 then return false; end if;
  update claims set status = 'sold' where trip_id = any (p_trips) and order_id = p_order and status in ('held', 'expired');
  return true;
end $$;

-- Removes the ended claims of orders that are being removed.
create function forget_claims(p_orders uuid[], p_trips bigint[]) returns void
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform refuse_all_but_service();
  delete from claims where trip_id = any (p_trips) and order_id = any (p_orders) and status in ('released', 'expired');
end $$;

-- Seats that cannot be had now, judged by time: a hold that is over takes nothing. Public facts, so nobody needs to act.
create function taken_seats(p_trips bigint[], p_from_stops smallint[], p_to_stops smallint[]) returns table (item integer, seat smallint)
language sql stable security definer set search_path = {schema}, pg_temp as $$
  select a.item::integer, s.seat
    from unnest(p_trips, p_from_stops, p_to_stops) with ordinality as a (trip_id, from_stop, to_stop, item)
    join seat_inventory s on s.trip_id = a.trip_id
   where s.occupied & leg_mask(a.from_stop, a.to_stop) <> b'0'::bit(256)
     and s.occupied & leg_mask(a.from_stop, a.to_stop) & ~ coalesce(
           (select bit_or(c.mask) from claims c
             where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.expires_at <= now()),
           b'0'::bit(256)) <> b'0'::bit(256);
$$;

grant execute on function check_out_claims(uuid, bigint[], jsonb), end_claims(uuid[], bigint[], text, text),
  confirm_claims(uuid, bigint[]), retake_claims(uuid, bigint[]), forget_claims(uuid[], bigint[]),
  taken_seats(bigint[], smallint[], smallint[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
