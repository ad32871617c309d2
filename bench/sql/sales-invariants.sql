-- The same of our own tables. An order has a claim for each of its seats. Held and sold claims alone have their bits set; a leg that two of them have makes their legs more than those of their common mask. The counts of
-- legs say the same as the claims, once no change waits to be counted; begun counts claims by their first leg.
with taken as (
  select trip_id, seat, bit_or(mask) as mask, sum(bit_count(mask)) as legs
    from ticketing.claims where status in ('held', 'sold') group by trip_id, seat),
claimed as (
  select order_id, count(*) as claims from ticketing.claims group by order_id),
stretches as (
  select trip_id, from_stop, to_stop, count(*) as claims
    from ticketing.claims where status in ('held', 'sold') group by trip_id, from_stop, to_stop),
legs as (
  select trip_id, leg, sum(claims) as taken, sum(claims) filter (where leg = from_stop) as begun
    from stretches cross join generate_series(from_stop, to_stop - 1) as leg group by trip_id, leg),
counted as (
  select trip_id, place - 1 as leg, n.taken, n.begun
    from ticketing.leg_counts c cross join unnest(c.taken, c.begun) with ordinality as n (taken, begun, place)
   where n.taken <> 0 or n.begun <> 0)
select
  (select count(*) from taken where legs <> bit_count(mask)) as "soldTwice",
  (select count(*)
     from (select trip_id, seat, occupied from ticketing.seat_inventory where occupied <> b'0'::bit(256)) s
     full join taken t using (trip_id, seat)
    where coalesce(s.occupied, b'0'::bit(256)) <> coalesce(t.mask, b'0'::bit(256))) as "outOfStep",
  (select count(*) from ticketing.orders full join claimed using (order_id)
    where reference is null or claims is distinct from seats) as "torn",
  (select count(*) from legs l full join counted c using (trip_id, leg)
    where (coalesce(l.taken, 0), coalesce(l.begun, 0)) <> (coalesce(c.taken, 0), coalesce(c.begun, 0))) as "miscounted",
  (select count(*) from ticketing.violations where raised_at is not null) as "audited",
  (select count(*) from ticketing.orders) as "orders";
