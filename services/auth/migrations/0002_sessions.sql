-- A session is one browser or program that somebody is signed in with; a guest's browser has one too. Its refresh tokens are
-- a family: one current, the others used.
create table sessions (
  session_id uuid primary key,
  -- An account, or a guest, who is nothing but this id.
  subject_id uuid not null,
  kind text not null check (kind in ('account', 'guest')),
  -- What the client says of itself: browser and system, and the random id of the browser.
  label text not null check (length(label) <= 80),
  device_id uuid,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  -- Over unless refreshed by then, and in any case at the end.
  refresh_by timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed-out', 'ended-elsewhere', 'token-reused', 'too-many', 'account-closed')),
  constraint ended_with_a_reason check ((ended_at is null) = (ended_because is null)),
  constraint limits_in_order check (created_at <= refresh_by and refresh_by <= ends_at)
);
create index sessions_of_subject on sessions (subject_id, last_used_at desc) where ended_at is null;
create index sessions_by_limit on sessions (refresh_by);
create index sessions_by_end on sessions (ended_at) where ended_at is not null;
alter table sessions enable row level security;
alter table sessions force row level security;
create policy own_sessions on sessions for select to safiri_auth using (actor_kind() = 'passenger' and subject_id = actor_uuid());
create policy service_all on sessions to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on sessions to safiri_auth;

create table refresh_tokens (
  -- SHA-256. The tokens are 256 random bits, which nobody finds by trying, so a slow hash would guard nothing.
  token_hash bytea primary key check (length(token_hash) = 32),
  session_id uuid not null references sessions (session_id) on delete cascade,
  used_at timestamptz,
  -- The token that came after, sealed under a key that only this token's text gives, for as long as it may be asked again.
  sealed_successor text,
  constraint successor_of_a_used_one check (sealed_successor is null or used_at is not null)
);
create unique index one_current_token on refresh_tokens (session_id) where used_at is null;
create index refresh_tokens_of_session on refresh_tokens (session_id, used_at);
create index refresh_tokens_by_use on refresh_tokens (used_at) where used_at is not null;
create index refresh_tokens_with_successor on refresh_tokens (used_at) where sealed_successor is not null;
alter table refresh_tokens enable row level security;
alter table refresh_tokens force row level security;
create policy service_only on refresh_tokens to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on refresh_tokens to safiri_auth;

-- One row: its lock makes numbers commit in their order, so that who has read up to a number has missed none.
create table revocation_count (
  one boolean primary key default true check (one),
  newest bigint not null
);
insert into revocation_count (newest) values (0);
alter table revocation_count enable row level security;
alter table revocation_count force row level security;
create policy service_only on revocation_count to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, update on revocation_count to safiri_auth;

create table revocations (
  number bigint primary key,
  kind text not null check (kind in ('session', 'account')),
  id uuid not null,
  kept_until timestamptz not null
);
create index revocations_by_end on revocations (kept_until);
alter table revocations enable row level security;
alter table revocations force row level security;
create policy service_only on revocations to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, delete on revocations to safiri_auth;

-- From when on a key signs; until then it is only published. retired_at is when the next one takes over, which may be ahead.
alter table signing_keys add column signs_from timestamptz not null default now();
grant delete on signing_keys to safiri_auth;
