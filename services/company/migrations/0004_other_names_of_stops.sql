-- What a stop is called beside its name, as its feed translates it. Copies elsewhere search by it, so it is of the stop's own
-- row and raises its version; `names` says the same by language. Filled when a feed is imported the next time.
alter table stops add column other_names text[] not null default '{}';
