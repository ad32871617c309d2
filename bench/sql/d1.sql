-- D1: one hold, one round trip, one implicit transaction; 0 rows = taken (nothing written)
with u as (
  update seat_inv set occupied = occupied | :mask
  where trip_id = :trip and seat_no = :seat and occupied & :mask = 0
  returning trip_id, seat_no
), b as (
  insert into bookings (trip_id, seat_no, mask)
  select trip_id, seat_no, :mask from u returning id, trip_id, seat_no
), o as (
  insert into outbox (topic, payload)
  select 'hold.created', jsonb_build_object('b', id, 't', trip_id, 's', seat_no) from b
)
select id from b;
