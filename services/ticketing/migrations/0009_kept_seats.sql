-- Seats that not everybody may have: broken ones and the house's own, those kept for the counter, for the road or for
-- passengers with reduced mobility until some time before departure. Kept for one trip, or for all trips of a layout.
-- Who holds a seat is asked by time, so that nothing needs to happen when a seat goes back to everybody.

create table kept_seats (
  kept_id uuid primary key,
  company_id uuid not null,
  trip_id bigint,
  layout_id uuid,
  seats smallint[] not null check (cardinality(seats) between 1 and 200),
  kept_for text not null check (kept_for in ('nobody', 'house', 'counter', 'road', 'reduced-mobility')),
  -- Until so many minutes before the departure at the first stop; null: until the trip is over.
  minutes_before integer check (minutes_before between 0 and 525600),
  reason text not null,
  kept_by uuid not null,
  kept_at timestamptz not null default clock_timestamp(),
  check ((trip_id is null) <> (layout_id is null))
);
create index kept_seats_of_trip on kept_seats (trip_id) where trip_id is not null;
create index kept_seats_of_layout on kept_seats (layout_id) where layout_id is not null;

alter table kept_seats enable row level security;
alter table kept_seats force row level security;
create policy company on kept_seats to {role} using (company_id = acting_company()) with check (company_id = acting_company());
create policy service on kept_seats to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
create policy seats on kept_seats for select to safiri_ticketing_seats using (true);
grant select, insert, delete on kept_seats to {role};
grant select on kept_seats to safiri_ticketing_seats;

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Seats of a trip that are kept now, each with whom for; a company keeps seats on its own trips alone.
create function kept_seats_now(p_trip bigint) returns table (seat smallint, kept_for text) language sql stable security definer rows 4 set search_path = {schema}, pg_temp as $$
  select unnest(k.seats), k.kept_for
    from trips t
    join lateral (
      select * from kept_seats where kept_seats.trip_id = t.trip_id
      union all
      select * from kept_seats where kept_seats.layout_id = t.layout_id) k on k.company_id = t.company_id
   where t.trip_id = p_trip
     and (k.minutes_before is null or clock_timestamp() < t.departs_at - k.minutes_before * interval '1 minute');
$$;
grant execute on function kept_seats_now(bigint) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
