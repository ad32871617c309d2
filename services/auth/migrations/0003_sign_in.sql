-- When its owner last read a code there; null where somebody else wrote the address down.
alter table accounts add column email_verified_at timestamptz;
alter table accounts add column phone_verified_at timestamptz;

-- When and by what its holder last showed who they are. Sessions of before were not asked.
alter table sessions add column proven_at timestamptz;
alter table sessions add column proven_by text[] not null default '{}';
alter table sessions drop constraint sessions_ended_because_check;
alter table sessions add constraint sessions_ended_because_check check (
  ended_because in ('signed-out', 'ended-elsewhere', 'token-reused', 'too-many', 'account-closed', 'password-changed'));
-- Whether a browser is one that the account was signed in with.
create index sessions_by_device on sessions (subject_id, device_id) where device_id is not null;

-- Something is to be shown before something else comes true: a session, a new password, an account. Only who holds the
-- token may answer, within minutes, a few times, and one right answer ends it.
create table challenges (
  -- SHA-256 of 256 random bits.
  token_hash bytea primary key check (length(token_hash) = 32),
  purpose text not null check (purpose in ('sign-in', 'registration', 'reset', 'proof', 'identifier', 'passkey')),
  -- Null where nobody has the phone or mailbox; that is told to nobody.
  account_id uuid references accounts (account_id),
  session_id uuid references sessions (session_id) on delete cascade,
  identifier_kind text check (identifier_kind in ('email', 'phone')),
  identifier text,
  locale text not null,
  proven text[] not null,
  factors text[] not null,
  -- HMAC under a key that is not in the database, so that a copy of it does not let six digits be tried.
  code_hash bytea,
  tries_left smallint not null check (tries_left >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  taken_at timestamptz,
  constraint whole_identifier check ((identifier_kind is null) = (identifier is null))
);
create index challenges_by_end on challenges (expires_at);
create index challenges_of_account on challenges (account_id) where taken_at is null;
alter table challenges enable row level security;
alter table challenges force row level security;
create policy service_only on challenges to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on challenges to safiri_auth;

-- What was tried lately: of one kind, for one account or address, from one place. Names are HMACs: nobody's number stands here.
create table tries (
  kind text not null,
  subject bytea not null,
  source bytea not null,
  count integer not null,
  began_at timestamptz not null,
  last_at timestamptz not null,
  primary key (kind, subject, source)
);
create index tries_by_age on tries (last_at);
alter table tries enable row level security;
alter table tries force row level security;
create policy service_only on tries to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on tries to safiri_auth;

-- Secrets of authenticator apps, sealed under KEY_ENCRYPTION_KEY. One counts once a code of it was confirmed.
create table totp_secrets (
  account_id uuid primary key references accounts (account_id),
  sealed_secret text not null,
  confirmed_at timestamptz,
  -- The last step of thirty seconds whose code was taken: none before it is taken again.
  last_step bigint not null default 0
);
alter table totp_secrets enable row level security;
alter table totp_secrets force row level security;
create policy service_only on totp_secrets to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on totp_secrets to safiri_auth;

create table passkeys (
  passkey_id uuid primary key,
  account_id uuid not null references accounts (account_id),
  -- What its authenticator calls it, in base64url.
  credential_id text not null unique,
  public_key bytea not null,
  -- Of authenticators that count their use; others always say 0.
  counter bigint not null,
  transports text[] not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_of_account on passkeys (account_id, created_at);
alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy service_only on passkeys to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on passkeys to safiri_auth;

create table recovery_codes (
  account_id uuid not null references accounts (account_id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy service_only on recovery_codes to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on recovery_codes to safiri_auth;
