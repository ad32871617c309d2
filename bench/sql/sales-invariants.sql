-- The same of our own tables, where an order of this measurement has one claim on one seat. Held and sold claims alone
-- have their bits set; a leg that two of them have makes their legs more than those of their common mask.
with taken as (
  select trip_id, seat, bit_or(mask) as mask, sum(bit_count(mask)) as legs
    from ticketing.claims where status in ('held', 'sold') group by trip_id, seat),
claimed as (
  select order_id, count(*) as claims from ticketing.claims group by order_id)
select
  (select count(*) from taken where legs <> bit_count(mask)) as "soldTwice",
  (select count(*) from ticketing.seat_inventory s full join taken t using (trip_id, seat)
    where coalesce(s.occupied, b'0'::bit(256)) <> coalesce(t.mask, b'0'::bit(256))) as "outOfStep",
  (select count(*) from ticketing.orders full join claimed using (order_id)
    where reference is null or claims is distinct from 1) as "torn",
  (select count(*) from ticketing.orders) as "orders";
