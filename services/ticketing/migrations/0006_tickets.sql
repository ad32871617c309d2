-- One ticket a sold claim. What it says is a snapshot of the sale, so that telling it again tells the same.

create table tickets (
  trip_id bigint not null,
  ticket_id uuid not null,
  order_id uuid not null,
  claim_id uuid not null,
  company_id uuid not null,
  version bigint not null default 1 check (version > 0),
  -- Raised by every reissue: the signed code of an older one is told "replaced".
  epoch integer not null default 1 check (epoch > 0),
  status text not null default 'issued' check (status in ('issued', 'cancelled')),
  -- What a driver types when a code cannot be scanned.
  short_code text not null,
  -- The signed code of this epoch, once qr has made it.
  token text,
  seat smallint not null,
  seat_label text not null,
  from_stop smallint not null,
  to_stop smallint not null,
  from_stop_name text not null,
  to_stop_name text not null,
  passenger_name text,
  valid_from timestamptz not null,
  valid_until timestamptz not null check (valid_until > valid_from),
  primary key (trip_id, ticket_id),
  constraint tickets_claim unique (trip_id, claim_id),
  constraint tickets_short_code unique (trip_id, short_code),
  foreign key (trip_id, claim_id) references claims
);
create index tickets_of_order on tickets (trip_id, order_id);

alter table tickets enable row level security;
alter table tickets force row level security;
-- A passenger and a link see the tickets of the orders they see.
create policy order_is_seen on tickets for select to {role}
  using (actor_kind() in ('passenger', 'link') and exists (select from orders o where o.order_id = tickets.order_id));
create policy company_reads on tickets for select to {role} using (company_id = acting_company());
create policy service on tickets to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on tickets to {role};
grant update (version, status, token) on tickets to {role};
