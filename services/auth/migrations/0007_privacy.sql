-- Who wants to be forgotten, and how far that is (src/privacy).

create table erasures (
  erasure_id uuid primary key,
  subject_id uuid not null,
  kind text not null check (kind in ('account', 'guest')),
  status text not null default 'waiting' check (status in ('waiting', 'called-off', 'started', 'done')),
  asked_at timestamptz not null,
  -- Until then it can be called off.
  erases_at timestamptz not null,
  give_up_vouchers boolean not null,
  -- When it is looked at next; its time may be over while something is open.
  next_look_at timestamptz,
  held_up boolean not null default false,
  -- How often the others were told.
  version integer not null default 0,
  started_at timestamptz,
  -- What the others find rows by: kept from the beginning of the erasure to its end, in none of their events.
  subject_ids uuid[] not null default '{}',
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  constraint erasures_are_looked_at_until_done check ((next_look_at is null) = (status in ('called-off', 'done'))),
  constraint erasures_begin check ((started_at is null) = (status in ('waiting', 'called-off'))),
  constraint erasures_forget_numbers check (status = 'started' or (phones = '{}' and emails = '{}'))
);
create unique index one_erasure_of_a_subject on erasures (subject_id) where status <> 'called-off';
create index erasures_to_look_at on erasures (next_look_at) where next_look_at is not null;
alter table erasures enable row level security;
alter table erasures force row level security;
create policy own_erasures on erasures for select to {role} using (actor_kind() = 'passenger' and subject_id = actor_uuid());
create policy service_all on erasures to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on erasures to {role};

-- Which service was done with which telling.
create table erasure_reports (
  erasure_id uuid not null,
  service text not null,
  version integer not null,
  primary key (erasure_id, service)
);
alter table erasure_reports enable row level security;
alter table erasure_reports force row level security;
create policy service_only on erasure_reports to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on erasure_reports to {role};

-- Guests whose orders an account took over: what was written in their name belongs to the account.
create table claimed_guests (
  guest_id uuid not null,
  account_id uuid not null,
  primary key (account_id, guest_id)
);
alter table claimed_guests enable row level security;
alter table claimed_guests force row level security;
create policy service_only on claimed_guests to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on claimed_guests to {role};

-- Who was forgotten stays as an id that nobody can sign in with: rows of others name it.
alter table accounts add column erased_at timestamptz;
alter table accounts drop constraint reachable;
alter table accounts add constraint reachable check (email is not null or phone is not null or erased_at is not null);
grant delete on credentials to {role};
