-- Seats that nobody names: "any two, side by side". Which ones they are is decided where it is known which are free, in the
-- call that takes them. Beside it, what else depends on where seats stand: women beside women, and moving passengers.

-- Where the seats of a layout stand, from its copy. A public fact.
create table layout_seats (
  layout_id uuid not null,
  seat smallint not null,
  deck smallint not null,
  row_index smallint not null,
  column_index smallint not null,
  class text not null,
  accessible boolean not null,
  -- Whether any seat stands beside it; an aisle is not crossed.
  has_neighbour boolean not null,
  primary key (layout_id, seat),
  constraint layout_seats_place unique (layout_id, deck, row_index, column_index)
);
grant select, insert, delete on layout_seats to {role};
grant select on layout_seats to safiri_ticketing_seats;

create function seats_of_layout(p_layout jsonb)
returns table (seat smallint, deck smallint, row_index smallint, column_index smallint, class text, accessible boolean, has_neighbour boolean) language sql immutable as $$
  with cells as (
    select distinct on (1) (c.cell ->> 'seat')::smallint as seat, d.place::smallint as deck, r.place::smallint as row_index, c.place::smallint as column_index,
           c.cell ->> 'class' as class, coalesce((c.cell ->> 'accessible')::boolean, false) as accessible
      from jsonb_array_elements(p_layout -> 'decks') with ordinality as d (deck, place)
     cross join jsonb_array_elements(d.deck -> 'rows') with ordinality as r (cells, place)
     cross join jsonb_array_elements(r.cells) with ordinality as c (cell, place)
     where c.cell ->> 'kind' = 'seat'
     order by 1, 2, 3, 4)
  select seat, deck, row_index, column_index, class, accessible,
         coalesce(column_index - lag(column_index) over in_row = 1, false) or coalesce(lead(column_index) over in_row - column_index = 1, false)
    from cells window in_row as (partition by deck, row_index order by column_index);
$$;

create function spread_layout() returns trigger language plpgsql set search_path = {schema}, pg_temp as $$
begin
  delete from layout_seats where layout_id = new.layout_id;
  insert into layout_seats select new.layout_id, s.* from seats_of_layout(new.layout) s;
  return null;
end $$;
create trigger spread_seats after insert or update of layout on layouts for each row execute function spread_layout();
insert into layout_seats select l.layout_id, s.* from layouts l cross join seats_of_layout(l.layout) s;

-- How a company wants its seats sold.
create table sale_rules (
  company_id uuid primary key,
  -- The seat beside a woman who travels alone, and says so, is sold to women.
  women_beside_women boolean not null default false,
  changed_at timestamptz not null default clock_timestamp()
);
alter table sale_rules enable row level security;
alter table sale_rules force row level security;
create policy company on sale_rules to {role} using (company_id = acting_company()) with check (company_id = acting_company());
create policy service on sale_rules to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
create policy seats on sale_rules for select to safiri_ticketing_seats using (true);
grant select, insert, update on sale_rules to {role};
grant select on sale_rules to safiri_ticketing_seats;

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Of who asked for it: "I travel alone as a woman".
alter table claims add column women_only boolean not null default false;
create index claims_of_women on claims (trip_id) where women_only;

-- "women_only": whether who rides is such a woman; "patient": whether its wishes wait for all seats of their trips, and so
-- learn for certain whether one is left.
alter type hold_item add attribute women_only boolean, add attribute patient boolean;
-- For claims of an item whose "seat" is null; one a trip.
create type seat_wish as (item integer, trip_id bigint, class text, accessible boolean);
-- What wishes came to: [{"claim_id", "seat"}].
alter type hold_answer add attribute chosen jsonb;

-- Seats beside each other that could be had, from left to right; "place" counts runs from front to back. A run of one is
-- "lonely" if the seat beside it could not be had: that is what nobody likes to be left.
create type seat_run as (place integer, deck smallint, row_index smallint, seats smallint[], accessible boolean[], lonely boolean);

create function free_runs(p_trip bigint, p_mask bit(256), p_class text, p_ordinary boolean, p_barred smallint[]) returns seat_run[] language plpgsql as $$
begin
  return array(
    select row(row_number() over (order by deck, row_index, min(column_index)), deck, row_index, array_agg(seat order by column_index),
               array_agg(accessible order by column_index), count(*) = 1 and bool_or(has_neighbour))::seat_run
      from (select l.*, l.column_index - row_number() over (partition by l.deck, l.row_index order by l.column_index) as run
              from trips t
              join layout_seats l on l.layout_id = t.layout_id
              join seat_inventory s on s.trip_id = t.trip_id and s.seat = l.seat
             where t.trip_id = p_trip and (p_class is null or l.class = p_class) and not (p_ordinary and l.accessible) and l.seat <> all (p_barred)
               -- A hold that is over counts as free, as it does for whoever names the seat.
               and (s.occupied & p_mask = b'0'::bit(256) or s.occupied & p_mask & ~ coalesce(
                     (select bit_or(c.mask) from claims c
                       where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.expires_at <= clock_timestamp()),
                     b'0'::bit(256)) = b'0'::bit(256))) free
     group by deck, row_index, run
     order by 1);
end $$;

-- So many seats of these runs, with the fewest lonely ones left, from the front otherwise: run by run, the best way to have
-- had 0, 1, 2 … seats by then, with an accessible one among them or without. Null when there is none.
create function choose_among(p_runs seat_run[], p_count integer, p_accessible boolean, out cost integer, out seats smallint[]) language plpgsql as $$
declare
  -- At 2 × seats so far + 1, or + 2 with an accessible one among them.
  costs integer[] := array[0];
  plans text[] := array[''];
  more_costs integer[];
  more_plans text[];
  run seat_run;
  size integer;
  slot integer;
  costing integer;
begin
  foreach run in array p_runs loop
    size := cardinality(run.seats);
    more_costs := array_fill(null::integer, array[2 * p_count + 2]);
    more_plans := array_fill(null::text, array[2 * p_count + 2]);
    for so_far in 0 .. p_count loop
      for fitting in 0 .. 1 loop
        continue when costs[2 * so_far + fitting + 1] is null;
        for more in 0 .. least(size, p_count - so_far) loop
          -- From the left end, what is left stays together; only who looks for an accessible seat looks further.
          for leftmost in 1 .. case when p_accessible and more > 0 then size - more + 1 else 1 end loop
            slot := 2 * (so_far + more) + 1 + greatest(fitting, (p_accessible and more > 0 and true = any (run.accessible[leftmost : leftmost + more - 1]))::integer);
            costing := costs[2 * so_far + fitting + 1] + more * run.place
              + 1000000 * (case when size = 1 then (more = 0 and run.lonely)::integer else (leftmost = 2)::integer + (size - more - leftmost = 0)::integer end);
            continue when more_costs[slot] <= costing;
            more_costs[slot] := costing;
            more_plans[slot] := plans[2 * so_far + fitting + 1] || array_to_string(run.seats[leftmost : leftmost + more - 1], ',') || case when more > 0 then ',' else '' end;
          end loop;
        end loop;
      end loop;
    end loop;
    costs := more_costs;
    plans := more_plans;
  end loop;
  slot := 2 * p_count + 1 + p_accessible::integer;
  cost := costs[slot];
  seats := string_to_array(rtrim(plans[slot], ','), ',')::smallint[];
end $$;

-- In this order: side by side; in one row; in as few rows that follow each other as possible; anywhere. Each with the fewest
-- lonely seats left, and from the front.
create function choose_from(p_runs seat_run[], p_count integer, p_accessible boolean) returns smallint[] language plpgsql as $$
declare
  chosen smallint[];
begin
  if p_count > (select coalesce(sum(cardinality(r.seats)), 0) from unnest(p_runs) r) then return null; end if;
  select r.seats[leftmost : leftmost + p_count - 1] into chosen
    from unnest(p_runs) r
   cross join generate_series(1, cardinality(r.seats) - p_count + 1) as leftmost
   where not p_accessible or true = any (r.accessible[leftmost : leftmost + p_count - 1])
   order by (leftmost = 2)::integer + (cardinality(r.seats) - p_count - leftmost = 0)::integer - r.lonely::integer, r.place, leftmost
   limit 1;
  if found then return chosen; end if;

  with bus_rows as (
    select deck, row_index, sum(sum(cardinality(seats))) over so_far as until, sum(cardinality(seats)) as free,
           sum(sum((true = any (accessible))::integer)) over so_far as accessible_until, sum((true = any (accessible))::integer) as accessible
      from unnest(p_runs) group by deck, row_index window so_far as (partition by deck order by row_index)),
  spans as (
    select a.deck, a.row_index as front, b.row_index as rear, rank() over (order by b.row_index - a.row_index) as height
      from bus_rows a join bus_rows b on b.deck = a.deck and b.row_index >= a.row_index
     where b.until - a.until + a.free >= p_count and (not p_accessible or b.accessible_until - a.accessible_until + a.accessible > 0)),
  -- Lonely seats elsewhere in the bus are the same whichever rows are chosen, but for those in the rows themselves.
  plans as (
    select s.deck, s.front, c.seats, c.cost / 1000000 - (select count(*) from unnest(r.runs) x where x.lonely) as left_lonely
      from spans s
     cross join lateral (select array_agg(x order by x.place) as runs from unnest(p_runs) x where x.deck = s.deck and x.row_index between s.front and s.rear) r
     cross join lateral choose_among(r.runs, p_count, p_accessible) c
     where s.height = 1)
  select seats into chosen from plans order by left_lonely, deck, front limit 1;
  if found then return chosen; end if;
  return (choose_among(p_runs, p_count, p_accessible)).seats;
end $$;

-- The seats of a trip that somebody who wants so many is given, out of those that are free on these legs; null when too few
-- are. Accessible seats go to who asks for one, and to others when nothing else is left.
create function choose_seats(p_wish seat_wish, p_mask bit(256), p_count integer, p_barred smallint[]) returns smallint[] language plpgsql as $$
declare
  chosen smallint[];
begin
  if p_wish.accessible is not true then
    chosen := choose_from(free_runs(p_wish.trip_id, p_mask, p_wish.class, true, p_barred), p_count, false);
    if chosen is not null or not exists (select from trips t join layout_seats l on l.layout_id = t.layout_id where t.trip_id = p_wish.trip_id and l.accessible) then
      return chosen;
    end if;
  end if;
  return choose_from(free_runs(p_wish.trip_id, p_mask, p_wish.class, false, p_barred), p_count, coalesce(p_wish.accessible, false));
end $$;

create function neighbours(p_trip bigint, p_seat smallint) returns table (seat smallint) language sql stable rows 2 as $$
  select n.seat from trips t
    join layout_seats l on l.layout_id = t.layout_id and l.seat = p_seat
    join layout_seats n on n.layout_id = l.layout_id and n.deck = l.deck and n.row_index = l.row_index and abs(n.column_index - l.column_index) = 1
   where t.trip_id = p_trip;
$$;

create function seats_women_beside_women(p_company uuid) returns boolean language sql stable as $$
  select exists (select from sale_rules where company_id = p_company and women_beside_women);
$$;

-- Seats with the legs on which a woman who travels alone sits beside them, where the company has that rule.
create function seats_beside_women(p_trip bigint) returns table (seat smallint, mask bit(256)) language sql stable rows 2 as $$
  select n.seat, c.mask
    from claims c cross join lateral neighbours(c.trip_id, c.seat) n
   where c.trip_id = p_trip and c.women_only and (c.status = 'sold' or c.status = 'held' and c.expires_at > clock_timestamp())
     and seats_women_beside_women(c.company_id);
$$;

-- Those of an asker's seats that are for women alone, as far as it did not say that it is one. p_women: what was taken in this
-- call for women alone, and is not written yet.
create function beside_women(p_asker hold_item, p_seats seat_claim[], p_women seat_claim[]) returns seat_claim[] language plpgsql as $$
begin
  if p_asker.women_only then return '{}'; end if;
  return array(
    select a from unnest(p_seats) a
     where exists (select from seats_beside_women(a.trip_id) b where b.seat = a.seat and b.mask & a.mask <> b'0'::bit(256))
        or cardinality(p_women) > 0
           and exists (select from neighbours(a.trip_id, a.seat) n join unnest(p_women) w on w.trip_id = a.trip_id and w.seat = n.seat
                        where w.mask & a.mask <> b'0'::bit(256)));
end $$;

-- Seats beside somebody who did not say that she is a woman alone: not chosen for one who did, while there are others.
create function beside_others(p_claim seat_claim, p_others seat_claim[]) returns smallint[] language plpgsql as $$
begin
  return array(
    select n.seat
      from (select c.seat from claims c
             where c.trip_id = p_claim.trip_id and not c.women_only and c.mask & p_claim.mask <> b'0'::bit(256)
               and (c.status = 'sold' or c.status = 'held' and c.expires_at > clock_timestamp())
            union all
            select o.seat from unnest(p_others) o where o.trip_id = p_claim.trip_id and o.mask & p_claim.mask <> b'0'::bit(256)) c
     cross join lateral neighbours(p_claim.trip_id, c.seat) n);
end $$;

-- Seats that this asker may not have now, whether they are free or not.
create function barred_seats(p_asker hold_item, p_claim seat_claim, p_women seat_claim[]) returns smallint[] language plpgsql as $$
declare
  barred smallint[] := array(select k.seat from kept_seats_now(p_claim.trip_id) k where k.kept_for <> all (coalesce(p_asker.may, '{}')));
begin
  if p_asker.women_only or not seats_women_beside_women(p_claim.company_id) then return barred; end if;
  return barred
    || array(select b.seat from seats_beside_women(p_claim.trip_id) b where b.mask & p_claim.mask <> b'0'::bit(256))
    || array(select n.seat from unnest(p_women) w cross join lateral neighbours(w.trip_id, w.seat) n
              where w.trip_id = p_claim.trip_id and w.mask & p_claim.mask <> b'0'::bit(256));
end $$;

-- Locks the rows of these seats, and of those beside them where that matters; answers the seats for which a row is somebody else's.
create function lock_without_waiting(p_claim seat_claim, p_seats smallint[]) returns smallint[] language plpgsql as $$
declare
  ruled constant boolean := seats_women_beside_women(p_claim.company_id);
  had smallint[];
begin
  had := array(
    select s.seat from seat_inventory s
     where s.trip_id = p_claim.trip_id
       and (s.seat = any (p_seats) or ruled and s.seat = any (array(select n.seat from unnest(p_seats) c (seat) cross join lateral neighbours(p_claim.trip_id, c.seat) n)))
     order by s.seat for update skip locked);
  return array(
    select c.seat from unnest(p_seats) c (seat)
     where c.seat <> all (had) or ruled and exists (select from neighbours(p_claim.trip_id, c.seat) n where n.seat <> all (had)));
end $$;

-- Takes seats for the claims of one wish, which have none yet; answers them with their seats, or none. Who is not patient
-- waits for nobody, and gives up after four passes.
create function take_any(p_asker hold_item, p_wish seat_wish, p_open seat_claim[], p_women seat_claim[], p_others seat_claim[]) returns seat_claim[] language plpgsql as $$
declare
  first_open constant seat_claim := p_open[1];
  -- More than a bus has seats: each pass does without one more.
  passes constant integer := case when p_asker.patient then 1000 else 4 end;
  avoids constant boolean := p_asker.women_only and seats_women_beside_women(first_open.company_id);
  gone smallint[] := '{}';
  gone_now smallint[];
  barred smallint[];
  chosen smallint[];
  claims_chosen seat_claim[];
begin
  for pass in 1 .. passes loop
    barred := gone || barred_seats(p_asker, first_open, p_women);
    chosen := null;
    if avoids then chosen := choose_seats(p_wish, first_open.mask, cardinality(p_open), barred || beside_others(first_open, p_others)); end if;
    if chosen is null then chosen := choose_seats(p_wish, first_open.mask, cardinality(p_open), barred); end if;
    if chosen is null then return '{}'; end if;

    gone_now := lock_without_waiting(first_open, chosen);
    if gone_now = '{}' then
      claims_chosen := array(
        select row(o.item, o.order_id, o.claim_id, o.trip_id, s.seat, o.company_id, o.from_stop, o.to_stop, o.mask, o.fare_minor, o.facts)::seat_claim
          from unnest(p_open) with ordinality as o join unnest(chosen) with ordinality as s (seat, ordinality) using (ordinality));
      gone_now := array(select b.seat from unnest(beside_women(p_asker, claims_chosen, p_women)) b);
      if gone_now = '{}' then gone_now := array(select t.seat from unnest(take_seats(claims_chosen)) t); end if;
      if gone_now = '{}' then return claims_chosen; end if;
    end if;
    gone := gone || gone_now;
  end loop;
  return '{}';
end $$;

-- Takes what an asker names, then what it leaves open: all or none. p_women, p_others: what was taken before it in this call,
-- and is not written yet, where the company seats women beside women.
create function take_wished(p_asker hold_item, p_claims seat_claim[], p_wishes seat_wish[], p_women seat_claim[], p_others seat_claim[],
  out verdict text, out got seat_claim[], out lost seat_claim[], out beside seat_claim[]) language plpgsql as $$
declare
  wish seat_wish;
  claims_open seat_claim[];
  claims_chosen seat_claim[];
begin
  verdict := 'taken';
  lost := '{}';
  got := array(select c from unnest(p_claims) c where c.seat is not null order by c.trip_id, c.seat);
  beside := beside_women(p_asker, got, p_women);
  if cardinality(beside) = 0 then lost := take_seats(got); end if;
  if cardinality(beside) + cardinality(lost) > 0 then got := '{}'; return; end if;

  for wish in select w.* from unnest(p_wishes) w where w.item = p_asker.item order by w.trip_id loop
    claims_open := array(select c from unnest(p_claims) c where c.trip_id = wish.trip_id and c.seat is null order by c.claim_id);
    claims_chosen := take_any(p_asker, wish, claims_open, p_women, p_others);
    if cardinality(claims_chosen) = 0 then
      perform clear_seats(got);
      verdict := case when p_asker.patient then 'full' else 'wait' end;
      got := '{}';
      lost := claims_open;
      return;
    end if;
    got := got || claims_chosen;
  end loop;
  verdict := 'held';
end $$;

-- Rows for trips that nobody held a seat on before, or not since their bus has these seats. In order of trips, before anything is locked.
create function make_all_rows(p_wanted seat_claim[]) returns void language plpgsql as $$
declare
  trip bigint;
begin
  for trip in
    select distinct t.trip_id from (select distinct w.trip_id from unnest(p_wanted) w) w
      join trips t on t.trip_id = w.trip_id
      join layout_seats l on l.layout_id = t.layout_id
     where not exists (select from seat_inventory s where s.trip_id = t.trip_id and s.seat = l.seat)
     order by 1
  loop
    perform make_seat_rows(trip);
  end loop;
end $$;

-- Locks, waiting, in (trip, seat) order: what is named; what stands beside it, where that matters; all of a trip for a patient item.
create function lock_wanted(p_items hold_item[], p_wanted seat_claim[]) returns void language plpgsql as $$
begin
  perform from seat_inventory s
     join (select w.trip_id, w.seat from unnest(p_wanted) w where w.seat is not null
           union
           select w.trip_id, n.seat from unnest(p_wanted) w cross join lateral neighbours(w.trip_id, w.seat) n where w.seat is not null and seats_women_beside_women(w.company_id)
           union
           select w.trip_id, r.seat
             from (select distinct w.trip_id from unnest(p_wanted) w join unnest(p_items) i using (item) where i.patient) w join seat_inventory r on r.trip_id = w.trip_id) r using (trip_id, seat)
    order by s.trip_id, s.seat for update of s;
end $$;

-- decide_holds where seats are to be chosen, or a seat's neighbours matter. Seats that are named come first, in the order of
-- their rows; wishes after them, as they were asked. A row that a wish is for is never waited for, since others may wait for
-- rows of ours: only a patient item waits, with the named ones, in that same order.
create function decide_with_care(p_items hold_item[], p_wanted seat_claim[], p_wishes jsonb, p_hold_seconds integer) returns setof hold_answer language plpgsql as $$
declare
  wishes constant seat_wish[] := array(select w from jsonb_populate_recordset(null::seat_wish, p_wishes) w order by w.item, w.trip_id);
  wishing constant integer[] := array(select distinct w.item from unnest(wishes) w);
  asker hold_item;
  women seat_claim[] := '{}';
  others seat_claim[] := '{}';
  verdicts text[] := array_fill('held'::text, array[cardinality(p_items)]);
  won seat_claim[] := '{}';
  lost seat_claim[] := '{}';
  beside seat_claim[] := '{}';
  written uuid[];
  entry record;
  came_to record;
  decided_at timestamptz;
begin
  for entry in select o.verdict, o.claim from find_obstacles(p_items, p_wanted) o loop
    verdicts[(entry.claim).item] := entry.verdict;
    if entry.verdict = 'taken' then lost := lost || (select w from unnest(p_wanted) w where w.claim_id = (entry.claim).claim_id); end if;
  end loop;
  if exists (select from unnest(p_items) i where i.most_seats is not null) then
    for entry in select h.item from find_hoarders(p_items) h loop verdicts[entry.item] := 'too-many'; end loop;
  end if;
  perform make_all_rows(p_wanted);
  perform lock_wanted(p_items, p_wanted);

  for entry in
    select w.item, w.item = any (wishing) as wishes, array_agg(w) as wanted from unnest(p_wanted) w where verdicts[w.item] = 'held'
     group by w.item order by 2, case when w.item <> all (wishing) then min(w.trip_id) end, case when w.item <> all (wishing) then min(w.seat) end, w.item
  loop
    asker := p_items[entry.item];
    came_to := take_wished(asker, entry.wanted, case when entry.wishes then wishes else '{}' end, women, others);
    verdicts[entry.item] := came_to.verdict;
    won := won || came_to.got;
    lost := lost || came_to.lost;
    beside := beside || came_to.beside;
    if asker.women_only then
      women := women || array(select g from unnest(came_to.got) g where seats_women_beside_women(g.company_id));
    else
      others := others || array(select g from unnest(came_to.got) g where seats_women_beside_women(g.company_id));
    end if;
  end loop;

  decided_at := clock_timestamp();
  written := write_holds(p_items, won, decided_at + make_interval(secs => p_hold_seconds));
  update claims set women_only = true
   where trip_id = any (array(select w.trip_id from unnest(won) w)) and order_id = any (written)
     and claim_id = any (array(select w.claim_id from unnest(won) w where (p_items[w.item]).women_only));
  -- The seats were free, but the key was known: a repeat, and the order made first keeps what it has.
  perform clear_seats(array(select w from unnest(won) w where w.order_id <> all (written)));

  return query
    select i.item,
           case when i.order_id = o.order_id then 'held'
                when i.fingerprint = o.fingerprint then 'repeat'
                when o.order_id is not null then 'key-reused'
                else verdicts[i.item] end,
           o.order_id, o.expires_at, decided_at,
           case when verdicts[i.item] in ('taken', 'full') then
             (select coalesce(jsonb_agg(jsonb_build_object('trip_id', l.trip_id, 'seat', l.seat)), '[]') from unnest(lost) l where l.item = i.item)
             || (select coalesce(jsonb_agg(jsonb_build_object('trip_id', b.trip_id, 'seat', b.seat, 'reason', 'women-only')), '[]') from unnest(beside) b where b.item = i.item) end,
           case when i.item = any (wishing) then
             (select jsonb_agg(jsonb_build_object('claim_id', w.claim_id, 'seat', w.seat)) from unnest(won) w where w.item = i.item) end
      from unnest(p_items) i
      left join lateral (
        select k.order_id, k.fingerprint, k.expires_at from orders k where k.owner_id = i.owner_id and k.idempotency_key = i.idempotency_key limit 1) o on true;
end $$;

-- Seats that somebody cannot have now, judged by time: those that are taken, those kept for others than p_may names, and those
-- for women alone unless p_women_only. Public facts, so nobody needs to act.
create function taken_seats_for(p_trips bigint[], p_from_stops smallint[], p_to_stops smallint[], p_may text[], p_women_only boolean)
returns table (item integer, seat smallint) language sql stable security definer set search_path = {schema}, pg_temp as $$
  with asked as materialized (
    select a.item::integer, a.trip_id, leg_mask(a.from_stop, a.to_stop) as mask
      from unnest(p_trips, p_from_stops, p_to_stops) with ordinality as a (trip_id, from_stop, to_stop, item))
  select a.item, s.seat
    from asked a join seat_inventory s on s.trip_id = a.trip_id
   where s.occupied & a.mask <> b'0'::bit(256)
     and s.occupied & a.mask & ~ coalesce(
           (select bit_or(c.mask) from claims c
             where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.expires_at <= now()),
           b'0'::bit(256)) <> b'0'::bit(256)
  union
  select a.item, l.seat
    from asked a
   cross join lateral kept_seats_now(a.trip_id) k
    join trips t on t.trip_id = a.trip_id
    join layout_seats l on l.layout_id = t.layout_id and l.seat = k.seat
   where k.kept_for <> all (p_may)
  union
  select a.item, b.seat from asked a cross join lateral seats_beside_women(a.trip_id) b where not p_women_only and b.mask & a.mask <> b'0'::bit(256);
$$;

create or replace function taken_seats(p_trips bigint[], p_from_stops smallint[], p_to_stops smallint[]) returns table (item integer, seat smallint)
language sql stable security definer set search_path = {schema}, pg_temp as $$
  select * from taken_seats_for(p_trips, p_from_stops, p_to_stops, '{}', false);
$$;

create or replace function count_taken_seats(p_trips bigint[], p_from_stops smallint[], p_to_stops smallint[]) returns table (trip_id bigint, taken integer)
language sql stable security definer rows 100 set search_path = {schema}, pg_temp as $$
  select a.trip_id, count(s.seat)::integer
    from unnest(p_trips) with ordinality as a (trip_id, item)
    left join taken_seats_for(p_trips, p_from_stops, p_to_stops, '{}', false) s on s.item = a.item
   group by a.item, a.trip_id;
$$;

-- All that keeps anybody from seats of these trips now: why is 'taken', 'women-only', or for whom the seat is kept; legs are
-- those it is so on, as 0 and 1 from the first on, or null for all of them.
create function seats_not_free(p_trips bigint[]) returns table (trip_id bigint, seat smallint, why text, legs text)
language plpgsql stable security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query
    select s.trip_id, s.seat, 'taken', rtrim(s.left_taken::text, '0')
      from unnest(p_trips) as t (trip_id)
     cross join lateral (
       select s.trip_id, s.seat, s.occupied & ~ coalesce(
                (select bit_or(c.mask) from claims c
                  where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.expires_at <= now()), b'0'::bit(256)) as left_taken
         from seat_inventory s where s.trip_id = t.trip_id and s.occupied <> b'0'::bit(256) offset 0) s
     where s.left_taken <> b'0'::bit(256)
    union all
    select t.trip_id, k.seat, k.kept_for, null from unnest(p_trips) as t (trip_id) cross join lateral kept_seats_now(t.trip_id) k
    union all
    select t.trip_id, b.seat, 'women-only', rtrim(b.mask::text, '0') from unnest(p_trips) as t (trip_id) cross join lateral seats_beside_women(t.trip_id) b;
end $$;

create type seat_move as (trip_id bigint, claim_id uuid, seat smallint);

-- Moves claims that are held or sold to other seats of their trips, all or none; swaps and longer circles too. p_moves:
-- [{"trip_id", "claim_id", "seat"}], a claim once. Answers the moves that cannot be, each with why: 'taken', or 'gone' where the claim is
-- not held or sold any more; none: all are moved. Whoever calls has locked the orders first, and sees to their tickets.
create function move_claims(p_moves jsonb) returns table (trip_id bigint, claim_id uuid, seat smallint, why text)
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  moves constant seat_move[] := array(select m from jsonb_populate_recordset(null::seat_move, p_moves) m order by m.trip_id, m.seat, m.claim_id);
  ids constant uuid[] := array(select m.claim_id from unnest(moves) m);
  -- Where they are before anything is locked.
  seen constant seat_claim[] := live_claims_of(moves);
  moving seat_claim[];
  moved seat_claim[] := '{}';
  over seat_claim[];
  wanted seat_claim;
begin
  perform refuse_all_but_service();
  perform make_all_rows(seen);
  perform from seat_inventory s
     join (select m.trip_id, m.seat from unnest(moves) m union select c.trip_id, c.seat from unnest(seen) c) r using (trip_id, seat)
    order by s.trip_id, s.seat for update of s;
  perform from claims c join unnest(moves) m using (trip_id, claim_id) order by c.trip_id, c.seat, c.claim_id for update of c;
  moving := live_claims_of(moves);
  if exists (select from unnest(moving) c left join unnest(seen) b using (trip_id, claim_id) where b.seat is distinct from c.seat) then
    raise exception 'a claim was moved at the same moment' using errcode = 'serialization_failure';
  end if;
  if cardinality(moving) < cardinality(moves) then
    return query select m.*, 'gone' from unnest(moves) m where m.claim_id <> all (array(select c.claim_id from unnest(moving) c));
    return;
  end if;

  -- Holds that are over give way, as they do to a buyer.
  with due as (
    select c.trip_id, c.claim_id from claims c
     where (c.trip_id, c.seat) in (select m.trip_id, m.seat from unnest(moves) m) and c.status = 'held' and c.expires_at <= clock_timestamp() and c.claim_id <> all (ids)
     order by c.claim_id for update skip locked),
  ended as (
    update claims c set status = 'expired' from due d where c.trip_id = d.trip_id and c.claim_id = d.claim_id
    returning row(null, c.order_id, c.claim_id, c.trip_id, c.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, null)::seat_claim as claim)
  select coalesce(array_agg(claim), '{}') into over from ended;
  perform clear_seats(over || moving);
  perform tell_changes(over, -1::smallint);

  for wanted in
    select null, c.order_id, c.claim_id, c.trip_id, m.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, null
      from unnest(moves) m join unnest(moving) c using (trip_id, claim_id) order by c.trip_id, m.seat, c.claim_id
  loop
    update seat_inventory s set occupied = s.occupied | wanted.mask
     where s.trip_id = wanted.trip_id and s.seat = wanted.seat and s.occupied & wanted.mask = b'0'::bit(256);
    if found then moved := moved || wanted; end if;
  end loop;
  if cardinality(moved) < cardinality(moves) then
    perform clear_seats(moved);
    update seat_inventory s set occupied = s.occupied | c.mask
      from (select c.trip_id, c.seat, bit_or(c.mask) as mask from unnest(moving) c group by c.trip_id, c.seat) c
     where s.trip_id = c.trip_id and s.seat = c.seat;
    return query select m.*, 'taken' from unnest(moves) m where m.claim_id <> all (array(select c.claim_id from unnest(moved) c));
    return;
  end if;
  update claims c set seat = m.seat from unnest(moves) m where c.trip_id = m.trip_id and c.claim_id = m.claim_id;
  perform tell_changes(moving, -1::smallint);
  perform tell_changes(moved, 1::smallint);
end $$;

create function live_claims_of(p_moves seat_move[]) returns seat_claim[] language plpgsql as $$
begin
  return array(
    select row(null, c.order_id, c.claim_id, c.trip_id, c.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, null)::seat_claim
      from unnest(p_moves) m join claims c on c.trip_id = m.trip_id and c.claim_id = m.claim_id
     where c.status = 'sold' or c.status = 'held' and c.expires_at > clock_timestamp()
     order by c.trip_id, c.seat);
end $$;

grant execute on function taken_seats_for(bigint[], smallint[], smallint[], text[], boolean), seats_not_free(bigint[]), move_claims(jsonb) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
