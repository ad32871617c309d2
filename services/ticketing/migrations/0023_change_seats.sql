-- Another seat of the same bus for a ticket that is paid: the new seat is had before the old one goes, in one transaction.

-- What was changed, one row a ticket: who repeats a request is answered, and nobody changes without end.
create table ticket_changes (
  order_id uuid not null,
  idempotency_key text not null,
  claim_id uuid not null,
  trip_id bigint not null,
  from_seat smallint not null,
  to_seat smallint not null check (to_seat <> from_seat),
  -- Whose staff did it; null: whoever has the tickets.
  company_id uuid,
  made_by uuid,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (order_id, idempotency_key, claim_id),
  constraint ticket_changes_of_staff check ((company_id is null) = (made_by is null))
);
alter table ticket_changes enable row level security;
alter table ticket_changes force row level security;
create policy service on ticket_changes to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on ticket_changes to {role};

grant update (epoch, seat, seat_label) on tickets to {role};

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- What keeps an order from other seats for these claims of it: 'gone' (not sold any more), 'plainer' (not as good a class as
-- it has), 'women-only', 'waiting-list', or 'taken'. None: they have them. p_changes: [{"trip_id", "claim_id", "seat"}], a claim
-- once. All or none. Whoever calls has locked the trips and the order, and sees to the tickets.
--
-- All rows of the trips are locked before anything is asked, as by late money: what is free, kept or waited for is looked at once.
create function change_seats(p_order uuid, p_changes jsonb) returns table (trip_id bigint, claim_id uuid, seat smallint, why text)
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  zero constant bit(256) := b'0'::bit(256);
  moves constant seat_move[] := array(select m from jsonb_populate_recordset(null::seat_move, p_changes) m order by m.trip_id, m.seat);
  on_trips constant bigint[] := array(select distinct m.trip_id from unnest(moves) m order by 1);
  asker hold_item;
  had seat_claim[];
  wanted seat_claim[];
  taken seat_claim[];
begin
  perform refuse_all_but_service();
  perform make_all_rows(array(select row(null, null, null, t.trip_id, null, null, null, null, null, null, null)::seat_claim from unnest(on_trips) t (trip_id)));
  perform from seat_inventory s where s.trip_id = any (on_trips) order by s.trip_id, s.seat for update;
  had := array(
    select row(null, c.order_id, c.claim_id, c.trip_id, c.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, null)::seat_claim
      from claims c join unnest(moves) m using (trip_id, claim_id)
     where c.order_id = p_order and c.status = 'sold'
     order by c.trip_id, c.seat for update of c);
  if cardinality(had) < cardinality(moves) then
    return query select m.*, 'gone' from unnest(moves) m where m.claim_id <> all (array(select c.claim_id from unnest(had) c));
    return;
  end if;
  wanted := array(
    select row(null, c.order_id, c.claim_id, c.trip_id, m.seat, c.company_id, c.from_stop, c.to_stop, c.mask, c.fare_minor, null)::seat_claim
      from unnest(moves) m join unnest(had) c using (trip_id, claim_id) order by c.trip_id, m.seat);

  -- Of a seat that the bus of today does not have nobody knows the class: any is as good.
  return query
    select w.trip_id, w.claim_id, w.seat, 'plainer'
      from unnest(wanted) w
      join unnest(had) c using (trip_id, claim_id)
      join trips t on t.trip_id = w.trip_id
      join layout_seats b on b.layout_id = t.layout_id and b.seat = c.seat
      left join layout_seats l on l.layout_id = t.layout_id and l.seat = w.seat
     where (l.class = any (equal_or_better(b.class))) is not true;
  if found then return; end if;

  asker := asker_again(p_order, on_trips);
  return query
    select w.trip_id, w.claim_id, w.seat,
           case when exists (select from seat_inventory s where s.trip_id = w.trip_id and s.seat = w.seat and s.occupied & w.mask <> zero) then 'taken'
                when cardinality(beside_women(asker, array[w], '{}')) > 0 then 'women-only'
                when w.seat = any (barred_by_rules(asker, w, '{}')) then 'taken'
                else 'waiting-list' end
      from unnest(wanted) w
     where w.seat = any (barred_seats(asker, w, '{}'));
  if found then return; end if;

  taken := take_seats(wanted);
  if cardinality(taken) > 0 then
    return query select l.trip_id, l.claim_id, l.seat, 'taken' from unnest(taken) l;
    return;
  end if;
  -- Who was given another seat than ordered may still give it back, unless they have found the one they ordered.
  update claims c set seat = w.seat, ordered_seat = nullif(c.ordered_seat, w.seat) from unnest(wanted) w where c.trip_id = w.trip_id and c.claim_id = w.claim_id;
  perform clear_seats(had);
  perform tell_changes(had, -1::smallint);
  perform tell_changes(wanted, 1::smallint);
end $$;
grant execute on function change_seats(uuid, jsonb) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
