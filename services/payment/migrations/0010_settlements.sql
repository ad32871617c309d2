-- What companies are owed by the end of a period, how they get it, and what was corrected (src/settlements).

-- A copy, fed by events: for the name on a statement and the days of its period.
create table companies (
  company_id uuid primary key,
  version bigint not null,
  name text not null,
  time_zone text not null
);
alter table companies enable row level security;
alter table companies force row level security;
create policy companies_read_theirs on companies for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy service_copies on companies for insert to {role} with check (actor_kind() = 'service');
create policy service_renews on companies for update to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on companies to {role};

create table settlements (
  company_id uuid not null,
  settlement_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Both days are of the period, in the time zone the company had then.
  from_date date not null,
  to_date date not null,
  time_zone text not null,
  -- Entries posted from the one instant until before the other.
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- Above zero in favour of the company.
  opening_minor bigint not null,
  closing_minor bigint not null,
  payout_status text not null check (payout_status in ('none', 'due', 'sent', 'paid', 'returned')),
  payout_reference text,
  settled_by uuid not null,
  settled_at timestamptz not null,
  primary key (company_id, settlement_id),
  -- Periods begin where the last one ended: neither a gap nor an entry in two statements.
  constraint settlements_begin_once unique (company_id, currency, from_at),
  constraint settlements_end_once unique (company_id, currency, until_at),
  constraint settlements_have_days check (from_date <= to_date and from_at < until_at),
  constraint settlements_pay_what_is_owed check ((payout_status = 'none') = (closing_minor <= 0))
);
alter table settlements enable row level security;
alter table settlements force row level security;
create policy companies_read_theirs on settlements for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy platform_settles on settlements for insert to {role} with check (actor_kind() = 'platform' and settled_by = actor_uuid());
create policy platform_pays on settlements for update to {role} using (actor_kind() = 'platform') with check (actor_kind() = 'platform');
grant select, insert, update (payout_status, payout_reference) on settlements to {role};

-- A payout goes due, sent, and then either arrives or comes back.
create function guard_payout() returns trigger language plpgsql as $$
begin
  if (old.payout_status, new.payout_status) not in (('due', 'sent'), ('sent', 'paid'), ('sent', 'returned')) then
    raise exception 'payout % may not go from % to %', old.settlement_id, old.payout_status, new.payout_status using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger payouts_go_forward before update on settlements for each row execute function guard_payout();

create table adjustments (
  company_id uuid not null,
  adjustment_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (company_id, adjustment_id)
);
alter table adjustments enable row level security;
alter table adjustments force row level security;
create policy companies_read_theirs on adjustments for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy platform_corrects on adjustments for insert to {role} with check (actor_kind() = 'platform' and made_by = actor_uuid());
grant select, insert on adjustments to {role};
