-- Where trips call, so that a door knows whether somebody who scans at some stations may scan here. Copies of company's
-- patterns and stops; public facts.
alter table trips add column pattern_id uuid;

create table pattern_calls (
  pattern_id uuid primary key,
  version bigint not null check (version > 0),
  stop_ids uuid[] not null
);
grant select, insert, update on pattern_calls to {role};

create table stations_of_stops (
  stop_id uuid primary key,
  version bigint not null check (version > 0),
  station_id uuid
);
grant select, insert, update on stations_of_stops to {role};
