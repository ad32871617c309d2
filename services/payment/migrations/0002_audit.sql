-- What the auditor (src/audit) remembers: where it is, what it found, and what payment companies say afterwards of attempts
-- that we told as failed.

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

-- A failed attempt is asked about once more. What contradicts us is kept: money that moved, or that may still move.
create table late_outcomes (
  order_id uuid not null,
  attempt_id uuid not null,
  said text not null check (said in ('succeeded', 'pending')),
  provider_transaction_id text,
  heard_at timestamptz not null default clock_timestamp(),
  primary key (order_id, attempt_id)
);

alter table audit_cursors enable row level security;
alter table audit_cursors force row level security;
create policy service on audit_cursors to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on audit_cursors to {role};
alter table violations enable row level security;
alter table violations force row level security;
create policy service on violations to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on violations to {role};
alter table late_outcomes enable row level security;
alter table late_outcomes force row level security;
create policy service on late_outcomes to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on late_outcomes to {role};

-- The auditor follows attempts and refunds by their changes, and asks whether one transaction of a company paid back twice.
create index attempt_changes_by_time on attempt_changes (changed_at);
create index refund_changes_by_time on refund_changes (changed_at);
create index refunds_by_transaction on refunds (provider_transaction_id) where provider_transaction_id is not null;
