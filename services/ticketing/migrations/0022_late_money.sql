-- Money that came after its hold was over. The order has its own seats again if nobody else has or is due them; where it has
-- not, it has others of the same trip, equal or better, at the same price: all of its seats, on all of its trips, or none.
--
-- Locks: trips and order, which the caller has → all seat rows of the trips by (trip, seat) → claims. Since all rows are had
-- before anything is asked, what is free, kept or waited for is looked at once.

-- Why money goes back is said by the contract; here it is a word.
alter table order_refunds drop constraint if exists order_refunds_cause_check,
  add constraint order_refunds_cause_is_a_word check (cause ~ '^[a-z]+(-[a-z]+)*$');

-- Until when the passenger of a booking with other seats than ordered may have all of the money back.
alter table orders add column free_cancellation_until timestamptz;
grant update (free_cancellation_until) on orders to {role};

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Of a claim that was given another seat when its money came late: the one that was ordered.
alter table claims add column ordered_seat smallint;

-- For whom the order asks: what its passengers said when it was made, and for whom seats were kept then that it has all the same.
create function asker_again(p_order uuid, p_trips bigint[]) returns hold_item language plpgsql stable as $$
declare
  asker hold_item;
begin
  asker.women_only := exists (select from claims c where c.trip_id = any (p_trips) and c.order_id = p_order and c.women_only);
  asker.may := array(
    select distinct k.kept_for
      from orders o
      join claims c on c.trip_id = any (p_trips) and c.order_id = o.order_id
      join trips t on t.trip_id = c.trip_id
      join kept_seats k on (k.trip_id = t.trip_id or k.layout_id = t.layout_id) and k.company_id = t.company_id
     where o.order_id = p_order and c.seat = any (k.seats) and k.kept_at < o.created_at);
  asker.patient := true;
  return asker;
end $$;

-- The classes that nobody minds to have instead of this one, itself first. Of a class with another name nobody can say that.
create function equal_or_better(p_class text) returns text[] language sql immutable as $$
  select case when p_class is null then '{}'
              else p_class || array(select b from unnest(array['economy', 'standard', 'executive', 'business', 'vip']) with ordinality as b (b, place)
                                     where place > array_position(array['economy', 'standard', 'executive', 'business', 'vip'], p_class)
                                     order by place) end;
$$;

-- Seats of one class for these claims, which are of one trip and have none of their bits: as near to each other as can be; who
-- had an accessible seat has one again. None when there are too few.
create function place_claims(p_asker hold_item, p_claims seat_claim[]) returns seat_claim[] language plpgsql as $$
declare
  first_claim constant seat_claim := p_claims[1];
  wish seat_wish;
  had record;
  placed seat_claim[];
begin
  select min(l.class) as class, count(*) filter (where l.accessible) as accessible, count(distinct l.class) as classes, count(*) as seats into had
    from trips t join layout_seats l on l.layout_id = t.layout_id
   where t.trip_id = first_claim.trip_id and l.seat = any (array(select c.seat from unnest(p_claims) c));
  -- Several classes, several accessible seats, or a seat that the bus of today does not have: one by one, if at all.
  if had.classes <> 1 or had.accessible > 1 or had.seats < cardinality(p_claims) then return '{}'; end if;
  wish.trip_id := first_claim.trip_id;
  wish.accessible := had.accessible = 1;
  foreach wish.class in array equal_or_better(had.class) loop
    placed := take_any(p_asker, wish, p_claims, '{}', '{}');
    continue when cardinality(placed) = 0;
    return array(
      select row(c.item, c.order_id, c.claim_id, c.trip_id, s.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, c.facts)::seat_claim
        from (select c.*, row_number() over (order by l.accessible desc, c.seat) as place
                from unnest(p_claims) c join trips t on t.trip_id = c.trip_id join layout_seats l on l.layout_id = t.layout_id and l.seat = c.seat) c
        join (select p.seat, row_number() over (order by l.accessible desc, p.seat) as place
                from unnest(placed) p join trips t on t.trip_id = p.trip_id join layout_seats l on l.layout_id = t.layout_id and l.seat = p.seat) s using (place));
  end loop;
  return '{}';
end $$;

-- Seats for an order's claims of one trip, of which it has lost some: its own; else others for all of them together; else
-- others for the lost ones. Answers all with their seats, bits set, or none.
create function have_seats_again(p_asker hold_item, p_kept seat_claim[], p_lost seat_claim[]) returns seat_claim[] language plpgsql as $$
declare
  again seat_claim[];
  one seat_claim;
begin
  if not exists (select from unnest(p_lost) l
                  where l.seat = any (barred_seats(p_asker, p_lost[1], '{}'))
                     or not exists (select from trips t join layout_seats s on s.layout_id = t.layout_id where t.trip_id = l.trip_id and s.seat = l.seat))
     and take_seats(p_lost) = '{}' then
    return p_kept || p_lost;
  end if;

  perform clear_seats(p_kept);
  again := place_claims(p_asker, p_kept || p_lost);
  if cardinality(again) > 0 then return again; end if;

  perform take_seats(p_kept);
  again := p_kept;
  foreach one in array p_lost loop
    again := again || place_claims(p_asker, array[one]);
  end loop;
  return case when cardinality(again) = cardinality(p_kept) + cardinality(p_lost) then again else '{}' end;
end $$;

-- Sells an order whose hold is over its seats, or others instead; false, and nothing done, when it cannot have all.
create function sell_late(p_order uuid, p_trips bigint[]) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  claims_of seat_claim[];
  asker hold_item;
  part record;
  again seat_claim[];
  sold seat_claim[] := '{}';
begin
  perform refuse_all_but_service();
  claims_of := array(
    select row(null, order_id, claim_id, trip_id, seat, company_id, from_stop, to_stop, mask, fare_minor, null)::seat_claim
      from claims where trip_id = any (p_trips) and order_id = p_order);
  perform make_all_rows(claims_of);
  perform from seat_inventory where trip_id = any (p_trips) order by trip_id, seat for update;
  perform from claims where trip_id = any (p_trips) and order_id = p_order order by trip_id, seat for update;
  if not exists (select from claims where trip_id = any (p_trips) and order_id = p_order)
     or exists (select from claims where trip_id = any (p_trips) and order_id = p_order and status not in ('held', 'expired')) then
    return false;
  end if;

  asker := asker_again(p_order, p_trips);
  -- What it still has must not be taken, by itself, for a hold that is over.
  update claims set status = 'sold' where trip_id = any (p_trips) and order_id = p_order and status = 'held';
  for part in
    select l.trip_id, coalesce(array_agg(l.claim) filter (where l.status = 'sold'), '{}') as kept, coalesce(array_agg(l.claim) filter (where l.status = 'expired'), '{}') as lost
      from (select c.trip_id, c.status, row(null, c.order_id, c.claim_id, c.trip_id, c.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, null)::seat_claim as claim
              from claims c where c.trip_id = any (p_trips) and c.order_id = p_order order by c.trip_id, c.seat) l
     group by l.trip_id order by l.trip_id
  loop
    again := case when cardinality(part.lost) = 0 then part.kept else have_seats_again(asker, part.kept, part.lost) end;
    if cardinality(again) = 0 then raise exception 'the order cannot have all of its seats' using errcode = 'SF022'; end if;
    sold := sold || again;
  end loop;
  insert into seat_changes (trip_id, mask, delta) select c.trip_id, c.mask, 1 from claims c where c.trip_id = any (p_trips) and c.order_id = p_order and c.status = 'expired';
  update claims c set status = 'sold', seat = s.seat, ordered_seat = nullif(c.seat, s.seat)
    from unnest(sold) s where c.trip_id = s.trip_id and c.claim_id = s.claim_id;
  return true;
exception when sqlstate 'SF022' then
  -- Whatever was taken above is undone; the rows stay locked by the statements before, or are not needed.
  return false;
end $$;
grant execute on function sell_late(uuid, bigint[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
