-- CONFIRM: state guard, no clock
with b as (
  update bookings set status = 'confirmed' where id = :booking and status = 'held' returning id, trip_id, seat_no
), o as (
  insert into outbox (topic, payload)
  select 'booking.confirmed', jsonb_build_object('b', id, 't', trip_id, 's', seat_no) from b
)
select id from b;
