-- What happens to bitmaps is told inside ticketing: a row for every claim whose legs became taken or free again. Only the job
-- that counts taken legs for lists reads and removes them; a change of the seat map is at most one round of it away.
--
-- From here on the seat functions say what they change. Whoever only undoes what nobody saw yet says nothing.

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

create table seat_changes (
  change_id bigint generated always as identity primary key,
  trip_id bigint not null,
  -- The legs that became taken (1) or free (-1), of one seat.
  mask bit(256) not null,
  delta smallint not null check (delta in (-1, 1))
);
grant select, delete on seat_changes to {role};

-- Versions of what the plan of a claim was made from (see 0010); null where nothing was planned.
alter type seat_claim add attribute facts text;

create function tell_changes(p_seats seat_claim[], p_delta smallint) returns void language sql as $$
  insert into seat_changes (trip_id, mask, delta) select trip_id, mask, p_delta from unnest(p_seats);
$$;

create or replace function end_expired_holds(p_trip bigint, p_seat smallint) returns bit(256) language plpgsql as $$
declare
  freed bit(256);
begin
  with due as (
    select claim_id from claims
     where trip_id = p_trip and seat = p_seat and status = 'held' and expires_at <= clock_timestamp()
     order by claim_id for update skip locked),
  ended as (
    update claims set status = 'expired' where trip_id = p_trip and claim_id in (select claim_id from due) returning mask),
  told as (
    insert into seat_changes (trip_id, mask, delta) select p_trip, mask, -1 from ended)
  select coalesce(bit_or(mask), b'0'::bit(256)) into freed from ended;
  return freed;
end $$;

create or replace function end_claims(p_orders uuid[], p_trips bigint[], p_was text, p_becomes text) returns setof seat_claim
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  ended seat_claim[];
begin
  perform refuse_stranger(p_orders);
  if p_was = 'sold' then perform refuse_all_but_service(); end if;
  if (p_was, p_becomes) not in (('held', 'released'), ('held', 'expired'), ('sold', 'released')) then
    raise exception 'a claim that is % does not become %', p_was, p_becomes using errcode = 'invalid_parameter_value';
  end if;
  perform lock_seats_of(p_orders, p_trips);
  with changed as (
    update claims set status = p_becomes where trip_id = any (p_trips) and order_id = any (p_orders) and status = p_was
    returning row(null, order_id, claim_id, trip_id, seat, company_id, from_stop, to_stop, mask, fare_minor, null)::seat_claim as claim)
  select coalesce(array_agg(claim), '{}') into ended from changed;
  perform clear_seats(ended);
  perform tell_changes(ended, -1::smallint);
  return query select * from unnest(ended);
end $$;

create or replace function retake_claims(p_order uuid, p_trips bigint[]) returns boolean
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  gone seat_claim[];
begin
  perform refuse_all_but_service();
  perform lock_seats_of(array[p_order], p_trips);
  gone := array(
    select row(null, order_id, claim_id, trip_id, seat, company_id, from_stop, to_stop, mask, fare_minor, null)::seat_claim from claims
     where trip_id = any (p_trips) and order_id = p_order and status = 'expired' order by trip_id, seat for update);
  if cardinality(take_seats(gone)) > 0 then return false; end if;
  perform tell_changes(gone, 1::smallint);
  update claims set status = 'sold' where trip_id = any (p_trips) and order_id = p_order and status in ('held', 'expired');
  return true;
end $$;

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
