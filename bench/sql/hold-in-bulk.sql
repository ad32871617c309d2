-- Holds seats by the product's own function, each in an order of its own owner: $1 is [{"tripId", "seat", "from", "to"}],
-- $2 how many seconds the holds last. Answers how many items had which answer.
with items as (
  select jsonb_build_object(
           'order_id', uuidv7(), 'owner_id', gen_random_uuid(), 'idempotency_key', 'bulk', 'fingerprint', 'bulk',
           'reference', gen_random_uuid(), 'currency', f.currency, 'locale', 'en',
           'claims', jsonb_build_array(jsonb_build_object(
             'claim_id', uuidv7(), 'trip_id', t.trip_id, 'company_id', t.company_id, 'seat', x.seat,
             'from_stop', x."from", 'to_stop', x."to", 'fare_minor', 1000))) as item
    from jsonb_to_recordset($1::jsonb) as x ("tripId" bigint, seat smallint, "from" smallint, "to" smallint)
    join ticketing.trips t on t.trip_id = x."tripId"
    join ticketing.fares f on f.pattern_id = t.pattern_id)
select answer, count(*) as items
  from ticketing.hold_seats((select jsonb_agg(item) from items), $2)
 group by answer;
