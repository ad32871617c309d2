-- Taxes in what companies sell, the receipts that tell of them, and what a fiscal device said of those (src/taxes, src/receipts, src/fiscal).

-- Which taxes the fares of a company in a currency contain, from an instant on. A rate that was in force stays known.
create table tax_rates (
  company_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  name text not null check (length(name) between 1 and 20),
  valid_from timestamptz not null,
  treatment text not null check (treatment in ('included', 'exempt')),
  -- Of the price without tax: 1800 is 18 percent.
  basis_points integer not null check (basis_points between 0 and 10000),
  remitted_by text not null check (remitted_by in ('company', 'platform')),
  set_by uuid not null,
  set_at timestamptz not null default now(),
  primary key (company_id, currency, name, valid_from),
  constraint tax_rates_exempt_from_what_is_due check (treatment = 'included' or basis_points = 0)
);
alter table tax_rates enable row level security;
alter table tax_rates force row level security;
create policy companies_read_theirs on tax_rates for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy platform_sets on tax_rates for insert to {role} with check (actor_kind() = 'platform' and set_by = actor_uuid());
grant select, insert on tax_rates to {role};

-- Receipts and credit notes that are to be issued: written down with the news, so that nobody who buys waits for a number.
-- A row leaves in the transaction that issues it.
create table receipt_requests (
  receipt_id uuid primary key,
  company_id uuid not null,
  kind text not null check (kind in ('receipt', 'credit-note')),
  -- The order of a receipt, the refund of a credit note.
  source_id uuid not null,
  order_id uuid not null,
  reference text not null,
  -- Of a receipt; a credit note is for whoever has the receipt.
  owner_id uuid,
  link text,
  locale text not null,
  mail_to text,
  currency text not null,
  total_minor bigint not null check (total_minor >= 0),
  lines jsonb not null,
  -- When it was sold, or given back.
  sold_at timestamptz not null,
  requested_at timestamptz not null default now(),
  constraint receipt_requests_once unique (company_id, kind, source_id),
  constraint receipts_have_readers check (kind = 'credit-note' or (owner_id is not null and link is not null))
);
create index receipt_requests_of_orders on receipt_requests (order_id);
alter table receipt_requests enable row level security;
alter table receipt_requests force row level security;
create policy service on receipt_requests to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
-- Updated by nobody; the right is what taking a row needs (for update).
grant select, insert, delete, update (receipt_id) on receipt_requests to {role};

-- The last number given to a company's documents of a year. The row is locked while some are issued, and goes back with a
-- transaction that fails: that is why there are no gaps.
create table receipt_counters (
  company_id uuid not null,
  year smallint not null,
  last_number integer not null check (last_number >= 0),
  primary key (company_id, year)
);
alter table receipt_counters enable row level security;
alter table receipt_counters force row level security;
create policy service on receipt_counters to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (last_number) on receipt_counters to {role};

create function sum_of(parts jsonb, field text) returns bigint language sql immutable parallel safe
  return (select coalesce(sum((part ->> field)::bigint), 0)::bigint from jsonb_array_elements(parts) as part);
revoke execute on function sum_of(jsonb, text) from public;
grant execute on function sum_of(jsonb, text) to {role};

-- What was issued. It says what it said then, also when names and rates change later.
create table receipts (
  company_id uuid not null,
  receipt_id uuid not null,
  kind text not null check (kind in ('receipt', 'credit-note')),
  source_id uuid not null,
  order_id uuid not null,
  -- Of a credit note: the receipt of which it gives back.
  credits_id uuid,
  year smallint not null,
  number integer not null check (number > 0),
  company_name text not null,
  time_zone text not null,
  reference text not null,
  owner_id uuid not null,
  link text not null,
  locale text not null,
  sold_at timestamptz not null,
  issued_at timestamptz not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null check (total_minor >= 0),
  net_minor bigint not null check (net_minor >= 0),
  lines jsonb not null,
  taxes jsonb not null,
  tenders jsonb not null,
  -- Who is told by mail, until the news is said; then the address is forgotten here.
  mail_to text,
  told_at timestamptz,
  fiscal_status text not null check (fiscal_status in ('off', 'waiting', 'signed', 'refused', 'given-up')),
  fiscal_number text,
  fiscal_signature text,
  fiscal_device text,
  fiscal_signed_at timestamptz,
  fiscal_tries smallint not null default 0,
  fiscal_next_at timestamptz,
  -- What the device, or the way to it, said last.
  fiscal_detail text,
  primary key (company_id, receipt_id),
  constraint receipts_once unique (company_id, kind, source_id),
  constraint receipts_have_numbers_of_their_own unique (company_id, year, number),
  constraint credit_notes_credit check ((kind = 'credit-note') = (credits_id is not null)),
  constraint receipts_credited_are_there foreign key (company_id, credits_id) references receipts,
  constraint receipts_sum check (sum_of(lines, 'amountMinor') = total_minor and sum_of(tenders, 'amountMinor') in (0, total_minor)
    and net_minor + sum_of(taxes, 'taxMinor') = total_minor and sum_of(lines, 'taxMinor') = sum_of(taxes, 'taxMinor')),
  constraint receipts_forget_who_was_told check (told_at is null or mail_to is null),
  constraint receipts_signed_are_numbered check (
    (fiscal_status = 'signed') = (fiscal_number is not null) and (fiscal_status = 'signed') = (fiscal_signature is not null)
    and (fiscal_status = 'signed') = (fiscal_device is not null) and (fiscal_status = 'signed') = (fiscal_signed_at is not null)),
  constraint receipts_waiting_are_due check ((fiscal_status = 'waiting') = (fiscal_next_at is not null))
);
create index receipts_of_orders on receipts (order_id);
create index receipts_of_links on receipts (link);
create index receipts_crediting on receipts (company_id, credits_id) where credits_id is not null;
create index receipts_of_periods on receipts (company_id, currency, issued_at);
create index receipts_to_tell on receipts (issued_at) where told_at is null;
create index receipts_to_submit on receipts (fiscal_next_at) where fiscal_next_at is not null;
create index receipts_not_signed on receipts (company_id, fiscal_status) where fiscal_status in ('waiting', 'refused', 'given-up');

alter table receipts enable row level security;
alter table receipts force row level security;
create policy companies_read_theirs on receipts for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy passengers_read_theirs on receipts for select to {role} using (actor_kind() = 'passenger' and owner_id = actor_uuid());
-- A link is no uuid: the case keeps its text away from other kinds of actors.
create policy links_read_theirs on receipts for select to {role} using (link = case actor_kind() when 'link' then actor_id() end);
create policy service_issues on receipts for insert to {role} with check (actor_kind() = 'service');
create policy service_and_platform_submit on receipts for update to {role}
  using (actor_kind() in ('service', 'platform')) with check (actor_kind() in ('service', 'platform'));
-- What a receipt says is given no right to change.
grant select, insert, update (mail_to, told_at, fiscal_status, fiscal_number, fiscal_signature, fiscal_device, fiscal_signed_at, fiscal_tries,
  fiscal_next_at, fiscal_detail) on receipts to {role};

create function guard_fiscal_status() returns trigger language plpgsql as $$
begin
  if old.fiscal_status = 'signed' or (old.fiscal_status, new.fiscal_status) not in (('waiting', 'signed'), ('waiting', 'refused'),
     ('waiting', 'given-up'), ('refused', 'waiting'), ('given-up', 'waiting')) then
    raise exception 'receipt % may not go from % to %', old.receipt_id, old.fiscal_status, new.fiscal_status using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger fiscal_numbers_stay before update of fiscal_status, fiscal_number, fiscal_signature, fiscal_device, fiscal_signed_at on receipts for each row
  when ((old.fiscal_status, old.fiscal_number, old.fiscal_signature, old.fiscal_device, old.fiscal_signed_at)
        is distinct from (new.fiscal_status, new.fiscal_number, new.fiscal_signature, new.fiscal_device, new.fiscal_signed_at))
  execute function guard_fiscal_status();
