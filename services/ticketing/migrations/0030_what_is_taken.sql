-- Who loses a seat hears in the same answer what else is free, instead of asking for it: that was a fifth of what holds cost the database.

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Which legs of each seat are taken now, holds that are over left out: 0 and 1 from the trip's first leg to its last. Seats
-- that are free on all of them are left out.
create function taken_legs(p_trips bigint[]) returns table (trip_id bigint, seat smallint, legs text) language sql stable as $$
  select t.trip_id, s.seat, substring(bit_or(s.occupied) & ~ bit_or(s.over) from 1 for coalesce(p.stop_count - 1, 256))::text
    from unnest(p_trips) as a (trip_id)
    join trips t on t.trip_id = a.trip_id
    left join patterns p on p.pattern_id = t.pattern_id
   cross join lateral (
     select i.seat, i.occupied, b'0'::bit(256) as over from seat_inventory i where i.trip_id = t.trip_id and i.occupied <> b'0'::bit(256)
     union all
     select c.seat, b'0'::bit(256), c.mask from claims c where c.trip_id = t.trip_id and c.status = 'held' and c.expires_at <= now()) s
   group by t.trip_id, s.seat, p.stop_count
  having bit_or(s.occupied) & ~ bit_or(s.over) <> b'0'::bit(256);
$$;

create or replace function seats_not_free(p_trips bigint[]) returns table (trip_id bigint, seat smallint, why text, legs text)
language plpgsql stable security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  return query
    select s.trip_id, s.seat, 'taken', s.legs from taken_legs(p_trips) s
    union all
    select t.trip_id, k.seat, k.kept_for, null from unnest(p_trips) as t (trip_id) cross join lateral kept_seats_now(t.trip_id) k
    union all
    select t.trip_id, b.seat, 'women-only', rtrim(b.mask::text, '0') from unnest(p_trips) as t (trip_id) cross join lateral seats_beside_women(t.trip_id) b
    union all
    select t.trip_id, e.seat, 'waiting-list', rtrim(e.mask::text, '0') from trips_waited_for(p_trips) as t (trip_id) cross join lateral seats_waited_for(t.trip_id, '{}') e;
end $$;

-- What decide_plain_holds answers; and of the trips that a seat was lost on, what is taken there: 'seat:legs' of taken_legs, with
-- commas between.
create type plain_decision as (
  verdicts text[],
  expires_at timestamptz,
  decided_at timestamptz,
  lost_items integer[],
  lost_places integer[],
  lost_trips bigint[],
  taken_there text[]
);

-- As decide_plain_holds (0017), which is there for the release before, and tells what is taken on the trips of who lost a seat.
create function decide_plain_orders(
  p_hold_seconds integer,
  p_orders uuid[], p_owners uuid[], p_keys text[], p_fingerprints text[], p_references text[], p_currencies text[], p_locales text[],
  p_channels text[], p_devices uuid[], p_most integer[], p_counts smallint[],
  p_trips bigint[], p_companies uuid[], p_from smallint[], p_to smallint[], p_fares bigint[], p_facts text[],
  p_seat_trips bigint[], p_seats smallint[],
  p_claims uuid[], p_claims_item integer[], p_claims_place integer[]
) returns plain_decision
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  zero constant bit(256) := b'0'::bit(256);
  answer plain_decision;
  verdicts text[];
  found_places integer[];
  found_bits bit(256)[];
  bits bit(256)[];
  masks bit(256)[] := array_fill(zero, array[cardinality(p_orders)]);
  won_claims boolean[] := array_fill(false, array[cardinality(p_claims)]);
  wanted_from integer[] := '{}';
  item integer;
  first integer := 1;
  last integer;
  place integer;
  is_free boolean;
  freed record;
begin
  select coalesce(array_agg(s.place), '{}'), coalesce(array_agg(s.occupied), '{}'),
         array(
           select case when exists (
                    select from trips t
                      join patterns p on p.pattern_id = t.pattern_id
                      join fares f on f.pattern_id = t.pattern_id
                      join layouts l on l.layout_id = t.layout_id
                     where t.trip_id = i.trip_id and t.company_id = i.company_id and t.status = 'scheduled'
                       and coalesce(i.facts = concat_ws('.', t.version, p.version, f.version, l.version), true)
                       and not exists (select from kept_seats k where k.trip_id = i.trip_id)
                       and not exists (select from kept_seats k where k.layout_id = t.layout_id)
                       and not exists (select from waiting_entries e where e.status = 'waiting' and e.trip_id = i.trip_id)
                       and not exists (select from sale_rules r where r.company_id = i.company_id and r.women_beside_women)
                       and not exists (select from orders o where o.owner_id = i.owner_id and o.idempotency_key = i.key))
                  then 'held' else 'careful' end
             from unnest(p_trips, p_companies, p_facts, p_owners, p_keys) with ordinality as i (trip_id, company_id, facts, owner_id, key, item)
            order by i.item)
    into found_places, found_bits, verdicts
    from (select a.place, s.occupied from unnest(p_seat_trips, p_seats) with ordinality as a (trip_id, seat, place)
            join seat_inventory s on s.trip_id = a.trip_id and s.seat = a.seat
           order by a.place for update of s) s;
  -- The first hold of a trip makes its rows, in decide_holds, where nothing is locked before.
  if cardinality(found_places) < cardinality(p_seats) then
    bits := found_bits;
    found_bits := array_fill(zero, array[cardinality(p_seats)]);
    for n in 1 .. cardinality(found_places) loop found_bits[found_places[n]] := bits[n]; end loop;
    for n in 1 .. cardinality(p_claims) loop
      if p_claims_place[n] <> all (found_places) then verdicts[p_claims_item[n]] := 'careful'; end if;
    end loop;
  end if;
  if array_remove(p_most, null) <> '{}' then
    for item in select * from items_over_limit(p_owners, p_devices, p_counts, p_most) loop
      if verdicts[item] = 'held' then verdicts[item] := 'too-many'; end if;
    end loop;
  end if;
  bits := found_bits;

  for n in 1 .. cardinality(p_orders) loop
    masks[n] := leg_mask(p_from[n], p_to[n]);
  end loop;
  for n in 1 .. cardinality(p_claims) loop
    place := p_claims_place[n];
    item := p_claims_item[n];
    if p_seat_trips[place] <> p_trips[item] then raise exception 'the seat of a claim is of another trip'; end if;
    if found_bits[place] & masks[item] <> zero and verdicts[item] = 'held' then wanted_from := wanted_from || place; end if;
  end loop;
  if cardinality(wanted_from) > 0 then
    for freed in
      select w.place, e.mask
        from (select array_agg(p_seat_trips[w.place]) as trips, array_agg(p_seats[w.place]) as seats, array_agg(w.place) as places
                from (select distinct x as place from unnest(wanted_from) x
                       where exists (select from claims c where c.trip_id = p_seat_trips[x] and c.seat = p_seats[x] and c.status = 'held' and c.expires_at <= clock_timestamp())) w) over_on
       cross join end_holds_that_are_over(over_on.trips, over_on.seats) e
       cross join lateral (values (over_on.places[e.place])) as w (place)
       where over_on.trips is not null
    loop
      bits[freed.place] := bits[freed.place] & ~ freed.mask;
    end loop;
  end if;

  answer.lost_items := '{}';
  answer.lost_places := '{}';
  while first <= cardinality(p_claims) loop
    item := p_claims_item[first];
    last := first + p_counts[item] - 1;
    if verdicts[item] = 'held' then
      is_free := true;
      for n in first .. last loop
        if bits[p_claims_place[n]] & masks[item] <> zero then
          is_free := false;
          answer.lost_items := answer.lost_items || item;
          answer.lost_places := answer.lost_places || p_claims_place[n];
        end if;
      end loop;
      if is_free then
        for n in first .. last loop
          bits[p_claims_place[n]] := bits[p_claims_place[n]] | masks[item];
          won_claims[n] := true;
        end loop;
      else
        verdicts[item] := 'taken';
      end if;
    end if;
    first := last + 1;
  end loop;

  -- Who keeps seats, or joins a waiting list, at this very moment may have been waited for at the seat rows: a minute is longer
  -- than any such transaction. Then nothing is held, and all are asked again.
  if exists (select from kept_seats k where k.kept_at > now() - interval '1 minute')
     or exists (select from waiting_entries e where e.status = 'waiting' and e.trip_id = any (p_trips)) then
    if exists (
      select from unnest(p_trips, verdicts) as i (trip_id, verdict) join trips t on t.trip_id = i.trip_id
       where i.verdict = 'held'
         and (exists (select from kept_seats k where k.trip_id = t.trip_id)
              or exists (select from kept_seats k where k.layout_id = t.layout_id)
              or exists (select from waiting_entries e where e.status = 'waiting' and e.trip_id = t.trip_id))) then
      raise exception 'seats became kept or waited for while they were being held' using errcode = 'serialization_failure';
    end if;
  end if;

  answer.decided_at := clock_timestamp();
  answer.expires_at := answer.decided_at + make_interval(secs => p_hold_seconds);
  answer.verdicts := verdicts;
  -- What was over is cleared from its seat also where nobody gets it.
  if 'held' = any (verdicts) or bits <> found_bits then
    with changed as (
      update seat_inventory s set occupied = b.after
        from unnest(p_seat_trips, p_seats, found_bits, bits) as b (trip_id, seat, before, after)
       where b.before <> b.after and s.trip_id = b.trip_id and s.seat = b.seat),
    ordered as (
      insert into orders (order_id, owner_id, idempotency_key, fingerprint, reference, status, currency, total_minor, expires_at, trip_ids, company_ids, locale, seats, device_id, channel)
      select i.order_id, i.owner_id, i.key, i.fingerprint, i.reference, 'held', i.currency, i.fare_minor * i.seats, answer.expires_at, array[i.trip_id], array[i.company_id],
             i.locale, i.seats, i.device_id, i.channel
        from unnest(p_orders, p_owners, p_keys, p_fingerprints, p_references, p_currencies, p_fares, p_counts, p_trips, p_companies, p_locales, p_devices, p_channels, verdicts)
          as i (order_id, owner_id, key, fingerprint, reference, currency, fare_minor, seats, trip_id, company_id, locale, device_id, channel, verdict)
       where i.verdict = 'held'),
    claimed as (
      insert into claims (trip_id, claim_id, order_id, company_id, seat, from_stop, to_stop, expires_at, fare_minor)
      select p_trips[c.item], c.claim_id, p_orders[c.item], p_companies[c.item], p_seats[c.place], p_from[c.item], p_to[c.item], answer.expires_at, p_fares[c.item]
        from unnest(p_claims, p_claims_item, p_claims_place, won_claims) as c (claim_id, item, place, won)
       where c.won)
    insert into seat_changes (trip_id, mask, delta)
    select p_trips[c.item], masks[c.item], 1
      from unnest(p_claims_item, won_claims) as c (item, won)
     where c.won;
  end if;
  -- After the rest, so that what was won here counts.
  if cardinality(answer.lost_places) > 0 then
    select array_agg(t.trip_id), array_agg(t.taken) into answer.lost_trips, answer.taken_there
      from (select trip_id, string_agg(seat || ':' || legs, ',') as taken
              from taken_legs(array(select distinct p_seat_trips[x] from unnest(answer.lost_places) x)) group by trip_id) t;
  end if;
  return answer;
end $$;
grant execute on function decide_plain_orders(integer, uuid[], uuid[], text[], text[], text[], text[], text[], text[], uuid[], integer[], smallint[],
  bigint[], uuid[], smallint[], smallint[], bigint[], text[], bigint[], smallint[], uuid[], integer[], integer[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
