-- For lists of trips: how many seats of each cannot be had on its stretch now, judged by time as taken_seats does. A list
-- shows a number, so the seats themselves stay here. Public facts, hence nobody needs to act.

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

create function count_taken_seats(p_trips bigint[], p_from_stops smallint[], p_to_stops smallint[]) returns table (trip_id bigint, taken integer)
language sql stable security definer rows 100 set search_path = {schema}, pg_temp as $$
  -- Each mask is made once, not once a seat.
  with asked as materialized (
    select a.trip_id, leg_mask(a.from_stop, a.to_stop) as mask
      from unnest(p_trips, p_from_stops, p_to_stops) as a (trip_id, from_stop, to_stop)
  )
  select a.trip_id,
         (select count(*) from seat_inventory s where s.trip_id = a.trip_id and s.occupied & a.mask <> b'0'::bit(256))::integer
         -- Less the seats that nothing but holds which are over keeps on this stretch: few, until the sweeper comes by.
         - (select count(*)
              from (select c.seat, bit_or(c.mask) as mask from claims c
                     where c.trip_id = a.trip_id and c.status = 'held' and c.expires_at <= now()
                     group by c.seat) gone
              join seat_inventory s on s.trip_id = a.trip_id and s.seat = gone.seat
             where s.occupied & a.mask <> b'0'::bit(256) and s.occupied & a.mask & ~ gone.mask = b'0'::bit(256))::integer
    from asked a;
$$;
grant execute on function count_taken_seats(bigint[], smallint[], smallint[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
