-- Where companies' payouts go (src/payout-accounts). Nothing here is ever changed: an account is asked for, once decided
-- about by somebody else, and read by name and reason.

create table payout_accounts (
  company_id uuid not null,
  account_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  kind text not null check (kind in ('bank', 'mobile-money')),
  institution text not null check (length(institution) between 1 and 80),
  -- Number and holder, encrypted under KEY_ENCRYPTION_KEY together with the ids above.
  sealed text not null check (sealed like 'v1.%'),
  masked_number text not null check (length(masked_number) between 1 and 12),
  -- As it was asked for; it is in force from its confirmation at the earliest.
  valid_from timestamptz not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  primary key (company_id, account_id),
  -- For the decision, which must know who asked.
  constraint payout_accounts_are_asked_for_once unique (company_id, account_id, asked_by)
);
alter table payout_accounts enable row level security;
alter table payout_accounts force row level security;
create policy companies_read_theirs on payout_accounts for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy companies_ask on payout_accounts for insert to {role} with check (actor_kind() = 'company' and company_id = actor_uuid());
grant select, insert on payout_accounts to {role};

create table payout_account_decisions (
  company_id uuid not null,
  account_id uuid not null,
  asked_by uuid not null,
  decision text not null check (decision in ('confirmed', 'refused')),
  in_force_from timestamptz,
  reason text not null check (length(reason) between 1 and 500),
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (company_id, account_id),
  foreign key (company_id, account_id, asked_by) references payout_accounts (company_id, account_id, asked_by),
  -- Four eyes; whoever asked may think better of it.
  constraint payout_accounts_are_confirmed_by_another check (decision = 'refused' or decided_by <> asked_by),
  constraint payout_accounts_are_in_force_when_confirmed check ((decision = 'confirmed') = (in_force_from is not null))
);
alter table payout_account_decisions enable row level security;
alter table payout_account_decisions force row level security;
create policy companies_read_theirs on payout_account_decisions for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy companies_decide on payout_account_decisions for insert to {role} with check (actor_kind() = 'company' and company_id = actor_uuid());
grant select, insert on payout_account_decisions to {role};

-- Each time somebody of the platform read a whole number.
create table payout_account_openings (
  opening_id bigint generated always as identity primary key,
  company_id uuid not null,
  account_id uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  opened_by uuid not null,
  opened_at timestamptz not null,
  foreign key (company_id, account_id) references payout_accounts
);
create index payout_account_openings_of_accounts on payout_account_openings (company_id, account_id);
alter table payout_account_openings enable row level security;
alter table payout_account_openings force row level security;
create policy platform_notes on payout_account_openings for insert to {role} with check (actor_kind() = 'platform' and opened_by = actor_uuid());
create policy platform_and_companies_read on payout_account_openings for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
grant select, insert (company_id, account_id, reason, opened_by, opened_at) on payout_account_openings to {role};

-- The account a payout was sent to, as it was called then. Null of payouts of before, and of those that are still due.
alter table settlements add column payout_account_id uuid;
alter table settlements add column payout_account_label text;
alter table settlements add constraint settlements_name_their_account check ((payout_account_id is null) = (payout_account_label is null));
alter table settlements add constraint settlements_go_to_their_companys_account
  foreign key (company_id, payout_account_id) references payout_accounts (company_id, account_id);
grant update (payout_account_id, payout_account_label) on settlements to {role};

-- Whom a company's change of account is told; null until the company is heard of again.
alter table companies add column email text;
