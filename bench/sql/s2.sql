-- S2; free = upper bound: the same number of seats may be free on different legs by different seats
select t.id, t.departs_at + make_interval(mins => f.offset_min) as dep,
       t.departs_at + make_interval(mins => g.offset_min) as arr,
       t.price_cents, t.capacity - m.mx as free
from route_stops f
join route_stops g on g.route_id = f.route_id and g.seq > f.seq
join trips t on t.route_id = f.route_id and t.service_date = $3
cross join lateral (select max(x)::int as mx from unnest(t.leg_sold[f.seq : g.seq - 1]) x) m
where f.stop_id = $1 and g.stop_id = $2 and m.mx < t.capacity
order by dep limit 50;
