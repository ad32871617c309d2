-- The rows that make_seat_rows() makes, of the trips $1 at once.
insert into ticketing.seat_inventory (trip_id, seat, company_id)
select t.trip_id, l.seat, t.company_id
  from unnest($1::bigint[]) as asked (trip_id)
  join ticketing.trips t using (trip_id)
  join ticketing.layout_seats l using (layout_id)
 order by t.trip_id, l.seat
on conflict do nothing;
