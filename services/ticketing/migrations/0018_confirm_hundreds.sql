-- Confirming by the hundred: what 0012 does, word for word, but that a list of orders is looked through for each row only when
-- some of them were left out. A batch of 512 spent a fifth of its time on finding every order in the list of all.

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

create or replace function confirm_claims_of(p_orders uuid[], p_trips bigint[]) returns setof sold_claim
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  whole uuid[];
  all_are_whole boolean;
begin
  perform refuse_all_but_service();
  -- Waits for whoever is ending one of them; the next statement reads how that came out.
  perform from claims c join unnest(p_orders, p_trips) as w (order_id, trip_id) on w.trip_id = c.trip_id and w.order_id = c.order_id
    order by c.trip_id, c.seat for update of c;
  whole := array(
    select c.order_id from unnest(p_orders, p_trips) as w (order_id, trip_id) join claims c on c.trip_id = w.trip_id and c.order_id = w.order_id
     group by c.order_id having bool_and(c.status = 'held'));
  all_are_whole := cardinality(whole) = (select count(distinct o.order_id) from unnest(p_orders) as o (order_id));
  return query
    update claims c set status = 'sold'
      from unnest(p_orders, p_trips) as w (order_id, trip_id)
     where c.trip_id = w.trip_id and c.order_id = w.order_id and (all_are_whole or w.order_id = any (whole))
    returning c.order_id, c.claim_id, c.trip_id, c.company_id, c.seat, c.from_stop, c.to_stop, c.fare_minor, c.passenger_name;
end $$;

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;

create or replace function confirm_plain_orders(p_orders uuid[], p_attempts uuid[], p_amounts bigint[], p_currencies text[], p_now timestamptz)
  returns table (order_id uuid, claim_id uuid, trip_id bigint, company_id uuid,
                 seat smallint, from_stop smallint, to_stop smallint, fare_minor bigint, passenger_name text, facts text)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
  plain uuid[];
  trips_of bigint[];
  sold sold_claim[];
  booked uuid[];
  all_are_booked boolean;
begin
  perform from trips where trip_id in (select unnest(o.trip_ids) from orders o where o.order_id = any (p_orders)) order by trip_id for share;
  perform from orders where order_id = any (p_orders) order by order_id for update;

  select array_agg(o.order_id), array_agg(t.trip_id) into plain, trips_of
    from unnest(p_orders, p_amounts, p_currencies) as p (order_id, amount_minor, currency)
    join orders o on o.order_id = p.order_id
   cross join unnest(o.trip_ids) as t (trip_id)
   where o.status = 'checkout' and o.total_minor = p.amount_minor and o.currency = p.currency
     and not exists (select from order_payments y where y.order_id = o.order_id)
     and not exists (
       select from trips r where r.trip_id = any (o.trip_ids)
          and (r.status = 'cancelled' or (o.expires_at <= clock_timestamp() and r.departs_at <= p_now)));
  if plain is null then return; end if;

  sold := array(select c from confirm_claims_of(plain, trips_of) as c);
  booked := array(select distinct c.order_id from unnest(sold) as c);
  all_are_booked := cardinality(booked) = cardinality(p_orders);
  update orders set status = 'confirmed', version = version + 1 where order_id = any (booked);
  insert into order_payments (order_id, attempt_id, amount_minor, currency, outcome)
  select p.order_id, p.attempt_id, p.amount_minor, p.currency, 'booking'
    from unnest(p_orders, p_attempts, p_amounts, p_currencies) as p (order_id, attempt_id, amount_minor, currency)
   where all_are_booked or p.order_id = any (booked);
  return query
    select c.order_id, c.claim_id, c.trip_id, c.company_id, c.seat, c.from_stop, c.to_stop, c.fare_minor, c.passenger_name,
           concat_ws('.', t.version, p.version, f.version, l.version)
      from unnest(sold) c
      join trips t on t.trip_id = c.trip_id
      left join patterns p on p.pattern_id = t.pattern_id
      left join fares f on f.pattern_id = t.pattern_id
      left join layouts l on l.layout_id = t.layout_id
     order by c.trip_id, c.seat;
end $$;
