-- What the auditor (src/audit) remembers: where it is, what it found, and how orders ended. It reads everything else.

-- One row a pass. A round that is over begins anew at null.
create table audit_cursors (
  name text primary key,
  position text,
  moved_at timestamptz not null default clock_timestamp(),
  round_ended_at timestamptz
);

-- Each violation once, by what was found on what: a suspicion until it is raised, a matter of the past when it is over.
create table violations (
  violation_id uuid primary key,
  kind text not null,
  subject text not null,
  invariant text not null check (invariant in ('no-overlap', 'money-balances', 'one-effect', 'ends-stay', 'failed-means-unpaid')),
  order_id uuid,
  trip_id bigint,
  sentence text not null,
  -- How often it was said.
  version bigint not null default 0,
  first_seen_at timestamptz not null default clock_timestamp(),
  looked_at timestamptz not null default clock_timestamp(),
  raised_at timestamptz,
  over_at timestamptz,
  constraint violations_once unique (kind, subject)
);
create index violations_open on violations (looked_at) where over_at is null;

-- How the auditor last saw orders that had ended. An order that is another now, or older, or gone, has left its end.
create table final_orders (
  order_id uuid primary key,
  status text not null check (status in ('confirmed', 'unallocated', 'released')),
  version bigint not null
);

alter table audit_cursors enable row level security;
alter table audit_cursors force row level security;
create policy service on audit_cursors to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on audit_cursors to {role};
alter table violations enable row level security;
alter table violations force row level security;
create policy service on violations to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on violations to {role};
alter table final_orders enable row level security;
alter table final_orders force row level security;
create policy service on final_orders to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on final_orders to {role};

-- The auditor follows money by when it came and when it was sent back, and asks whether an attempt paid twice. Both tables
-- are written when money moves, never by a hold.
create index order_payments_by_time on order_payments (heard_at);
create index order_payments_of_attempt on order_payments (attempt_id);
create index order_refunds_by_time on order_refunds (decided_at);
