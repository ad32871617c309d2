-- Holding seats: one call decides any number of orders, each all or none, and answers each on its own.
--
-- Locks, here and in every function that changes a bitmap: seat rows in (trip, seat) order first, then claims. Every
-- decision is a statement of its own, since a statement sees what was committed before it began and nothing later.
--
-- Plans are kept, not made anew for each call's arrays: planning took three quarters of a hold.

set local role safiri_ticketing_seats;

-- A claim as it is asked for, or as it ended; item is its place in a batch.
create type seat_claim as (
  item integer, order_id uuid, claim_id uuid, trip_id bigint, seat smallint, company_id uuid,
  from_stop smallint, to_stop smallint, mask bit(256), fare_minor bigint
);

create type hold_answer as (
  item integer,
  -- 'held', 'taken', 'repeat' (same key and request as order_id), 'key-reused' (same key, other request), 'not-on-sale'
  answer text,
  order_id uuid,
  expires_at timestamptz,
  decided_at timestamptz,
  -- [{"trip_id", "seat"}] of 'taken'
  taken jsonb
);

-- Rows for every seat of the trip's layout that has none yet.
create function make_seat_rows(p_trip bigint) returns void language plpgsql as $$
begin
  insert into seat_inventory (trip_id, seat, company_id)
  select t.trip_id, (s.seat #>> '{}')::smallint, t.company_id
    from trips t
    join layouts l on l.layout_id = t.layout_id
   cross join jsonb_path_query(l.layout, '$.decks[*].rows[*][*] ? (@.kind == "seat").seat') as s (seat)
   where t.trip_id = p_trip
   order by 2
  on conflict do nothing;
end $$;

-- The legs of a seat that lie under holds which are over, ended here; the caller has locked the seat row and clears them.
-- A claim that somebody has locked is being confirmed: it wins.
create function end_expired_holds(p_trip bigint, p_seat smallint) returns bit(256) language plpgsql as $$
declare
  freed bit(256);
begin
  with due as (
    select claim_id from claims
     where trip_id = p_trip and seat = p_seat and status = 'held' and expires_at <= clock_timestamp()
     order by claim_id for update skip locked),
  ended as (
    update claims set status = 'expired' where trip_id = p_trip and claim_id in (select claim_id from due) returning mask)
  select coalesce(bit_or(mask), b'0'::bit(256)) into freed from ended;
  return freed;
end $$;

-- Sets the bits of one seat if all its wanted legs are free. A hold that is over counts as free: only who finds the seat
-- taken looks for one, ends it and tries again, so that nobody needs a sweeper and winners pay nothing for it.
create function take_seat(w seat_claim) returns boolean language plpgsql as $$
declare
  zero constant bit(256) := b'0'::bit(256);
  freed bit(256);
begin
  update seat_inventory set occupied = occupied | w.mask
   where trip_id = w.trip_id and seat = w.seat and company_id = w.company_id and occupied & w.mask = zero;
  if found then return true; end if;

  perform from claims
    where trip_id = w.trip_id and seat = w.seat and status = 'held' and mask & w.mask <> zero and expires_at <= clock_timestamp() limit 1;
  if not found then return false; end if;

  perform from seat_inventory where trip_id = w.trip_id and seat = w.seat for update;
  freed := end_expired_holds(w.trip_id, w.seat);
  update seat_inventory set occupied = (occupied & ~ freed) | w.mask
   where trip_id = w.trip_id and seat = w.seat and company_id = w.company_id and (occupied & ~ freed) & w.mask = zero;
  if found then return true; end if;
  update seat_inventory set occupied = occupied & ~ freed where trip_id = w.trip_id and seat = w.seat;
  return false;
end $$;

-- Clears bits; the caller holds the seat rows.
create function clear_seats(p_seats seat_claim[]) returns void language plpgsql as $$
begin
  update seat_inventory s set occupied = s.occupied & ~ g.mask
    from (select trip_id, seat, bit_or(mask) as mask from unnest(p_seats) group by trip_id, seat) g
   where s.trip_id = g.trip_id and s.seat = g.seat;
end $$;

-- All of these seats or none; answers those that are taken.
create function take_seats(p_seats seat_claim[]) returns seat_claim[] language plpgsql as $$
declare
  w seat_claim;
  got seat_claim[] := '{}';
  taken seat_claim[] := '{}';
begin
  foreach w in array p_seats loop
    if take_seat(w) then got := got || w; else taken := taken || w; end if;
  end loop;
  if cardinality(taken) > 0 then perform clear_seats(got); end if;
  return taken;
end $$;

-- p_items: [{"order_id", "owner_id", "idempotency_key", "fingerprint", "reference", "currency", "locale",
--            "claims": [{"claim_id", "trip_id", "company_id", "seat", "from_stop", "to_stop", "fare_minor"}]}]
-- No two claims of an item are for one (trip, seat). Items are numbered from 1.
create function asked_claims(p_items jsonb) returns seat_claim[] language plpgsql as $$
begin
  return (select array_agg(row(i.item, (i.value ->> 'order_id')::uuid, c.claim_id, c.trip_id, c.seat, c.company_id,
                       c.from_stop, c.to_stop, leg_mask(c.from_stop, c.to_stop), c.fare_minor)::seat_claim)
    from jsonb_array_elements(p_items) with ordinality as i (value, item)
   cross join jsonb_to_recordset(i.value -> 'claims')
      as c (claim_id uuid, trip_id bigint, company_id uuid, seat smallint, from_stop smallint, to_stop smallint, fare_minor bigint));
end $$;

-- Writes orders with their claims, whose bits are set already; answers those whose key was not known before.
create function write_orders(p_items jsonb, p_claims seat_claim[], p_expires_at timestamptz) returns uuid[] language plpgsql as $$
declare
  written uuid[];
begin
  with inserted as (
    insert into orders (order_id, owner_id, idempotency_key, fingerprint, reference, status, currency, total_minor, expires_at, trip_ids, company_ids, locale)
    select c.order_id, i.owner_id, i.idempotency_key, i.fingerprint, i.reference, 'held', i.currency, sum(c.fare_minor),
           p_expires_at, array_agg(distinct c.trip_id), array_agg(distinct c.company_id), i.locale
      from unnest(p_claims) c
      join jsonb_to_recordset(p_items)
        as i (order_id uuid, owner_id uuid, idempotency_key text, fingerprint text, reference text, currency text, locale text) using (order_id)
     group by c.order_id, i.owner_id, i.idempotency_key, i.fingerprint, i.reference, i.currency, i.locale
     order by i.owner_id, i.idempotency_key
    on conflict (owner_id, idempotency_key) do nothing
    returning order_id),
  claimed as (
    insert into claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, expires_at, fare_minor)
    select c.trip_id, c.claim_id, c.order_id, c.company_id, c.seat, c.from_stop, c.to_stop, p_expires_at, c.fare_minor
      from unnest(p_claims) c join inserted using (order_id))
  select coalesce(array_agg(order_id), '{}') into written from inserted;
  return written;
end $$;

-- p_items as asked_claims reads them; one answer an item, in no order.
create function hold_seats(p_items jsonb, p_hold_seconds integer) returns setof hold_answer
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  asked constant seat_claim[] := asked_claims(p_items);
  refused integer[];
  rowless bigint[];
  won seat_claim[] := '{}';
  lost seat_claim[] := '{}';
  written uuid[];
  trip bigint;
  entry record;
  taken seat_claim[];
  decided_at timestamptz;
begin
  -- An item that names a trip which is not on sale, or names it as another company's, is refused alone.
  select coalesce(array_agg(distinct a.item) filter (where t.trip_id is null), '{}'),
         coalesce(array_agg(distinct a.trip_id order by a.trip_id) filter (where s.trip_id is null), '{}')
    into refused, rowless
    from unnest(asked) a
    left join trips t on t.trip_id = a.trip_id and t.company_id = a.company_id and t.status = 'scheduled'
    left join seat_inventory s on s.trip_id = a.trip_id and s.seat = a.seat;
  foreach trip in array rowless loop
    perform make_seat_rows(trip);
  end loop;

  -- Items of one seat lock as they go, in order; with larger ones among them all rows are locked beforehand.
  if cardinality(asked) > jsonb_array_length(p_items) then
    perform from seat_inventory s join (select distinct trip_id, seat from unnest(asked)) a using (trip_id, seat)
      order by s.trip_id, s.seat for update of s;
  end if;
  for entry in
    select array_agg(a) as seats from unnest(asked) a where a.item <> all (refused)
     group by a.item order by min(a.trip_id), min(a.seat), a.item
  loop
    taken := take_seats(entry.seats);
    if cardinality(taken) = 0 then won := won || entry.seats; else lost := lost || taken; end if;
  end loop;

  decided_at := clock_timestamp();
  written := write_orders(p_items, won, decided_at + make_interval(secs => p_hold_seconds));
  -- The seats were free, but the key was known: a repeat, and the order made first keeps what it has.
  perform clear_seats(array(select w from unnest(won) w where w.order_id <> all (written)));

  return query
    select i.item::integer,
           case when o.order_id = any (written) and o.order_id = (i.value ->> 'order_id')::uuid then 'held'
                when o.fingerprint = i.value ->> 'fingerprint' then 'repeat'
                when o.order_id is not null then 'key-reused'
                when i.item = any (refused) then 'not-on-sale'
                else 'taken' end,
           o.order_id, o.expires_at, decided_at,
           (select coalesce(jsonb_agg(jsonb_build_object('trip_id', l.trip_id, 'seat', l.seat)), '[]') from unnest(lost) l where l.item = i.item)
      from jsonb_array_elements(p_items) with ordinality as i (value, item)
      -- One at a time by the index: a plan kept for any number of items would read all orders.
      left join lateral (
        select k.order_id, k.fingerprint, k.expires_at from orders k where k.owner_id = (i.value ->> 'owner_id')::uuid and k.idempotency_key = i.value ->> 'idempotency_key' limit 1) o on true;
end $$;
grant execute on function hold_seats(jsonb, integer) to {role};

set local role safiri_{schema}_owner;
