-- Keys that sign tickets. Sealed under KEY_ENCRYPTION_KEY; nothing but this service reads them.
create table ticket_keys (
  key_id smallint primary key check (key_id between 1 and 32767),
  sealed_material text not null,
  -- announced: phones fetch its public half before the first ticket is signed with it; retired: verifies only.
  state text not null check (state in ('announced', 'current', 'retired')),
  created_at timestamptz not null default now()
);
create unique index one_current_key on ticket_keys (state) where state = 'current';
create unique index one_announced_key on ticket_keys (state) where state = 'announced';
alter table ticket_keys enable row level security;
alter table ticket_keys force row level security;
create policy service_only on ticket_keys to safiri_qr using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on ticket_keys to safiri_qr;

-- Copy of company's trips, as far as a door needs it. Public facts.
create table trips (
  trip_id bigint primary key,
  version bigint not null,
  company_id uuid not null,
  status text not null check (status in ('scheduled', 'cancelled'))
);
grant select, insert, update on trips to safiri_qr;

-- Copy of ticketing's tickets, so that a scan asks no other service.
create table tickets (
  trip_id bigint not null,
  ticket_id uuid not null,
  version bigint not null,
  order_id uuid not null,
  company_id uuid not null,
  epoch integer not null check (epoch > 0),
  status text not null check (status in ('issued', 'cancelled')),
  seat smallint not null,
  seat_label text not null,
  from_stop smallint not null,
  to_stop smallint not null check (to_stop > from_stop),
  from_name text not null,
  to_name text not null,
  passenger_name text,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  primary key (trip_id, ticket_id)
);
alter table tickets enable row level security;
alter table tickets force row level security;
create policy company_reads_its_trips on tickets for select to safiri_qr using (actor_kind() = 'company' and company_id = actor_uuid());
create policy service_keeps_the_copy on tickets to safiri_qr using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on tickets to safiri_qr;

-- Who is on board: at most one boarding a ticket, whatever the doors do at the same moment.
create table boardings (
  trip_id bigint not null,
  ticket_id uuid not null,
  company_id uuid not null,
  scan_id uuid not null,
  boarded_at timestamptz not null,
  stop_index smallint,
  primary key (trip_id, ticket_id)
);
alter table boardings enable row level security;
alter table boardings force row level security;
create policy company_boards on boardings to safiri_qr using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy service_reads on boardings for select to safiri_qr using (actor_kind() = 'service');
grant select, insert on boardings to safiri_qr;

-- Every scan, refused ones too; the answer is kept so that a repeated request gets the same one.
create table scans (
  scan_id uuid primary key,
  company_id uuid not null,
  trip_id bigint not null,
  ticket_id uuid,
  driver_id uuid not null,
  stop_index smallint,
  result text not null,
  request_hash text not null,
  answer jsonb not null,
  scanned_at timestamptz not null
);
create index scans_by_trip on scans (trip_id, scanned_at);
alter table scans enable row level security;
alter table scans force row level security;
create policy company_scans on scans to safiri_qr using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy service_reads on scans for select to safiri_qr using (actor_kind() = 'service');
grant select, insert on scans to safiri_qr;
