-- Waiting lists: who wants seats on a stretch of a full trip is offered them in order when they come free, held for a while.
--
-- What came free goes to those who wait. seats_waited_for says which seats those are, by time and not by what anybody did
-- about it yet: whoever holds seats asks it before, and once more when they have them (find_obstacles, barred_seats,
-- write_holds). Every entry that could be served now is given its seats there, the lowest numbers that are free, in the
-- order of the queue; who takes another seat therefore leaves them what they are given, whoever else takes one meanwhile.
-- An entry that cannot be served keeps nothing from anybody.
--
-- Locks: those who join, by trip, then by person; an entry → orders → seat rows → claims.

create table waiting_entries (
  entry_id uuid primary key,
  -- In the order in which they joined: those of one trip join one after the other.
  queue_number bigint not null generated always as identity,
  version bigint not null default 1 check (version > 0),
  trip_id bigint not null,
  company_id uuid not null,
  owner_id uuid not null,
  idempotency_key text not null,
  fingerprint text not null,
  from_stop smallint not null check (from_stop >= 0),
  to_stop smallint not null check (to_stop > from_stop and to_stop <= 255),
  seats smallint not null check (seats between 1 and 8),
  contact_phone text,
  contact_email text,
  locale text not null,
  -- As in a hold: which seats this passenger may have.
  reduced_mobility boolean not null,
  women_only boolean not null,
  status text not null default 'waiting' check (status in ('waiting', 'offered', 'taken', 'withdrawn', 'over')),
  -- What was offered, once an entry.
  order_id uuid,
  -- Offering it seats failed: until then it keeps nothing from anybody.
  rests_until timestamptz,
  joined_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  constraint waiting_entries_key unique (owner_id, idempotency_key),
  constraint waiting_entries_are_reachable check (coalesce(contact_phone, contact_email) is not null),
  constraint waiting_entries_offer check ((status in ('offered', 'taken')) <= (order_id is not null)),
  constraint waiting_entries_end check ((status in ('taken', 'withdrawn', 'over')) = (ended_at is not null))
);
create index waiting_entries_queue on waiting_entries (trip_id, queue_number) where status = 'waiting';
create index waiting_entries_offered on waiting_entries (entry_id) where status = 'offered';
create index waiting_entries_ended on waiting_entries (ended_at) where ended_at is not null;
create unique index waiting_entries_once on waiting_entries (owner_id, trip_id, from_stop, to_stop) where status in ('waiting', 'offered');
create index waiting_entries_of_phone on waiting_entries (contact_phone) where status in ('waiting', 'offered');
create index waiting_entries_of_email on waiting_entries (contact_email) where status in ('waiting', 'offered');

-- What has ended stays ended.
create function keep_ended_entry() returns trigger language plpgsql as $$
begin
  raise exception 'waiting entry % is %, and stays so', old.entry_id, old.status using errcode = 'check_violation';
end $$;
create trigger waiting_entries_ended before update of status on waiting_entries for each row
  when (old.ended_at is not null and new.status <> old.status) execute function keep_ended_entry();

alter table waiting_entries enable row level security;
alter table waiting_entries force row level security;
create policy passenger_reads on waiting_entries for select to {role} using (owner_id = acting_passenger());
create policy passenger_joins on waiting_entries for insert to {role} with check (owner_id = acting_passenger());
create policy passenger_leaves on waiting_entries for update to {role} using (owner_id = acting_passenger()) with check (owner_id = acting_passenger());
create policy company_reads on waiting_entries for select to {role} using (company_id = acting_company());
create policy service on waiting_entries to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
create policy seats on waiting_entries for select to safiri_ticketing_seats using (true);
grant select, insert, delete on waiting_entries to {role};
grant update (version, owner_id, status, order_id, rests_until, ended_at) on waiting_entries to {role};
grant select on waiting_entries, pattern_stops to safiri_ticketing_seats;

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Of the entry that seats are offered to: only those before it come first. Null: whoever waits comes first.
alter type hold_item add attribute queue_number bigint;

-- As before: seats that this asker may not have by the rules of the house, whether they are free or not.
create function barred_by_rules(p_asker hold_item, p_claim seat_claim, p_women seat_claim[]) returns smallint[] language plpgsql as $$
declare
  barred smallint[] := array(select k.seat from kept_seats_now(p_claim.trip_id) k where k.kept_for <> all (coalesce(p_asker.may, '{}')));
begin
  if p_asker.women_only or not seats_women_beside_women(p_claim.company_id) then return barred; end if;
  return barred
    || array(select b.seat from seats_beside_women(p_claim.trip_id) b where b.mask & p_claim.mask <> b'0'::bit(256))
    || array(select n.seat from unnest(p_women) w cross join lateral neighbours(w.trip_id, w.seat) n
              where w.trip_id = p_claim.trip_id and w.mask & p_claim.mask <> b'0'::bit(256));
end $$;

-- The seats of a trip that are free now, and go to entries that wait: whose, and on which legs. p_anew: what the caller has
-- taken in this very transaction counts as free.
create function seats_waited_for(p_trip bigint, p_anew seat_claim[]) returns table (queue_number bigint, seat smallint, mask bit(256))
language plpgsql rows 4 set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  zero constant bit(256) := b'0'::bit(256);
  -- Seats with a free leg, and the legs of each that are taken.
  seats_open smallint[];
  legs_taken bit(256)[];
  -- Stretches on which no seat is free.
  hopeless bit(256)[] := '{}';
  entry record;
  asker hold_item;
  wanted seat_claim;
  barred smallint[];
  chosen smallint[];
begin
  with free_again as materialized (
    select f.seat, bit_or(f.mask) as mask
      from (select c.seat, c.mask from claims c where c.trip_id = p_trip and c.status = 'held' and c.expires_at <= clock_timestamp()
            union all
            select a.seat, a.mask from unnest(p_anew) a where a.trip_id = p_trip) f
     group by f.seat),
  bus as materialized (
    select l.seat, leg_mask(0::smallint, (p.stop_count - 1)::smallint) as way, coalesce(i.occupied, zero) & ~ coalesce(f.mask, zero) as taken
      from trips t
      join patterns p on p.pattern_id = t.pattern_id
      join layout_seats l on l.layout_id = t.layout_id
      left join seat_inventory i on i.trip_id = t.trip_id and i.seat = l.seat
      left join free_again f on f.seat = l.seat
     where t.trip_id = p_trip and t.status = 'scheduled')
  select array_agg(b.seat order by b.seat), array_agg(b.taken order by b.seat) into seats_open, legs_taken
    from bus b where b.taken & b.way <> b.way;
  if seats_open is null then return; end if;

  for entry in
    select e.queue_number, e.seats, e.company_id, leg_mask(e.from_stop, e.to_stop) as mask, e.reduced_mobility, e.women_only
      from waiting_entries e
      join trips t on t.trip_id = e.trip_id
      join pattern_stops b on b.pattern_id = t.pattern_id and b.stop_index = e.from_stop
     where e.trip_id = p_trip and e.status = 'waiting' and coalesce(e.rests_until <= clock_timestamp(), true)
       and t.departs_at + b.depart_seconds * interval '1 second' > clock_timestamp()
     order by e.queue_number
  loop
    continue when entry.mask = any (hopeless);
    chosen := array(select o.seat from unnest(seats_open, legs_taken) as o (seat, taken) where o.taken & entry.mask = zero);
    if cardinality(chosen) = 0 then hopeless := hopeless || entry.mask; end if;
    continue when cardinality(chosen) < entry.seats;

    asker.may := case when entry.reduced_mobility then array['reduced-mobility'] else '{}' end;
    asker.women_only := entry.women_only;
    wanted.trip_id := p_trip;
    wanted.company_id := entry.company_id;
    wanted.mask := entry.mask;
    barred := barred_by_rules(asker, wanted, '{}');
    chosen := array(select c.seat from unnest(chosen) as c (seat) where c.seat <> all (barred) order by c.seat limit entry.seats);
    continue when cardinality(chosen) < entry.seats;
    legs_taken := array(select case when o.seat = any (chosen) then o.taken | entry.mask else o.taken end
                          from unnest(seats_open, legs_taken) with ordinality as o (seat, taken, place) order by o.place);
    return query select entry.queue_number, c.seat, entry.mask from unnest(chosen) as c (seat);
  end loop;
end $$;

-- Of these trips, those that somebody waits for; whoever buys on any other learns so by one look into an index.
create function trips_waited_for(p_trips bigint[]) returns setof bigint language plpgsql rows 1 set plan_cache_mode = force_generic_plan as $$
begin
  return query select distinct e.trip_id from waiting_entries e where e.status = 'waiting' and e.trip_id = any (p_trips);
end $$;

create or replace function barred_seats(p_asker hold_item, p_claim seat_claim, p_women seat_claim[]) returns smallint[] language plpgsql as $$
declare
  barred constant smallint[] := barred_by_rules(p_asker, p_claim, p_women);
begin
  if not exists (select from waiting_entries e where e.status = 'waiting' and e.trip_id = p_claim.trip_id) then return barred; end if;
  return barred || array(
    select e.seat from seats_waited_for(p_claim.trip_id, '{}') e
     where e.mask & p_claim.mask <> b'0'::bit(256) and coalesce(e.queue_number < p_asker.queue_number, true));
end $$;

-- What keeps an item from its seats before anybody looks at them: its trip is not sold any more, or not by that company
-- ('not-on-sale'), not under the facts of its plan ('stale'), the seat is kept for others ('taken'), or it goes to who waits for
-- one ('waiting-list'). Only passengers and staff name seats; offers leave them open.
create function find_obstacles(p_items hold_item[], p_asked seat_claim[]) returns table (verdict text, claim seat_claim) language plpgsql as $$
begin
  return query
    select case when t.trip_id is null then 'not-on-sale'
                when a.facts <> concat_ws('.', t.version, p.version, f.version, l.version) then 'stale'
                else 'taken' end, a::seat_claim
      from unnest(p_asked) a
      left join trips t on t.trip_id = a.trip_id and t.company_id = a.company_id and t.status = 'scheduled'
      left join patterns p on p.pattern_id = t.pattern_id
      left join fares f on f.pattern_id = t.pattern_id
      left join layouts l on l.layout_id = t.layout_id
     where t.trip_id is null
        or a.facts <> concat_ws('.', t.version, p.version, f.version, l.version)
        or (exists (select from kept_seats k where k.trip_id = a.trip_id or k.layout_id = t.layout_id)
            and exists (select from kept_seats_now(a.trip_id) k
                         where k.seat = a.seat and k.kept_for <> all (coalesce((p_items[a.item]).may, '{}'))));

  if exists (select from waiting_entries e where e.status = 'waiting' and e.trip_id = any (array(select a.trip_id from unnest(p_asked) a))) then
    return query
      select 'waiting-list', a::seat_claim
        from trips_waited_for(array(select a.trip_id from unnest(p_asked) a where a.seat is not null)) t
       cross join lateral seats_waited_for(t, '{}') e
        join unnest(p_asked) a on a.trip_id = t and a.seat = e.seat and a.mask & e.mask <> b'0'::bit(256);
  end if;
end $$;

-- Writes orders with their claims, whose bits are set already; answers those whose key was not known before. What came free
-- after the call had looked goes to those who wait all the same.
create function write_holds(p_items hold_item[], p_won seat_claim[], p_expires_at timestamptz) returns uuid[] language plpgsql as $$
declare
  written uuid[];
begin
  -- Seats that were kept after this call asked which are kept. Whoever keeps seats of a trip waits for their rows, which are
  -- locked now: either the keeper sees these holds, or this call sees the seats kept here and is decided anew. No keeper's
  -- transaction lives for a minute, and there is hardly one in any minute.
  if exists (select from kept_seats where kept_at > now() - interval '1 minute') then
    if exists (select from unnest(p_won) w cross join lateral kept_seats_now(w.trip_id) k
                where k.seat = w.seat and k.kept_for <> all (coalesce((p_items[w.item]).may, '{}'))) then
      raise exception 'seats were kept for others while they were being held' using errcode = 'serialization_failure';
    end if;
  end if;
  -- A seat that became free between that look and its taking, or a hold on it that ended: this call is decided anew too.
  if exists (select from waiting_entries e where e.status = 'waiting' and e.trip_id = any (array(select w.trip_id from unnest(p_won) w))) then
    if exists (select from trips_waited_for(array(select w.trip_id from unnest(p_won) w)) t
                cross join lateral seats_waited_for(t, p_won) e
                 join unnest(p_won) w on w.trip_id = t and w.seat = e.seat and w.mask & e.mask <> b'0'::bit(256)
                where coalesce(e.queue_number < (p_items[w.item]).queue_number, true)) then
      raise exception 'others wait for seats that came free while they were being held' using errcode = 'serialization_failure';
    end if;
  end if;

  with inserted as (
    insert into orders (order_id, owner_id, idempotency_key, fingerprint, reference, status, currency, total_minor, expires_at, trip_ids, company_ids, locale, seats, device_id, channel)
    select i.order_id, i.owner_id, i.idempotency_key, i.fingerprint, i.reference, 'held', i.currency, w.total_minor, p_expires_at, w.trip_ids, w.company_ids,
           i.locale, w.seats, i.device_id, coalesce(i.channel, 'online')
      from (select item, sum(fare_minor) as total_minor, array_agg(distinct trip_id) as trip_ids, array_agg(distinct company_id) as company_ids,
                   count(*)::smallint as seats
              from unnest(p_won) group by item) w
      join unnest(p_items) i using (item)
     order by i.owner_id, i.idempotency_key
    on conflict (owner_id, idempotency_key) do nothing
    returning order_id),
  claimed as (
    insert into claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, expires_at, fare_minor)
    select w.trip_id, w.claim_id, w.order_id, w.company_id, w.seat, w.from_stop, w.to_stop, p_expires_at, w.fare_minor
      from unnest(p_won) w join inserted using (order_id)
    returning trip_id, mask),
  told as (
    insert into seat_changes (trip_id, mask, delta) select trip_id, mask, 1 from claimed)
  select coalesce(array_agg(order_id), '{}') into written from inserted;
  return written;
end $$;

-- As in 0014, and those that go to who waits.
create or replace function taken_seats_for(p_trips bigint[], p_from_stops smallint[], p_to_stops smallint[], p_may text[], p_women_only boolean)
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
  select a.item, b.seat from asked a cross join lateral seats_beside_women(a.trip_id) b where not p_women_only and b.mask & a.mask <> b'0'::bit(256)
  union
  select a.item, e.seat
    from trips_waited_for(p_trips) t cross join lateral seats_waited_for(t, '{}') e
    join asked a on a.trip_id = t and e.mask & a.mask <> b'0'::bit(256);
$$;

create or replace function seats_not_free(p_trips bigint[]) returns table (trip_id bigint, seat smallint, why text, legs text)
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
    select t.trip_id, b.seat, 'women-only', rtrim(b.mask::text, '0') from unnest(p_trips) as t (trip_id) cross join lateral seats_beside_women(t.trip_id) b
    union all
    select t.trip_id, e.seat, 'waiting-list', rtrim(e.mask::text, '0') from trips_waited_for(p_trips) as t (trip_id) cross join lateral seats_waited_for(t.trip_id, '{}') e;
end $$;

-- The next trips in the order of their ids that somebody waits for, and the entry of each that is to be offered seats, if any.
create function next_offers(p_after bigint, p_most integer) returns table (trip_id bigint, entry_id uuid)
language plpgsql security definer rows 100 set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  perform refuse_all_but_service();
  return query
    select t.trip_id,
           (select w.entry_id from seats_waited_for(t.trip_id, '{}') e join waiting_entries w on w.trip_id = t.trip_id and w.queue_number = e.queue_number
             order by e.queue_number limit 1)
      from (select distinct e.trip_id from waiting_entries e where e.status = 'waiting' and e.trip_id > p_after order by 1 limit p_most) t
     order by 1;
end $$;

-- How many wait for a trip, and how many live entries one person has: an owner, a phone, an address.
create function count_waiting(p_trip bigint, p_owner uuid, p_phone text, p_email text, out on_trip integer, out of_person integer)
language sql stable security definer set search_path = {schema}, pg_temp as $$
  select (select count(*)::integer from waiting_entries where trip_id = p_trip and status = 'waiting'),
         greatest((select count(*) from waiting_entries where owner_id = p_owner and status in ('waiting', 'offered')),
                  (select count(*) from waiting_entries where contact_phone = p_phone and status in ('waiting', 'offered')),
                  (select count(*) from waiting_entries where contact_email = p_email and status in ('waiting', 'offered')))::integer;
$$;

-- How many of a trip's entries that still wait joined before this number.
create function count_waiting_before(p_trip bigint, p_number bigint) returns integer
language sql stable security definer set search_path = {schema}, pg_temp as $$
  select count(*)::integer from waiting_entries where trip_id = p_trip and status = 'waiting' and queue_number < p_number;
$$;

grant execute on function next_offers(bigint, integer), count_waiting(bigint, uuid, text, text), count_waiting_before(bigint, bigint) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
