-- Holds seats that are free and leaves everything as the product's function would, which decides one seat after another:
-- $1 is [{"tripId", "seats", "from", "to"}], an order each, $2 how many seconds the holds last. The seats have their rows,
-- and none is named twice.
with asked as materialized (
  select uuidv7() as order_id, t.trip_id, t.company_id, f.currency, x.seats, x."from", x."to",
         clock_timestamp() + make_interval(secs => $2) as expires_at
    from jsonb_to_recordset($1::jsonb) as x ("tripId" bigint, seats smallint[], "from" smallint, "to" smallint)
    join ticketing.trips t on t.trip_id = x."tripId"
    join ticketing.fares f on f.pattern_id = t.pattern_id),
ordered as (
  insert into ticketing.orders (order_id, owner_id, idempotency_key, fingerprint, reference, status, currency, total_minor, expires_at, trip_ids, company_ids, locale, seats)
  select order_id, gen_random_uuid(), 'bulk', 'bulk', order_id::text, 'held', currency, 1000 * cardinality(seats), expires_at,
         array[trip_id], array[company_id], 'en', cardinality(seats)
    from asked),
claimed as (
  insert into ticketing.claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, expires_at, fare_minor)
  select trip_id, uuidv7(), order_id, company_id, seat, "from", "to", expires_at, 1000 from asked cross join unnest(seats) as seat
  returning trip_id, seat, mask),
told as (
  insert into ticketing.seat_changes (trip_id, mask, delta) select trip_id, mask, 1 from claimed),
taken as (
  update ticketing.seat_inventory s set occupied = s.occupied | c.mask
    from claimed c
   where s.trip_id = c.trip_id and s.seat = c.seat and s.occupied & c.mask = b'0'::bit(256)
  returning s.seat)
select count(*) as seats from taken;
