-- Orders without a person: names, numbers and addresses go when somebody is forgotten, or some time after the last trip
-- (src/privacy). Seats, amounts and who was paid stay.

-- Since when nobody's name stands in the order; and since when its contact is gone, which may be before its names are.
alter table orders add column erased_at timestamptz;
alter table orders add column contact_erased_at timestamptz;
alter table orders add constraint orders_lose_their_contact_with_their_names check (erased_at is null or contact_erased_at is not null) not valid;
alter table orders drop constraint orders_open_are_reachable;
alter table orders add constraint orders_open_are_reachable check (
  status in ('held', 'released', 'expired')
  or (link is not null and (coalesce(contact_phone, contact_email) is not null or contact_erased_at is not null))) not valid;
grant update (erased_at, contact_erased_at, device_id) on orders to {role};
grant update (passenger_name) on tickets to {role};

-- In the order in which they were made, so that the oldest are found without the rest.
create index orders_with_names on orders (order_id) where erased_at is null and status in ('confirmed', 'unallocated');
-- By phone there is orders_of_phone; what is neither open nor paid is little, and found by orders_to_forget.
create index orders_of_email on orders (contact_email) where contact_email is not null and status in ('checkout', 'confirmed');
create index orders_unallocated on orders (order_id) where status = 'unallocated';
create index waiting_entries_of_owner on waiting_entries (owner_id);

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Takes the passengers' names out of the claims of orders that the caller has locked.
create function forget_names(p_orders uuid[], p_trips bigint[]) returns void
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform refuse_all_but_service();
  perform from claims where trip_id = any (p_trips) and order_id = any (p_orders) and passenger_name is not null order by trip_id, seat for update;
  update claims set passenger_name = null where trip_id = any (p_trips) and order_id = any (p_orders) and passenger_name is not null;
end $$;
grant execute on function forget_names(uuid[], bigint[]) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
