-- What CONFIRM works on: bookings as D1 leaves them, and the outbox. The same tables as in d1-tables.sql.
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

-- Numbers the payments of all clients together, so that no booking is paid twice.
create sequence next_booking;
