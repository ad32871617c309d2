-- The women-beside-women rule is told to everybody: on seat maps, and in the numbers of seats that searches list.

-- What a company has decided for all of its passengers is no secret.
create policy anybody_reads on sale_rules for select to {role} using (true);
create trigger tell_search after insert or update or delete on sale_rules for each statement execute function tell_network_change();

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- As in 0011; 0 also where a seat beside a woman who travels alone may be free and is not for everybody.
create or replace function seat_counts(p_trips bigint[]) returns table (trip_id bigint, taken smallint[], begun smallint[], counts_until float8)
language plpgsql stable security definer rows 20 set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
    select t.trip_id, c.taken, c.begun,
           case when exists (select from kept_seats k where k.trip_id = t.trip_id) or exists (select from kept_seats k where k.layout_id = t.layout_id) then 0
                when exists (select from sale_rules r where r.company_id = t.company_id and r.women_beside_women)
                 and exists (select from claims w where w.trip_id = t.trip_id and w.women_only and w.status in ('held', 'sold')) then 0
                else (select extract(epoch from min(h.expires_at)) * 1000 from claims h where h.trip_id = t.trip_id and h.status = 'held')::float8 end
      from trips t
      left join leg_counts c on c.trip_id = t.trip_id
     where t.trip_id = any (p_trips);
end $$;

-- As in 0011; seats beside a woman who travels alone are taken on her part of the way, since a list does not know who reads it.
create or replace function seat_bits(p_trips bigint[]) returns table (trip_id bigint, words integer, bits integer[], bits_until float8)
language plpgsql stable security definer rows 20 set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  zero constant bit(256) := b'0'::bit(256);
begin
  return query
    with asked as materialized (
      select t.trip_id, t.layout_id, t.departs_at, (p.stop_count + 30) / 32 as words,
             exists (select from kept_seats k where k.trip_id = t.trip_id) or exists (select from kept_seats k where k.layout_id = t.layout_id) as keeps,
             exists (select from sale_rules r where r.company_id = t.company_id and r.women_beside_women) as parts
        from trips t join patterns p on p.pattern_id = t.pattern_id
       where t.trip_id = any (p_trips)),
    reasons as (
      select s.trip_id, s.seat, s.occupied & ~ coalesce(
               (select bit_or(c.mask) from claims c where c.trip_id = s.trip_id and c.seat = s.seat and c.status = 'held' and c.expires_at <= now()), zero) as taken
        from seat_inventory s
       where s.trip_id = any (p_trips) and s.occupied <> zero
      union all
      select a.trip_id, k.seat, ~ zero
        from asked a cross join lateral kept_seats_now(a.trip_id) k join layout_seats l on l.layout_id = a.layout_id and l.seat = k.seat
       where a.keeps
      union all
      select a.trip_id, b.seat, b.mask from asked a cross join lateral seats_beside_women(a.trip_id) b where a.parts),
    seats as materialized (
      select r.trip_id, r.seat, bit_or(r.taken) as taken from reasons r group by r.trip_id, r.seat)
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

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
