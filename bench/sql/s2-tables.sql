-- What S2 works on: a network at its leanest, with the number of seats sold on every leg in an array on the trip's row.
create table route_stops (
  route_id   int not null,
  seq        int not null,                       -- from 1, as arrays count
  stop_id    int not null,
  offset_min int not null,
  primary key (route_id, seq)
);

create table trips (
  id           bigint      primary key,
  route_id     int         not null,
  service_date date        not null,
  departs_at   timestamptz not null,
  price_cents  int         not null,
  capacity     int         not null,
  leg_sold     int[]       not null
);

create index on route_stops (stop_id, route_id, seq) include (offset_min);
create index on trips (route_id, service_date, departs_at);
