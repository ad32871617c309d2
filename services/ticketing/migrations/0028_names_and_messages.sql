-- Who travels is written or corrected after the sale too, and tickets are sent once more to whom they were sent.

-- When their link was sent again, within the last day: a table of their own would hold nothing else.
alter table orders add column tickets_sent_at timestamptz[] not null default '{}';
grant update (tickets_sent_at) on orders to {role};

grant create on schema {schema} to safiri_ticketing_seats;
set local role safiri_ticketing_seats;

-- Writes who sits on sold seats of an order that the caller has locked. p_names: [{"claim_id", "name"}]
create function name_passengers(p_order uuid, p_trips bigint[], p_names jsonb) returns void
language plpgsql security definer set search_path = {schema}, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  perform refuse_all_but_service();
  perform from claims where trip_id = any (p_trips) and order_id = p_order and status = 'sold' order by trip_id, seat for update;
  update claims c set passenger_name = n.name
    from jsonb_to_recordset(p_names) as n (claim_id uuid, name text)
   where c.trip_id = any (p_trips) and c.order_id = p_order and c.status = 'sold' and c.claim_id = n.claim_id;
end $$;
grant execute on function name_passengers(uuid, bigint[], jsonb) to {role};

set local role safiri_{schema}_owner;
revoke create on schema {schema} from safiri_ticketing_seats;
