-- 0 after every run: no two bookings of a seat share a leg; a seat's bits are those of its bookings, each leg once; every
-- booking left its outbox row.
select (select count(*) from bookings x join bookings y
          on x.trip_id = y.trip_id and x.seat_no = y.seat_no and x.id < y.id and x.mask & y.mask <> 0)
     + (select count(*) from seat_inv s left join
          (select trip_id, seat_no, bit_or(mask) m, sum(mask) sm from bookings group by 1, 2) b using (trip_id, seat_no)
        where s.occupied <> coalesce(m, 0) or coalesce(m, 0) <> coalesce(sm, 0))
     + (select abs((select count(*) from bookings) - (select count(*) from outbox))) as violations;
