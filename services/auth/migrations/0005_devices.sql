-- A device is a scanner or a point of sale of a company. It is known by a key that never leaves it; only the key's thumbprint
-- (RFC 7638) is here.
create table devices (
  device_id uuid primary key,
  company_id uuid not null,
  branch_id uuid,
  name text not null check (length(name) between 1 and 60),
  purpose text not null check (purpose in ('scanner', 'point-of-sale')),
  key_thumbprint text not null unique check (length(key_thumbprint) = 43),
  paired_by uuid not null,
  paired_at timestamptz not null,
  last_seen_at timestamptz not null,
  locked_at timestamptz,
  revoked_at timestamptz
);
create index devices_of_company on devices (company_id, device_id);
alter table devices enable row level security;
alter table devices force row level security;
create policy company_devices on devices to safiri_auth
  using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy service_all on devices to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on devices to safiri_auth;

-- What a device may become, for ten minutes. SHA-256: the codes are 256 random bits, which nobody finds by trying.
create table pairing_codes (
  code_hash bytea primary key check (length(code_hash) = 32),
  company_id uuid not null,
  branch_id uuid,
  name text not null check (length(name) between 1 and 60),
  purpose text not null check (purpose in ('scanner', 'point-of-sale')),
  created_by uuid not null,
  expires_at timestamptz not null,
  -- Good once: the device that it made.
  device_id uuid unique references devices (device_id)
);
create index pairing_codes_of_company on pairing_codes (company_id, expires_at);
create index pairing_codes_by_end on pairing_codes (expires_at);
alter table pairing_codes enable row level security;
alter table pairing_codes force row level security;
create policy company_codes on pairing_codes to safiri_auth
  using (actor_kind() = 'company' and company_id = actor_uuid()) with check (actor_kind() = 'company' and company_id = actor_uuid());
create policy service_all on pairing_codes to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on pairing_codes to safiri_auth;

create table pins (
  account_id uuid primary key references accounts (account_id),
  -- bcrypt of a keyed hash: six digits alone would be found from a stolen table in hours.
  pin_hash text not null check (pin_hash like '$2_$%'),
  changed_at timestamptz not null,
  -- A first PIN, given by an admin, is changed when it is first used and is good until then.
  first_until timestamptz
);
alter table pins enable row level security;
alter table pins force row level security;
create policy service_only on pins to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on pins to safiri_auth;

-- How often a person's PIN was tried on a device since it was right. A try is counted before it is checked.
create table pin_tries (
  device_id uuid not null references devices (device_id),
  account_id uuid not null references accounts (account_id),
  tries int not null check (tries > 0),
  wait_until timestamptz not null,
  primary key (device_id, account_id)
);
create index pin_tries_of_account on pin_tries (account_id);
alter table pin_tries enable row level security;
alter table pin_tries force row level security;
create policy service_only on pin_tries to safiri_auth using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update, delete on pin_tries to safiri_auth;

-- A session that was begun with a PIN lives on that device and nowhere else.
alter table sessions add column paired_device_id uuid references devices (device_id);
create index sessions_of_device on sessions (paired_device_id) where paired_device_id is not null;

alter table revocations drop constraint revocations_kind_check;
alter table revocations add constraint revocations_kind_check check (kind in ('session', 'account', 'device'));
