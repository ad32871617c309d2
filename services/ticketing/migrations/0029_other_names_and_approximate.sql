-- What stops are called in other languages, which people search by, and which departures are only promised to be about then.
-- Both are copies; until they are told again, a stop has one name and a trip leaves on time.
alter table stops add column other_names text[] not null default '{}';
alter table trips add column approximate boolean not null default false;
