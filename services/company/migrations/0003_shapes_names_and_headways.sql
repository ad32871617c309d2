-- What a feed says beside the timetable itself, all of it public: the paths its buses take, its names in other languages,
-- and which departures it only promises about.

-- A path on the ground as an encoded polyline: each point as its difference from the one before, in hundred-thousandths of
-- a degree, some five bytes a point. A feed's shapes are written anew when the feed changes; nothing else refers to them.
create table shapes (
  feed_name text not null,
  feed_key text not null,
  points text not null check (points <> ''),
  primary key (feed_name, feed_key)
);

-- What a company, stop or route is called in a language, by its BCP 47 tag; written anew with its feed.
create table names (
  thing_id uuid not null,
  language text not null,
  name text not null check (name ~ '\S' and char_length(name) <= 200),
  feed_name text not null,
  primary key (thing_id, language)
);
create index names_of_feed on names (feed_name);

alter table scheduled_trips add column shape_key text;
-- Those of headway_starts that are only about so often; the others, and a start without headways, are promised.
alter table scheduled_trips add column approximate_starts integer[] not null default '{}'
  check (approximate_starts <@ headway_starts);

-- A trip that departs about then: passengers come early.
alter table trips add column approximate boolean not null default false;

grant select, insert, delete on shapes, names to {role};
