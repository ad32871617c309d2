-- What people may do, by the hash of it. Tokens name a hash, and services remember for ever what it means: a row is written
-- once and stays as it is.
create table permission_sets (
  -- SHA-256 of the canonical text, in base64url.
  hash text primary key check (length(hash) = 43),
  held jsonb not null check (jsonb_typeof(held) = 'array'),
  created_at timestamptz not null default now()
);
alter table permission_sets enable row level security;
alter table permission_sets force row level security;
create policy service_only on permission_sets to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on permission_sets to safiri_auth;
