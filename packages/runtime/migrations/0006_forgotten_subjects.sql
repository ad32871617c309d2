-- Who has to be forgotten here, and since when nothing of theirs is left: an id of auth's, and no number or address.
create table forgotten_subjects (
  erasure_id uuid primary key,
  subject_id uuid not null,
  -- How often auth said so. Each time it is done anew.
  version bigint not null check (version > 0),
  heard_at timestamptz not null default clock_timestamp(),
  done_at timestamptz
);
create index forgotten_subjects_undone on forgotten_subjects (erasure_id) where done_at is null;
create index forgotten_subjects_by_subject on forgotten_subjects (subject_id);
alter table forgotten_subjects enable row level security;
alter table forgotten_subjects force row level security;
create policy service_only on forgotten_subjects to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (version, done_at) on forgotten_subjects to {role};

-- Orders of ticketing's that nobody's name, number or address belongs to any more: what comes late of them is kept without.
create table erased_orders (
  order_id uuid primary key,
  erased_at timestamptz not null default clock_timestamp()
);
alter table erased_orders enable row level security;
alter table erased_orders force row level security;
create policy service_only on erased_orders to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on erased_orders to {role};
