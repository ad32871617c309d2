-- Runs of data fixes (docs/schema-changes.md): who changed how many rows that were there already, by which file.
create table data_fixes (
  run_id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  -- SHA-256 of the file.
  hash text not null check (length(hash) = 64),
  started_by text not null check (length(started_by) between 1 and 100),
  started_at timestamptz not null default clock_timestamp(),
  changed_rows bigint not null default 0,
  -- When it had found nothing more; null while it runs, and of one that was broken off.
  finished_at timestamptz
);
create index data_fixes_by_name on data_fixes (name, started_at);
alter table data_fixes enable row level security;
alter table data_fixes force row level security;
create policy service_only on data_fixes to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (changed_rows, finished_at) on data_fixes to {role};
