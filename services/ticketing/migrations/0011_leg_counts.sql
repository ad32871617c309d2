-- Searching at speed: how many seats are taken on each leg of a trip, kept a moment behind the seats themselves, and what
-- changed of all that a process may keep in its memory to answer searches from (src/search).

-- The queue is emptied four times a second: vacuumed as a queue and not as a table that grows, its dead rows never pile up.
set local role safiri_ticketing_seats;
alter table seat_changes set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_insert_threshold = -1,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000
);
set local role safiri_{schema}_owner;

-- What became different. A reader keeps the snapshot of its last look, and asks for what that did not show: nothing is missed
-- however long a transaction took, and nobody waits for anybody. Removed after some minutes (src/leg-counts).
create table search_changes (
  change_id bigint generated always as identity primary key,
  told_by xid8 not null default pg_current_xact_id(),
  told_at timestamptz not null default clock_timestamp(),
  -- 'network': places, patterns, fares, layouts; 'departures': trips of patterns; 'seats': how many are taken, or kept, on trips
  subject text not null check (subject in ('network', 'departures', 'seats')),
  pattern_ids uuid[],
  trip_ids bigint[],
  check ((subject = 'departures') = (pattern_ids is not null) and (subject = 'seats') = (trip_ids is not null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index search_changes_by_transaction on search_changes (told_by);
-- Whoever changes what a search reads tells it, through the triggers below.
grant select, insert, delete on search_changes to {role};
grant insert on search_changes to safiri_ticketing_seats;

-- Once a transaction is enough.
create function tell_network_change() returns trigger language plpgsql set search_path = {schema}, pg_temp as $$
begin
  insert into search_changes (subject)
  select 'network' where not exists (select from search_changes where told_by = pg_current_xact_id() and subject = 'network');
  return null;
end $$;

create function tell_departures_change() returns trigger language plpgsql set search_path = {schema}, pg_temp as $$
declare
  changed uuid[];
begin
  case tg_op
    when 'INSERT' then changed := array(select distinct pattern_id from new_rows);
    when 'DELETE' then changed := array(select distinct pattern_id from old_rows);
    else changed := array(select pattern_id from new_rows union select pattern_id from old_rows);
  end case;
  if changed <> '{}' then insert into search_changes (subject, pattern_ids) values ('departures', changed); end if;
  return null;
end $$;

-- Seats kept for one trip concern that trip; those kept for all trips of a layout concern any.
create function tell_kept_change() returns trigger language plpgsql set search_path = {schema}, pg_temp as $$
declare
  of_trips bigint[];
  of_layouts boolean;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct trip_id) filter (where trip_id is not null), bool_or(trip_id is null) into of_trips, of_layouts from new_rows;
  else
    select array_agg(distinct trip_id) filter (where trip_id is not null), bool_or(trip_id is null) into of_trips, of_layouts from old_rows;
  end if;
  if of_layouts then insert into search_changes (subject) values ('network');
  elsif of_trips is not null then insert into search_changes (subject, trip_ids) values ('seats', of_trips);
  end if;
  return null;
end $$;

do $$
declare
  copied text;
begin
  foreach copied in array '{companies,stops,patterns,pattern_stops,fares,boarding_fares,layouts}'::text[] loop
    execute format('create trigger tell_search after insert or update or delete or truncate on %I for each statement execute function tell_network_change()', copied);
  end loop;
end $$;
create trigger tell_search_of_new after insert on trips referencing new table as new_rows for each statement execute function tell_departures_change();
create trigger tell_search_of_changed after update on trips referencing old table as old_rows new table as new_rows for each statement execute function tell_departures_change();
create trigger tell_search_of_gone after delete on trips referencing old table as old_rows for each statement execute function tell_departures_change();
create trigger tell_search_of_all_gone after truncate on trips for each statement execute function tell_network_change();
create trigger tell_search_of_new after insert on kept_seats referencing new table as new_rows for each statement execute function tell_kept_change();
create trigger tell_search_of_gone after delete on kept_seats referencing old table as old_rows for each statement execute function tell_kept_change();

-- Trips that are long over are found by when they left.
create index trips_by_departure on trips (departs_at, trip_id);
grant delete, update (trip_id) on trips to safiri_ticketing_seats;
grant delete on kept_seats to safiri_ticketing_seats;
create policy seats_forgets on kept_seats for delete to safiri_ticketing_seats using (true);

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- The k-th number of each list is of leg k - 1; a list ends with the last leg that ever had a seat taken. Public facts.
create table leg_counts (
  trip_id bigint primary key,
  -- Seats that are taken on the leg.
  taken smallint[] not null,
  -- Of those, the ones whose claim begins with it: with both one knows how many seats a stretch has left at least and at most.
  begun smallint[] not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
grant select on leg_counts to {role};

create function legs_of(p_mask bit(256)) returns table (leg integer) language sql immutable as $$
  select n from generate_series(greatest(position(b'1' in p_mask) - 1, 0), length(rtrim(p_mask::text, '0')) - 1) as n where get_bit(p_mask, n) = 1;
$$;

create function add_counts(p_some smallint[], p_more smallint[]) returns smallint[] language plpgsql immutable strict as $$
begin
  for n in 1..cardinality(p_more) loop
    p_some[n] := coalesce(p_some[n], 0::smallint) + p_more[n];
  end loop;
  return p_some;
end $$;
create aggregate sum_counts(smallint[]) (sfunc = add_counts, stype = smallint[]);

-- Counts what at most so many rows of the queue tell, and answers how many rows those were. Several may run side by side:
-- each takes rows that no other has, and they meet at trips in ascending order.
create function count_legs(p_most integer) returns integer
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  changed bigint[];
  told integer;
begin
  with batch as (
    delete from seat_changes where change_id = any (array(
      select change_id from seat_changes order by change_id limit p_most for update skip locked))
    returning trip_id, mask, delta),
  -- A change is of one stretch: legs in a row.
  stretches as (
    select trip_id, delta, position(b'1' in mask) - 1 as start, bit_count(mask)::integer as legs from batch),
  added as (
    select trip_id,
           sum_counts(array_fill(0::smallint, array[start]) || array_fill(delta, array[legs])) as taken,
           sum_counts(array_fill(0::smallint, array[start]) || delta) as begun
      from stretches group by trip_id),
  counted as (
    insert into leg_counts as c (trip_id, taken, begun) select trip_id, taken, begun from added order by trip_id
    on conflict (trip_id) do update set taken = add_counts(c.taken, excluded.taken), begun = add_counts(c.begun, excluded.begun)
    returning trip_id)
  select (select array_agg(trip_id) from counted), (select count(*) from batch) into changed, told;

  if changed is not null then
    insert into search_changes (subject, trip_ids) values ('seats', changed);
    -- A notification takes less than 8,000 bytes: 390 numbers of at most 19 digits with their commas.
    perform pg_notify('safiri_seats_changed', string_agg(c.trip_id::text, ','))
       from unnest(changed) with ordinality as c (trip_id, place) group by (c.place - 1) / 390;
  end if;
  return told;
end $$;

-- Leg by leg, how far the counts are from what the seats say and the queue has not told yet.
create function leg_count_differences(p_trips bigint[]) returns table (trip_id bigint, leg integer, taken bigint, begun bigint) language sql stable as $$
  select d.trip_id, d.leg, sum(d.taken), sum(d.begun)
    from (
      select s.trip_id, l.leg, 1 as taken, 0 as begun
        from seat_inventory s cross join legs_of(s.occupied) l where s.trip_id = any (p_trips)
      union all
      select c.trip_id, c.from_stop, 0, 1 from claims c where c.trip_id = any (p_trips) and c.status in ('held', 'sold')
      union all
      select q.trip_id, l.leg, - q.delta, case when l.leg = position(b'1' in q.mask) - 1 then - q.delta else 0 end
        from seat_changes q cross join legs_of(q.mask) l where q.trip_id = any (p_trips)
      union all
      select c.trip_id, n.leg::integer - 1, - n.taken, - n.begun
        from leg_counts c cross join unnest(c.taken, c.begun) with ordinality as n (taken, begun, leg) where c.trip_id = any (p_trips)
    ) d
   group by d.trip_id, d.leg
  having sum(d.taken) <> 0 or sum(d.begun) <> 0;
$$;

-- Trips whose counts are wrong, in the one snapshot of this statement: every writer changes a seat and tells it, or counts it
-- and takes it off the queue, in one transaction.
create function drifted_leg_counts(p_trips bigint[]) returns setof bigint language sql stable security definer set search_path = {schema}, pg_temp as $$
  select distinct trip_id from leg_count_differences(p_trips) order by 1;
$$;

-- Puts wrong counts right, while nobody counts; p_trips null: those of all trips. Answers how many were wrong.
create function recount_legs(p_trips bigint[]) returns integer
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  looked_at bigint[];
  changed bigint[];
begin
  lock table leg_counts in share row exclusive mode;
  looked_at := coalesce(p_trips, array(select trip_id from seat_inventory union select trip_id from leg_counts));
  with legs as materialized (select * from leg_count_differences(looked_at)),
  added as (
    select t.trip_id, array_agg(coalesce(l.taken, 0)::smallint order by n) as taken, array_agg(coalesce(l.begun, 0)::smallint order by n) as begun
      from (select trip_id, max(leg) as last from legs group by trip_id) t
     cross join generate_series(0, t.last) as n
      left join legs l on l.trip_id = t.trip_id and l.leg = n
     group by t.trip_id),
  counted as (
    insert into leg_counts as c (trip_id, taken, begun) select trip_id, taken, begun from added order by trip_id
    on conflict (trip_id) do update set taken = add_counts(c.taken, excluded.taken), begun = add_counts(c.begun, excluded.begun)
    returning trip_id)
  select array_agg(trip_id) into changed from counted;
  if cardinality(changed) > 1000 then insert into search_changes (subject) values ('network');
  elsif changed is not null then insert into search_changes (subject, trip_ids) values ('seats', changed);
  end if;
  return coalesce(cardinality(changed), 0);
end $$;

-- What search remembers of each trip's seats. The counts are the whole truth until counts_until (in milliseconds since 1970;
-- null: until the next change): then a hold may be over that still has its bits. 0 where seats are kept for somebody.
create function seat_counts(p_trips bigint[]) returns table (trip_id bigint, taken smallint[], begun smallint[], counts_until float8)
language plpgsql stable security definer rows 20 set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select t.trip_id, c.taken, c.begun,
           case when exists (select from kept_seats k where k.trip_id = t.trip_id) or exists (select from kept_seats k where k.layout_id = t.layout_id) then 0
                else (select extract(epoch from min(h.expires_at)) * 1000 from claims h where h.trip_id = t.trip_id and h.status = 'held')::float8 end
      from trips t
      left join leg_counts c on c.trip_id = t.trip_id
     where t.trip_id = any (p_trips);
end $$;

-- Each trip's seats that cannot be had now by a passenger, judged by time, as taken_seats does; seats kept for others are taken
-- on every leg. A seat is p.words numbers of 32 legs each, the first leg being the highest bit; seats with nothing taken are
-- left out. bits_until: when time alone changes that, in milliseconds since 1970.
create function seat_bits(p_trips bigint[]) returns table (trip_id bigint, words integer, bits integer[], bits_until float8)
language plpgsql stable security definer rows 20 set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  zero constant bit(256) := b'0'::bit(256);
begin
  return query
    with asked as materialized (
      select t.trip_id, t.layout_id, t.departs_at, (p.stop_count + 30) / 32 as words,
             exists (select from kept_seats k where k.trip_id = t.trip_id) or exists (select from kept_seats k where k.layout_id = t.layout_id) as keeps
        from trips t join patterns p on p.pattern_id = t.pattern_id
       where t.trip_id = any (p_trips)),
    kept as materialized (
      select distinct a.trip_id, k.seat
        from asked a cross join lateral kept_seats_now(a.trip_id) k join layouts l on l.layout_id = a.layout_id
       where a.keeps and jsonb_path_exists(l.layout, '$.decks[*].rows[*][*] ? (@.kind == "seat" && @.seat == $seat)', jsonb_build_object('seat', k.seat))),
    seats as (
      select s.trip_id, s.seat, s.occupied & ~ coalesce(
               (select bit_or(c.mask) from claims c where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.expires_at <= now()), zero) as taken
        from seat_inventory s
       where s.trip_id = any (p_trips) and s.occupied <> zero and not exists (select from kept k where k.trip_id = s.trip_id and k.seat = s.seat)
      union all
      select k.trip_id, k.seat, ~ zero from kept k)
    select a.trip_id, a.words,
           array(select ((s.taken << 32 * w)::bit(32))::integer from seats s cross join generate_series(0, a.words - 1) w
                  where s.trip_id = a.trip_id and s.taken <> zero order by s.seat, w),
           (extract(epoch from least(
             (select min(h.expires_at) from claims h where h.trip_id = a.trip_id and h.status = 'held' and h.expires_at > now()),
             case when a.keeps then
               (select min(a.departs_at - k.minutes_before * interval '1 minute') from kept_seats k
                 where (k.trip_id = a.trip_id or k.layout_id = a.layout_id) and a.departs_at - k.minutes_before * interval '1 minute' > now()) end)) * 1000)::float8
      from asked a;
end $$;

-- Removes trips that no claim is on, with all that hangs on them; answers how many. Tickets have claims, so none is lost.
create function forget_trips(p_trips bigint[]) returns integer
language plpgsql security definer set search_path = {schema}, pg_temp as $$
declare
  gone bigint[];
begin
  perform refuse_all_but_service();
  gone := array(select t.trip_id from trips t where t.trip_id = any (p_trips) order by t.trip_id for update);
  gone := array(select g.trip_id from unnest(gone) as g (trip_id) where not exists (select from claims c where c.trip_id = g.trip_id));
  delete from seat_inventory where trip_id = any (gone);
  delete from leg_counts where trip_id = any (gone);
  delete from kept_seats where trip_id = any (gone);
  delete from trips where trip_id = any (gone);
  return cardinality(gone);
end $$;

grant execute on function count_legs(integer), drifted_leg_counts(bigint[]), recount_legs(bigint[]), seat_counts(bigint[]), seat_bits(bigint[]),
  forget_trips(bigint[]) to {role};

-- What was sold until now.
select recount_legs(null);

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
