-- Copies of what the company service owns: places, stop patterns, fares, layouts, trips on sale. Public facts, hence no
-- row-level security. Events bring them in any order and more than once: every aggregate carries its own version, none
-- refers to another by a foreign key, and what is gone stays as a tombstone, because tickets were sold on it.

create table companies (
  company_id uuid primary key,
  version bigint not null check (version > 0),
  name text not null,
  time_zone text not null,
  phone text,
  email text,
  url text
);

create table stops (
  stop_id uuid primary key,
  version bigint not null check (version > 0),
  removed boolean not null,
  kind text not null check (kind in ('stop', 'station')),
  name text not null,
  -- The name as searches compare it: lower case, accents and punctuation gone (src/network/fold-name.ts).
  name_folded text not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  -- Search asks what local clocks show: a zone this server does not know is refused here, not at every search from the stop.
  time_zone text not null check (timezone(time_zone, timestamp '2000-01-01') is not null),
  station_id uuid check (station_id <> stop_id)
);
create index stops_by_name on stops (name_folded text_pattern_ops);
create index stops_of_station on stops (station_id) where station_id is not null;

create table patterns (
  pattern_id uuid primary key,
  version bigint not null check (version > 0),
  removed boolean not null,
  company_id uuid not null,
  route_id uuid not null,
  route_name text not null,
  stop_count smallint not null check (stop_count between 2 and 256)
);

-- Offsets are seconds from the departure at the first stop; the arrival there may lie before it.
create table pattern_stops (
  pattern_id uuid not null references patterns,
  stop_index smallint not null check (stop_index between 0 and 255),
  stop_id uuid not null,
  arrive_seconds integer not null,
  depart_seconds integer not null,
  boarding boolean not null,
  alighting boolean not null,
  primary key (pattern_id, stop_index),
  check (arrive_seconds <= depart_seconds)
);
-- Search reads nothing but this index to learn which patterns go from one stop to another.
create index pattern_stops_by_stop on pattern_stops (stop_id, pattern_id, stop_index) include (arrive_seconds, depart_seconds, boarding, alighting);

create table fares (
  pattern_id uuid primary key,
  version bigint not null check (version > 0),
  company_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  source text not null check (source in ('feed', 'company', 'distance')),
  stop_count smallint not null check (stop_count between 2 and 256)
);

-- One row per boarding stop, so that one fare is read without the thousands of others a long pattern has.
-- amounts_minor[k] is the fare from from_index to from_index + k; null where no fare is sold.
create table boarding_fares (
  pattern_id uuid not null references fares,
  from_index smallint not null check (from_index between 0 and 254),
  amounts_minor bigint[] not null check (cardinality(amounts_minor) between 1 and 255 and 0 <= all (amounts_minor)),
  primary key (pattern_id, from_index)
);

create table layouts (
  layout_id uuid primary key,
  version bigint not null check (version > 0),
  company_id uuid not null,
  capacity integer not null check (capacity > 0),
  layout jsonb not null
);

create table trips (
  trip_id bigint primary key,
  version bigint not null check (version > 0),
  company_id uuid not null,
  pattern_id uuid not null,
  layout_id uuid not null,
  service_date date not null,
  -- Departure at the first stop.
  departs_at timestamptz not null,
  status text not null check (status in ('scheduled', 'cancelled'))
);
-- Search turns the asked local date into a span of departures at the first stop, pattern by pattern: an exact range of
-- this index, however many days before the boarding the trip set out.
create index trips_by_pattern on trips (pattern_id, departs_at);

grant select, insert, update on companies, stops, patterns, fares, layouts, trips to {role};
-- A pattern or a fare table that became shorter loses rows.
grant select, insert, update, delete on pattern_stops, boarding_fares to {role};
