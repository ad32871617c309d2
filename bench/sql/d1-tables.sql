-- What D1 works on: seat inventory as the product keeps it, at its leanest, and the two rows that every hold leaves.
create table seat_inv (
  trip_id  int      not null,
  seat_no  smallint not null,
  occupied bigint   not null default 0,          -- up to 63 legs
  primary key (trip_id, seat_no)
) with (fillfactor = 50);                        -- room for HOT updates: no index write per hold

create table bookings (
  id      bigint generated always as identity primary key,
  trip_id int      not null,
  seat_no smallint not null,
  mask    bigint   not null,
  status  text     not null default 'held'
);

create table outbox (
  id         bigint generated always as identity primary key,
  topic      text        not null,
  payload    jsonb       not null,
  created_at timestamptz not null default now()
);

-- Numbers the attempts of all clients together, so that all of them want the same trip at the same time.
create sequence hot_attempt;
