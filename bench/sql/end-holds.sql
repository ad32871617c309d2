-- Ends what clients hold on these trips ($1) on less than the whole line ($2 legs), as who takes over a hold that is over ends it.
with ended as (
  update ticketing.claims set status = 'expired'
   where trip_id = any ($1::bigint[]) and status = 'held' and to_stop - from_stop < $2::int
  returning order_id, trip_id, seat, mask),
told as (
  insert into ticketing.seat_changes (trip_id, mask, delta) select trip_id, mask, -1 from ended),
over as (
  update ticketing.orders set expires_at = clock_timestamp() where order_id in (select order_id from ended))
update ticketing.seat_inventory s set occupied = s.occupied & ~ e.mask
  from (select trip_id, seat, bit_or(mask) as mask from ended group by trip_id, seat) e
 where s.trip_id = e.trip_id and s.seat = e.seat;
