-- The ledger (src/ledger): every movement of money as a set of entries that sum to zero, written once and never changed.

create table ledger_entries (
  -- Whose account it touches: a company's, or the platform's, whose id is the nil UUID.
  company_id uuid not null,
  -- What moved the money. With the number it names the entry, so that what is heard twice is posted once.
  source_kind text not null check (source_kind ~ '^[a-z]+(-[a-z]+)*$'),
  source_id uuid not null,
  entry_no smallint not null check (entry_no > 0),
  account text not null check (account in ('clearing', 'suspense', 'passenger-money', 'company-payable', 'commission', 'taxes', 'refunds-owed',
    'vouchers', 'cash-drawer', 'provider-fees', 'adjustments', 'payouts-due', 'payouts-sent', 'bank')),
  -- Of what a company is owed: in which line of its statement it stands.
  line text check (line in ('sale', 'commission', 'fee', 'refund', 'commission-back', 'fee-back', 'adjustment', 'payout', 'payout-returned')),
  -- Of what lies with a payment company, and of its fees: which one; '' elsewhere.
  method text not null default '',
  -- Whose money it is, or was; null where no order is concerned.
  order_id uuid,
  -- Minor units: a debit above zero, a credit below.
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- When its transaction began, by the database's clock; nobody may say otherwise.
  posted_at timestamptz not null default now(),
  primary key (company_id, source_kind, source_id, entry_no),
  constraint ledger_lines_are_of_companies check ((account = 'company-payable') = (line is not null)),
  constraint ledger_methods_are_of_providers check ((account in ('clearing', 'provider-fees')) = (method <> '')),
  constraint ledger_companies_have_theirs check (
    case when account in ('company-payable', 'payouts-due', 'payouts-sent', 'cash-drawer') then company_id <> '00000000-0000-0000-0000-000000000000'
         when account not in ('taxes', 'vouchers', 'adjustments') then company_id = '00000000-0000-0000-0000-000000000000'
         else true end)
);
create index ledger_entries_of_orders on ledger_entries (order_id) where order_id is not null;
create index ledger_entries_of_companies on ledger_entries (company_id, posted_at);
-- Entries lie in the order in which they came: some pages say when all of them were posted.
create index ledger_entries_by_time on ledger_entries using brin (posted_at) with (pages_per_range = 32);

-- Balanced at every commit, because at every statement: what one statement brings are whole sets, each summing to zero in
-- one currency. One look at all rows of the statement costs less than a deferred trigger a set, and refuses as well the part
-- of a set that a repeat with other entries would add to it.
create function refuse_unbalanced_sets() returns trigger language plpgsql as $$
declare
  unbalanced record;
begin
  select source_kind, source_id into unbalanced from brought
   group by source_kind, source_id having sum(amount_minor) <> 0 or min(currency) <> max(currency) limit 1;
  if found then
    raise exception 'ledger set % % does not sum to zero in one currency', unbalanced.source_kind, unbalanced.source_id
      using errcode = 'check_violation', constraint = 'ledger_sets_balance';
  end if;
  return null;
end $$;
create trigger ledger_sets_balance after insert on ledger_entries referencing new table as brought
  for each statement execute function refuse_unbalanced_sets();

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'what is posted stays posted: a correction is a set of its own' using errcode = 'check_violation', constraint = 'ledger_is_append_only';
end $$;
create trigger ledger_is_append_only before update or delete or truncate on ledger_entries
  for each statement execute function refuse_ledger_change();

alter table ledger_entries enable row level security;
alter table ledger_entries force row level security;
create policy companies_read_theirs on ledger_entries for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy service_and_platform_post on ledger_entries for insert to {role} with check (actor_kind() in ('service', 'platform'));
grant select, insert (company_id, source_kind, source_id, entry_no, account, line, method, order_id, amount_minor, currency) on ledger_entries to {role};

-- Balances are what they were at a cut, and the entries since. The first cut is when the ledger began, with all at zero.
create table ledger_cuts (cut_at timestamptz primary key);
insert into ledger_cuts values (now());
create table ledger_balances (
  company_id uuid not null,
  account text not null,
  method text not null,
  currency text not null,
  cut_at timestamptz not null references ledger_cuts,
  balance_minor bigint not null,
  primary key (company_id, account, currency, method, cut_at)
);
create index ledger_balances_of_cuts on ledger_balances (cut_at);
alter table ledger_cuts enable row level security;
alter table ledger_cuts force row level security;
create policy service on ledger_cuts to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on ledger_cuts to {role};
alter table ledger_balances enable row level security;
alter table ledger_balances force row level security;
create policy companies_read_theirs on ledger_balances for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy service_cuts on ledger_balances for insert to {role} with check (actor_kind() = 'service');
grant select, insert on ledger_balances to {role};

-- What the platform takes of a company's sales in a currency, from an instant on. A plan that was in force stays known.
create table commission_plans (
  company_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_from timestamptz not null,
  -- Of the fare: 250 is 2.5 percent.
  basis_points integer not null check (basis_points between 0 and 10000),
  per_seat_minor bigint not null check (per_seat_minor >= 0),
  set_by uuid not null,
  set_at timestamptz not null default now(),
  primary key (company_id, currency, valid_from)
);
alter table commission_plans enable row level security;
alter table commission_plans force row level security;
create policy companies_read_theirs on commission_plans for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy platform_sets on commission_plans for insert to {role} with check (actor_kind() = 'platform');
grant select, insert on commission_plans to {role};
