-- Holding seats, decided in batches: one call takes what arrived while the one before it was on its way
-- (src/holds/hold-queue.ts). An order of several seats is one item of it, had wholly or not at all.
--
-- p_items, numbered by "item" from 1 in the order in which they came:
--   [{"item", "order_id", "owner_id", "idempotency_key", "fingerprint", "reference", "currency", "locale", "seats",
--     "may"         for whom seats may be kept that this item takes all the same: ["counter"]; absent: none
--     "device_id"   what the passenger orders with, or null
--     "most_seats"  how many seats its owner, and its device, may hold unpaid at a time, these included; null: any number }]
-- p_claims:
--   [{"item", "claim_id", "trip_id", "company_id", "seat", "from_stop", "to_stop", "fare_minor",
--     "facts"       versions of trip, pattern, fares and layout that it was planned from; null: not asked }]
-- p_wishes: for claims whose "seat" is null, which are given one here, one a trip of an item (see 0014):
--   [{"item", "trip_id", "class" or null, "accessible"}]
--
-- Locks: owners and devices that have a limit → seat rows by (trip, seat) → what is inserted. Every decision is a statement
-- of its own, since a statement sees what was committed before it began and nothing later.

alter table orders add column device_id uuid;
alter table orders add column seats smallint;
create index orders_open_of_device on orders (device_id) where device_id is not null and status in ('held', 'checkout');

grant create on schema {schema} to safiri_ticketing_seats;
grant select on patterns, fares to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

create type hold_item as (
  item integer, order_id uuid, owner_id uuid, idempotency_key text, fingerprint text, reference text, currency text, locale text,
  seats smallint, may text[], device_id uuid, most_seats integer
);

-- find_obstacles and write_holds, which decide_holds calls, stand in 0016: they ask of waiting lists as well.

-- Items whose owner or device would hold too many seats. Whoever has a limit waits here for others of the same owner or device.
create function find_hoarders(p_items hold_item[]) returns table (item integer) language plpgsql as $$
begin
  perform pg_advisory_xact_lock(who.key)
     from (select distinct hashtextextended('hold ' || id::text, 0) as key
             from unnest(p_items) i, lateral (values (i.owner_id), (i.device_id)) as v (id)
            where i.most_seats is not null and id is not null
            order by 1) who;
  return query
    select i.item from unnest(p_items) i
     where i.most_seats is not null
       and i.seats + greatest(
             (select coalesce(sum(o.seats), 0) from orders o
               where o.owner_id = i.owner_id and o.status in ('held', 'checkout') and o.expires_at > clock_timestamp()),
             (select coalesce(sum(o.seats), 0) from orders o
               where o.device_id = i.device_id and o.status in ('held', 'checkout') and o.expires_at > clock_timestamp())) > i.most_seats;
end $$;

-- The end of take_seat, for a seat that was taken at first sight.
create function reclaim_seat(w seat_claim) returns boolean language plpgsql as $$
declare
  zero constant bit(256) := b'0'::bit(256);
  freed bit(256);
begin
  perform from claims
    where trip_id = w.trip_id and seat = w.seat and status = 'held' and mask & w.mask <> zero and expires_at <= clock_timestamp() limit 1;
  if not found then return false; end if;

  perform from seat_inventory where trip_id = w.trip_id and seat = w.seat for update;
  freed := end_expired_holds(w.trip_id, w.seat);
  update seat_inventory set occupied = (occupied & ~ freed) | w.mask
   where trip_id = w.trip_id and seat = w.seat and company_id = w.company_id and (occupied & ~ freed) & w.mask = zero;
  if found then return true; end if;
  update seat_inventory set occupied = occupied & ~ freed where trip_id = w.trip_id and seat = w.seat;
  return false;
end $$;

create or replace function take_seat(w seat_claim) returns boolean language plpgsql as $$
begin
  update seat_inventory set occupied = occupied | w.mask
   where trip_id = w.trip_id and seat = w.seat and company_id = w.company_id and occupied & w.mask = b'0'::bit(256);
  return found or reclaim_seat(w);
end $$;

-- Rows for the seats of trips that nobody held a seat on before, trip by trip: before seats are locked out of their order,
-- because somebody else may be making the same ones.
create function make_missing_rows(p_asked seat_claim[]) returns void language plpgsql as $$
declare
  trip bigint;
begin
  for trip in
    select distinct a.trip_id from unnest(p_asked) a
     where not exists (select from seat_inventory s where s.trip_id = a.trip_id and s.seat = a.seat)
     order by 1
  loop
    perform make_seat_rows(trip);
  end loop;
end $$;

-- Ends holds that are over on these seats, whose rows the caller has locked, and answers which legs of which that freed. One
-- that somebody has locked is being confirmed: it wins. Seat by seat, so that no plan ever reads the holds of all trips.
create function end_holds_that_are_over(p_trips bigint[], p_seats smallint[]) returns table (place bigint, mask bit(256)) language plpgsql as $$
declare
  due record;
begin
  for due in
    select a.trip_id, a.place, c.claim_id, c.mask
      from unnest(p_trips, p_seats) with ordinality as a (trip_id, seat, place)
     cross join lateral (
       select c.claim_id, c.mask from claims c
        where c.trip_id = a.trip_id and c.seat = a.seat and c.status = 'held' and c.expires_at <= clock_timestamp()
        order by c.claim_id for update skip locked) c
  loop
    update claims c set status = 'expired' where c.trip_id = due.trip_id and c.claim_id = due.claim_id;
    insert into seat_changes (trip_id, mask, delta) values (due.trip_id, due.mask, -1);
    place := due.place;
    mask := due.mask;
    return next;
  end loop;
end $$;

-- One answer an item, by its number. The wanted seats are locked and read by one statement, decided here in the order in which
-- items came, and written by another: a statement for each seat would cost more than all the rest. A lost seat is looked at
-- for holds that are over, so nobody needs a sweeper and winners pay nothing for it.
--
-- Whatever the statistics say of tables that were empty a moment ago, every look-up here is one by an index.
create function decide_holds(p_items jsonb, p_claims jsonb, p_hold_seconds integer, p_wishes jsonb default '[]') returns setof hold_answer
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  zero constant bit(256) := b'0'::bit(256);
  items constant hold_item[] := array(select i from jsonb_populate_recordset(null::hold_item, p_items) i order by i.item);
  asked seat_claim[] := array(
    select row(c.item, (items[c.item]).order_id, c.claim_id, c.trip_id, c.seat, c.company_id, c.from_stop, c.to_stop,
               leg_mask(c.from_stop, c.to_stop), c.fare_minor, c.facts)::seat_claim
      from jsonb_populate_recordset(null::seat_claim, p_claims) c order by c.item, c.trip_id, c.seat);
  -- For each claim the place of its seat among those below.
  places integer[];
  -- The wanted seats by (trip, seat), and their legs: as they are, and as they are to be.
  trips bigint[];
  seats smallint[];
  found_bits bit(256)[];
  bits bit(256)[];
  verdicts text[] := array_fill('held'::text, array[cardinality(items)]);
  lost seat_claim[] := '{}';
  won seat_claim[];
  written uuid[];
  is_free boolean;
  first integer := 1;
  last integer;
  obstacle record;
  decided_at timestamptz;
begin
  if p_wishes <> '[]' or exists (select from sale_rules r where r.company_id = any (array(select a.company_id from unnest(asked) a)) and r.women_beside_women) then
    return query select * from decide_with_care(items, asked, p_wishes, p_hold_seconds);
    return;
  end if;

  for obstacle in select o.verdict, (o.claim).* from find_obstacles(items, asked) o loop
    verdicts[obstacle.item] := obstacle.verdict;
    if obstacle.verdict = 'taken' then
      lost := lost || (select a from unnest(asked) a where a.claim_id = obstacle.claim_id);
    end if;
  end loop;
  if exists (select from unnest(items) i where i.most_seats is not null) then
    for obstacle in select h.item from find_hoarders(items) h loop verdicts[obstacle.item] := 'too-many'; end loop;
  end if;

  -- Before anything is locked: who makes the rows of a trip waits for whoever is making the same.
  if exists (select from unnest(asked) a where not exists (select from seat_inventory s where s.trip_id = a.trip_id and s.seat = a.seat)) then
    perform make_missing_rows(asked);
    -- A seat that is missing even now is one that the trip does not have.
    for obstacle in
      select a.* from unnest(asked) a where not exists (select from seat_inventory s where s.trip_id = a.trip_id and s.seat = a.seat)
    loop
      verdicts[obstacle.item] := 'taken';
      lost := lost || (select a from unnest(asked) a where a.claim_id = obstacle.claim_id);
    end loop;
    asked := array(select a from unnest(asked) a where a.item <> all (array(select l.item from unnest(lost) l)) order by a.item, a.trip_id, a.seat);
  end if;
  places := array(select dense_rank() over (order by a.trip_id, a.seat) from unnest(asked) with ordinality as a order by a.ordinality);
  select array_agg(s.trip_id), array_agg(s.seat), array_agg(s.occupied) into trips, seats, found_bits
    from (select s.trip_id, s.seat, s.occupied
            from (select distinct a.trip_id, a.seat from unnest(asked) a) a
            join seat_inventory s on s.trip_id = a.trip_id and s.seat = a.seat
           order by s.trip_id, s.seat for update of s) s;
  if cardinality(trips) is distinct from (select max(p) from unnest(places) p) then
    raise exception 'seat rows went while they were being locked' using errcode = 'serialization_failure';
  end if;
  bits := found_bits;

  -- Holds that are over, on seats that somebody would lose to them.
  for obstacle in
    select c.place, e.mask
      from (select array_agg(trips[w.place]) as trips, array_agg(seats[w.place]) as seats, array_agg(w.place) as places
              from (select distinct places[n] as place from generate_subscripts(asked, 1) n
                     where verdicts[(asked[n]).item] = 'held' and bits[places[n]] & (asked[n]).mask <> zero) w) lost_on
     cross join end_holds_that_are_over(lost_on.trips, lost_on.seats) e
     cross join lateral (values (lost_on.places[e.place])) as c (place)
     where lost_on.trips is not null
  loop
    bits[obstacle.place] := bits[obstacle.place] & ~ obstacle.mask;
  end loop;

  -- An item's claims stand together: it gets all of its seats or none.
  while first <= cardinality(asked) loop
    last := first + (items[(asked[first]).item]).seats - 1;
    if verdicts[(asked[first]).item] = 'held' then
      is_free := true;
      for n in first..last loop
        if bits[places[n]] & (asked[n]).mask <> zero then
          is_free := false;
          lost := lost || asked[n];
        end if;
      end loop;
      if is_free then
        for n in first..last loop bits[places[n]] := bits[places[n]] | (asked[n]).mask; end loop;
      else
        verdicts[(asked[first]).item] := 'taken';
      end if;
    end if;
    first := last + 1;
  end loop;
  update seat_inventory s set occupied = b.after
    from unnest(trips, seats, found_bits, bits) as b (trip_id, seat, before, after)
   where b.before <> b.after and s.trip_id = b.trip_id and s.seat = b.seat;

  decided_at := clock_timestamp();
  won := array(select a from unnest(asked) a where verdicts[a.item] = 'held');
  written := write_holds(items, won, decided_at + make_interval(secs => p_hold_seconds));
  if cardinality(written) < (select count(*) from unnest(items) i where verdicts[i.item] = 'held') then
    -- Free seats, but a known key: a repeat, and the order made first keeps what it has.
    perform clear_seats(array(select a from unnest(won) a where a.order_id <> all (written)));
    for obstacle in select i.item from unnest(items) i where verdicts[i.item] = 'held' and i.order_id <> all (written) loop
      verdicts[obstacle.item] := 'known';
    end loop;
  end if;

  return query
    select i.item,
           case when verdicts[i.item] = 'held' then 'held'
                when i.fingerprint = o.fingerprint then 'repeat'
                when o.order_id is not null then 'key-reused'
                else verdicts[i.item] end,
           coalesce(o.order_id, i.order_id), coalesce(o.expires_at, decided_at + make_interval(secs => p_hold_seconds)), decided_at,
           case when verdicts[i.item] = 'taken' then
             (select jsonb_agg(jsonb_build_object('trip_id', l.trip_id, 'seat', l.seat)) from unnest(lost) l where l.item = i.item) end,
           null::jsonb
      from unnest(items) i
      left join lateral (
        select k.order_id, k.fingerprint, k.expires_at from orders k
         where verdicts[i.item] <> 'held' and k.owner_id = i.owner_id and k.idempotency_key = i.idempotency_key limit 1) o on true;
end $$;
grant execute on function decide_holds(jsonb, jsonb, integer, jsonb) to {role};

-- As the release before asks for holds.
create or replace function hold_seats(p_items jsonb, p_hold_seconds integer) returns setof hold_answer
language sql security definer set search_path = {schema}, pg_temp as $$
  with asked as (select value, item from jsonb_array_elements(p_items) with ordinality as i (value, item))
  select * from decide_holds(
    (select jsonb_agg(value || jsonb_build_object('item', item, 'seats', jsonb_array_length(value -> 'claims'))) from asked),
    (select jsonb_agg(claim || jsonb_build_object('item', item)) from asked cross join jsonb_array_elements(value -> 'claims') claim),
    p_hold_seconds);
$$;

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
