-- Who sits where, from which stop to which. Both tables belong to a role nobody can log in as; its functions are the only
-- way to change them, the service's running role may only read.

grant usage, create on schema {schema} to safiri_ticketing_seats;
grant select on trips, layouts to safiri_ticketing_seats;
grant select, insert on orders to safiri_ticketing_seats;
create policy seats on orders to safiri_ticketing_seats using (true) with check (true);

set local role safiri_ticketing_seats;
-- Functions of this role are executable by whom they are granted to, not by everybody.
alter default privileges revoke execute on functions from public;

-- The legs of a stretch as bits, leg k (stop k → k+1) being the k-th from the left.
create function leg_mask(p_from smallint, p_to smallint) returns bit(256) language sql immutable strict parallel safe
  return (~ b'0'::bit(256)) << (256 - (p_to - p_from)) >> p_from;

-- One row per (trip, seat), made before the trip's first hold: which legs are taken. A public fact. Half of each page
-- stays free, so that a new version of a row fits beside the old one and no index is written.
create table seat_inventory (
  trip_id bigint not null,
  seat smallint not null check (seat > 0),
  company_id uuid not null,
  occupied bit(256) not null default b'0'::bit(256),
  primary key (trip_id, seat)
) with (fillfactor = 50);

-- One row per (order, trip, seat). Exactly the held and sold ones have their bits set in seat_inventory; what is held past
-- expires_at is free for the taking, and whoever takes it clears it first.
create table claims (
  trip_id bigint not null,
  claim_id uuid not null,
  order_id uuid not null,
  company_id uuid not null,
  seat smallint not null,
  from_stop smallint not null check (from_stop >= 0),
  to_stop smallint not null check (to_stop > from_stop and to_stop <= 255),
  mask bit(256) not null generated always as (leg_mask(from_stop, to_stop)) stored,
  status text not null default 'held' check (status in ('held', 'sold', 'released', 'expired')),
  expires_at timestamptz not null,
  fare_minor bigint not null check (fare_minor >= 0),
  passenger_name text,
  primary key (trip_id, claim_id)
);
create index claims_held on claims (trip_id, seat) where status = 'held';
create index claims_of_order on claims (trip_id, order_id);

alter table claims enable row level security;
alter table claims force row level security;
create policy seats on claims to safiri_ticketing_seats using (true) with check (true);
-- A passenger and a link see the claims of the orders they see.
create policy order_is_seen on claims for select to {role}
  using (actor_kind() in ('passenger', 'link') and exists (select from orders o where o.order_id = claims.order_id));
create policy company_reads on claims for select to {role} using (company_id = acting_company());
create policy service_reads on claims for select to {role} using (actor_kind() = 'service');

grant select on seat_inventory, claims to {role};
grant references on claims to safiri_{schema}_owner;

set local role safiri_{schema}_owner;
