-- Orders of passengers and of staff: where an order was made, one extension by its passenger, how many seats one contact
-- phone may have on a trip; and seats that staff keep, safe to ask for twice and while others hold.
--
-- Locks: a checkout locks its order → its phone on each trip → its claims; an extension its order → its claims.

alter table orders add column channel text not null default 'online' check (channel in ('online', 'counter', 'road'));
alter table orders add column extended_at timestamptz;
-- The key with which the passenger asked: the same one once more is answered as the first time.
alter table orders add column extension_key text;
alter table orders add constraint orders_extended_by_key check ((extended_at is null) = (extension_key is null));
create index orders_of_phone on orders (contact_phone) where contact_phone is not null and status in ('checkout', 'confirmed');
grant update (extended_at, extension_key) on orders to {role};

-- Null: kept by the house itself, not asked for by anybody.
alter table kept_seats add column idempotency_key text;
alter table kept_seats add column fingerprint text;
alter table kept_seats add constraint kept_seats_key unique (company_id, kept_by, idempotency_key);
create index kept_seats_by_time on kept_seats (kept_at);
create index kept_seats_of_company on kept_seats (company_id, kept_id);

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

alter type hold_item add attribute channel text;

-- Waits for whoever is holding these seats at this moment, and makes others wait until the caller has kept them.
create function wait_for_seats(p_trip bigint, p_seats smallint[]) returns void
language plpgsql security definer set search_path = {schema}, pg_temp as $$
begin
  if not exists (select from trips where trip_id = p_trip and company_id = acting_company()) then
    raise exception 'this trip is not the actor''s' using errcode = 'insufficient_privilege';
  end if;
  perform make_seat_rows(p_trip);
  perform from seat_inventory where trip_id = p_trip and seat = any (p_seats) order by seat for update;
end $$;

-- Lets claims end when their order does, whose end was moved; answers how many are still held.
create function extend_claims(p_order uuid, p_trips bigint[]) returns integer
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  kept integer;
begin
  perform refuse_stranger(array[p_order]);
  perform from claims where trip_id = any (p_trips) and order_id = p_order order by trip_id, seat for update;
  update claims c set expires_at = o.expires_at
    from orders o
   where o.order_id = p_order and c.trip_id = any (p_trips) and c.order_id = p_order and c.status = 'held';
  get diagnostics kept = row_count;
  return kept;
end $$;

-- Whether the contact phone of an order has at most so many seats on each of its trips, in all orders that wait for money or
-- are paid, this one included. Two orders of one phone are asked one after the other: the second sees the first.
create function phone_has_room(p_order uuid, p_most integer) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  phone text;
  trips_of bigint[];
begin
  perform refuse_stranger(array[p_order]);
  select contact_phone, trip_ids into phone, trips_of from orders where order_id = p_order;
  if phone is null then return true; end if;
  perform pg_advisory_xact_lock(who.key)
     from (select hashtextextended(concat_ws(' ', 'phone', phone, trip_id), 0) as key from unnest(trips_of) as t (trip_id) order by 1) who;
  return not exists (
    select from orders o join claims c on c.trip_id = any (trips_of) and c.order_id = o.order_id
     where o.contact_phone = phone
       and (o.status = 'confirmed' or (o.status = 'checkout' and o.expires_at > clock_timestamp()))
       and c.status in ('held', 'sold')
     group by c.trip_id having count(*) > p_most);
end $$;

grant execute on function wait_for_seats(bigint, smallint[]), extend_claims(uuid, bigint[]), phone_has_room(uuid, integer) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
