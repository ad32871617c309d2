-- What companies run: where they stop, in what order, when, with which buses, and the trips that come of it.
-- What passengers may know (companies, stops, timetable, trips, layouts) has no row-level security; buses are their
-- company's, imports are the platform's.
--
-- What a feed describes carries the feed's name and the key it has there; both are null for what staff made. An import
-- finds its rows by them, so that ids stay when the feed comes again.

create table companies (
  company_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  name text not null check (name ~ '\S' and char_length(name) <= 200),
  time_zone text not null,
  -- What fares by distance are in; null where neither the feed nor its country tells.
  currency text check (currency ~ '^[A-Z]{3}$'),
  phone text,
  email text,
  url text,
  feed_name text,
  feed_key text,
  unique (feed_name, feed_key),
  check ((feed_name is null) = (feed_key is null))
);

-- Retired: no timetable names it any more. It is removed (and told as such) once nothing that is still to run needs it.
create table stops (
  stop_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  retired boolean not null default false,
  removed boolean not null default false,
  kind text not null check (kind in ('stop', 'station')),
  name text not null check (name ~ '\S' and char_length(name) <= 200),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  time_zone text not null,
  station_id uuid references stops check (station_id is null or kind = 'stop'),
  -- The company that made it and may change it; null for a stop of a feed, which only its feed changes.
  company_id uuid references companies,
  feed_name text,
  feed_key text,
  unique (feed_name, feed_key),
  check ((feed_name is null) = (feed_key is null)),
  check ((company_id is null) = (feed_name is not null)),
  check (retired or not removed)
);
create index stops_of_station on stops (station_id) where station_id is not null;
create index stops_leaving on stops (stop_id) where retired and not removed;

create table layouts (
  layout_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  company_id uuid not null references companies,
  name text not null check (name ~ '\S' and char_length(name) <= 200),
  capacity integer not null check (capacity between 1 and 200),
  decks jsonb not null check (jsonb_typeof(decks) = 'array'),
  -- What a company's trips are sold by until a bus is assigned.
  is_default boolean not null default false,
  unique (company_id, layout_id)
);
create unique index layouts_default on layouts (company_id) where is_default;

create table buses (
  bus_id uuid primary key,
  company_id uuid not null references companies,
  plate text not null check (char_length(plate) between 2 and 16),
  layout_id uuid not null,
  unique (company_id, bus_id),
  constraint buses_plate unique (company_id, plate),
  foreign key (company_id, layout_id) references layouts (company_id, layout_id)
);
create index buses_of_layout on buses (company_id, layout_id);

create table routes (
  route_id uuid primary key,
  company_id uuid not null references companies,
  name text not null check (name ~ '\S' and char_length(name) <= 200),
  retired boolean not null default false,
  feed_name text,
  feed_key text,
  unique (company_id, route_id),
  unique (feed_name, feed_key),
  check ((feed_name is null) = (feed_key is null))
);

-- A stop sequence with its running times, all arrays in step. Arrays cannot refer to stops by a foreign key: whoever
-- writes a pattern locks its stops, and a stop is removed only when no pattern halts there.
create table patterns (
  pattern_id uuid primary key,
  version bigint not null default 1 check (version > 0),
  retired boolean not null default false,
  removed boolean not null default false,
  company_id uuid not null,
  route_id uuid not null,
  -- 256 stops have 255 legs, as many as the leg bitmap of a seat holds.
  stop_ids uuid[] not null check (cardinality(stop_ids) between 2 and 256),
  -- Seconds from the departure at the first stop.
  arrive_seconds integer[] not null check (cardinality(arrive_seconds) = cardinality(stop_ids)),
  depart_seconds integer[] not null check (cardinality(depart_seconds) = cardinality(stop_ids)),
  boarding boolean[] not null check (cardinality(boarding) = cardinality(stop_ids)),
  alighting boolean[] not null check (cardinality(alighting) = cardinality(stop_ids)),
  feed_name text,
  feed_key text,
  unique (company_id, pattern_id),
  unique (feed_name, feed_key),
  -- Deferred, because a feed may move a route with its patterns and scheduled trips to another company.
  foreign key (company_id, route_id) references routes (company_id, route_id) deferrable initially deferred,
  check ((feed_name is null) = (feed_key is null)),
  check (retired or not removed)
);
create index patterns_of_route on patterns (route_id);
create index patterns_halting on patterns using gin (stop_ids) where not removed;
create index patterns_leaving on patterns (pattern_id) where retired and not removed;

-- What ticketing is told to charge. It has a version of its own: fares change without the stops, and stops without fares.
create table pattern_fares (
  pattern_id uuid primary key references patterns,
  version bigint not null default 1 check (version > 0),
  company_id uuid not null references companies,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  source text not null check (source in ('feed', 'company', 'distance')),
  -- For n stops n(n-1)/2 pairs in the order (0,1), (0,2) … (1,2) …; null where no fare is sold.
  amounts_minor bigint[] not null check (cardinality(amounts_minor) between 1 and 32640 and 0 <= all (amounts_minor))
);

-- On which days: weekdays of a period, and exceptions that win over them. An imported one may serve many scheduled trips.
create table calendars (
  calendar_id uuid primary key,
  -- Bit 0 is Monday, bit 6 Sunday; 0 where only the added dates count.
  weekdays smallint not null check (weekdays between 0 and 127),
  first_date date,
  last_date date,
  added date[] not null default '{}',
  removed date[] not null default '{}',
  feed_name text,
  feed_key text,
  unique (feed_name, feed_key),
  check ((feed_name is null) = (feed_key is null)),
  check ((first_date is null) = (last_date is null) and first_date <= last_date)
);

create table scheduled_trips (
  scheduled_trip_id uuid primary key,
  company_id uuid not null,
  pattern_id uuid not null,
  calendar_id uuid not null references calendars,
  -- Departure at the first stop, counted as timetable times are; may pass 24 hours.
  start_seconds integer not null check (start_seconds between 0 and 3 * 86400),
  -- Where not empty, it departs at each of these instead: a headway spelt out.
  headway_starts integer[] not null default '{}',
  bus_id uuid,
  retired boolean not null default false,
  -- Trips exist up to this service date; a change of anything above starts dating again from today.
  dated_until date not null default '-infinity',
  feed_name text,
  feed_key text,
  unique (feed_name, feed_key),
  foreign key (company_id, pattern_id) references patterns (company_id, pattern_id) deferrable initially deferred,
  foreign key (company_id, bus_id) references buses (company_id, bus_id),
  check ((feed_name is null) = (feed_key is null))
);
create index scheduled_trips_to_date on scheduled_trips (dated_until, scheduled_trip_id) where not retired;
create index scheduled_trips_of_pattern on scheduled_trips (company_id, pattern_id);
create index scheduled_trips_of_calendar on scheduled_trips (calendar_id);
create index scheduled_trips_of_bus on scheduled_trips (company_id, bus_id) where bus_id is not null;

-- One run on one service date. What was dated keeps its pattern and layout, whatever becomes of the timetable.
create table trips (
  trip_id bigint generated always as identity primary key,
  version bigint not null default 1 check (version > 0),
  company_id uuid not null references companies,
  scheduled_trip_id uuid not null references scheduled_trips,
  pattern_id uuid not null references patterns,
  layout_id uuid not null references layouts,
  service_date date not null,
  -- Which of a headway's departures; null for a scheduled trip that departs once a day.
  headway_start integer,
  departs_at timestamptz not null,
  status text not null default 'scheduled' check (status in ('scheduled', 'cancelled')),
  cancelled_because text,
  check ((status = 'cancelled') = (cancelled_because is not null)),
  -- However often and by however many processes it is dated.
  unique nulls not distinct (scheduled_trip_id, service_date, headway_start)
);
create index trips_of_company on trips (company_id, service_date, departs_at, trip_id);
create index trips_of_pattern on trips (pattern_id, departs_at);
create index trips_of_layout on trips (layout_id, departs_at);

-- What stands imported. The same files with the same shift, read by the same rules, are not written again.
create table feeds (
  feed_name text primary key,
  hash text not null,
  import_rules integer not null,
  shift_days integer not null check (shift_days % 7 = 0),
  imported_at timestamptz not null default now()
);

create table feed_imports (
  import_id uuid primary key,
  feed_name text not null check (feed_name ~ '\S' and char_length(feed_name) <= 200),
  status text not null default 'running' check (status in ('running', 'imported', 'unchanged', 'refused', 'failed')),
  step text not null default 'waiting',
  percent smallint not null default 0 check (percent between 0 and 100),
  shift_days integer not null default 0,
  counts jsonb not null default '{}',
  problems jsonb not null default '[]',
  problem_count integer not null default 0,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((status = 'running') = (ended_at is null))
);
create unique index feed_imports_running on feed_imports (feed_name) where status = 'running';

alter table buses enable row level security;
alter table buses force row level security;
create policy company_own on buses to {role}
  using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy platform_any on buses to {role} using (actor_kind() = 'platform') with check (actor_kind() = 'platform');
create policy service_any on buses to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');

alter table feeds enable row level security;
alter table feeds force row level security;
create policy service_any on feeds to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');

alter table feed_imports enable row level security;
alter table feed_imports force row level security;
create policy platform_reads on feed_imports for select to {role} using (actor_kind() = 'platform');
create policy service_any on feed_imports to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');

grant select, insert, update on companies, stops, layouts, buses, routes, patterns, pattern_fares, calendars, scheduled_trips, feeds, feed_imports to {role};
grant select, insert on trips to {role};
grant update (version, status, cancelled_because) on trips to {role};
