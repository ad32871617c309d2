create table accounts (
  account_id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  -- Stored normalised: e-mail in lower case, phone in E.164.
  email text unique,
  phone text unique,
  locale text not null,
  role text not null,
  company_id uuid,
  created_at timestamptz not null default now(),
  constraint reachable check (email is not null or phone is not null),
  constraint staff_of_a_company check (
    (role in ('customer', 'super-admin') and company_id is null) or (role in ('driver', 'agent', 'supervisor', 'company-admin') and company_id is not null))
);
create index accounts_by_company on accounts (company_id) where company_id is not null;
alter table accounts enable row level security;
alter table accounts force row level security;
create policy own_account on accounts for select to safiri_auth using (actor_kind() = 'passenger' and account_id = actor_uuid());
create policy company_staff on accounts to safiri_auth
  using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy service_all on accounts to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on accounts to safiri_auth;

-- Apart from accounts, so that nothing that reads an account can read a hash by accident.
create table credentials (
  account_id uuid primary key references accounts (account_id),
  password_hash text not null check (password_hash like '$2_$%'),
  changed_at timestamptz not null default now()
);
alter table credentials enable row level security;
alter table credentials force row level security;
create policy service_only on credentials to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
-- An admin writes the first hash of an account made in the same transaction; reading it back is not possible.
create policy company_sets_first on credentials for insert to safiri_auth with check (actor_kind() = 'company');
grant select, insert, update on credentials to safiri_auth;

-- Keys that sign access tokens, sealed under KEY_ENCRYPTION_KEY. A retired key is listed until its last token has run out.
create table signing_keys (
  kid text primary key,
  sealed_pem text not null,
  public_jwk jsonb not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
create unique index one_signing_key on signing_keys ((retired_at is null)) where retired_at is null;
alter table signing_keys enable row level security;
alter table signing_keys force row level security;
create policy service_only on signing_keys to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on signing_keys to safiri_auth;
