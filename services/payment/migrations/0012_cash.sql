-- Cash that a company's agents take: their drawers from the float to the review, and what the ledger says of both (src/cash).

-- An agent's drawer in one currency.
create table cash_sessions (
  session_id uuid primary key,
  company_id uuid not null,
  agent_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- counted: closed, and waits for its review. recount: its reviewer wants another count. approved: over, its drawer empty.
  status text not null check (status in ('open', 'counted', 'recount', 'approved')),
  float_count jsonb not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 128),
  fingerprint text not null,
  -- How many lines there are: the next one's number, so that lines have no gap.
  lines integer not null default 0,
  opened_at timestamptz not null,
  constraint cash_sessions_key unique (agent_id, idempotency_key)
);
create unique index cash_sessions_one_open on cash_sessions (company_id, agent_id, currency) where status = 'open';
create index cash_sessions_of_companies on cash_sessions (company_id, session_id);
create index cash_sessions_of_agents on cash_sessions (agent_id, session_id);
-- The audit looks at drawers in work, and at those of late.
create index cash_sessions_in_work on cash_sessions (opened_at) where status <> 'approved';
create index cash_sessions_by_opening on cash_sessions (opened_at);

create function guard_cash_session() returns trigger language plpgsql as $$
begin
  if (old.status, new.status) not in (('open', 'counted'), ('counted', 'recount'), ('recount', 'counted'), ('counted', 'approved')) then
    raise exception 'cash session % may not go from % to %', old.session_id, old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger cash_sessions_go_forward before update on cash_sessions for each row when (new.status <> old.status) execute function guard_cash_session();

-- What happened to a drawer. Each line is written in the transaction that posts it, and never changed.
create table cash_lines (
  session_id uuid not null references cash_sessions,
  line_no integer not null check (line_no > 0),
  -- Under which what moves the company's own cash is posted; a sale is posted under its attempt, a pay-out under its refund.
  line_id uuid not null,
  kind text not null check (kind in ('float', 'sale', 'void', 'pay-out', 'cash-in', 'safe-drop', 'petty-cash', 'variance', 'handed-over')),
  -- What it adds to the drawer.
  amount_minor bigint not null,
  tendered_minor bigint,
  change_minor bigint,
  order_id uuid,
  order_reference text,
  attempt_id uuid,
  refund_id uuid,
  -- The sale's number in the session, as the device counts that made it.
  device_id uuid,
  sale_no integer,
  reason text,
  made_by uuid not null,
  made_at timestamptz not null,
  -- Null for lines that no request of their own asked for.
  idempotency_key text check (length(idempotency_key) between 1 and 128),
  fingerprint text,
  primary key (session_id, line_no),
  constraint cash_lines_once unique (line_id),
  constraint cash_lines_key unique (session_id, idempotency_key),
  constraint cash_lines_sale_numbers unique (session_id, device_id, sale_no),
  constraint cash_lines_take_an_attempt_once unique (attempt_id),
  constraint cash_lines_pay_a_refund_once unique (refund_id),
  constraint cash_lines_have_a_direction check (
    case when kind in ('sale', 'cash-in') then amount_minor > 0
         when kind in ('pay-out', 'safe-drop', 'petty-cash') then amount_minor < 0
         when kind = 'float' then amount_minor >= 0
         when kind = 'handed-over' then amount_minor <= 0
         when kind = 'void' then amount_minor = 0
         else amount_minor <> 0 end),
  constraint cash_lines_give_change check (
    case when kind = 'sale' then tendered_minor - change_minor = amount_minor and change_minor >= 0 and tendered_minor is not null
         else tendered_minor is null and change_minor is null end),
  constraint cash_lines_are_of_orders check ((kind in ('sale', 'pay-out')) = (order_id is not null and order_reference is not null)),
  constraint cash_lines_sell_by_attempt check ((kind = 'sale') = (attempt_id is not null)),
  constraint cash_lines_pay_out_refunds check ((kind = 'pay-out') = (refund_id is not null)),
  constraint cash_lines_are_numbered_by_devices check ((kind in ('sale', 'void')) = (device_id is not null and sale_no is not null and sale_no > 0))
);
create index cash_lines_of_orders on cash_lines (order_id) where order_id is not null;

-- How many sales a device says it made in a session, sent already or not.
create table cash_devices (
  session_id uuid not null references cash_sessions,
  device_id uuid not null,
  sales integer not null check (sales >= 0),
  primary key (session_id, device_id)
);

-- Counts at the end of a session, each with its review.
create table cash_closings (
  session_id uuid not null references cash_sessions,
  closing_no integer not null check (closing_no > 0),
  count jsonb not null,
  counted_minor bigint not null check (counted_minor >= 0),
  expected_minor bigint not null,
  -- Beyond what the company let pass when it was counted.
  flagged boolean not null,
  counted_at timestamptz not null,
  decision text check (decision in ('approve', 'recount')),
  note text,
  reviewed_by uuid,
  reviewed_at timestamptz,
  primary key (session_id, closing_no),
  constraint cash_closings_are_reviewed_by_somebody check (
    (decision is null) = (reviewed_by is null) and (decision is null) = (reviewed_at is null) and (decision is not null or note is null)),
  constraint cash_closings_say_why check (note is not null or decision is null or (decision = 'approve' and not flagged))
);

-- A count is reviewed once, and never by the agent whose drawer it is.
create function guard_cash_review() returns trigger language plpgsql as $$
begin
  if old.decision is not null or new.reviewed_by = (select agent_id from {schema}.cash_sessions where session_id = old.session_id) then
    raise exception 'count % of cash session % may not be reviewed so', old.closing_no, old.session_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger cash_closings_are_reviewed_by_another before update on cash_closings for each row execute function guard_cash_review();

-- Which variance of a drawer is let pass, from an instant on. A rule that was in force stays known.
create table cash_rules (
  company_id uuid not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_from timestamptz not null,
  variance_limit_minor bigint not null check (variance_limit_minor >= 0),
  set_by uuid not null,
  set_at timestamptz not null default now(),
  primary key (company_id, currency, valid_from)
);

alter table cash_sessions enable row level security;
alter table cash_sessions force row level security;
create policy agents_read_own on cash_sessions for select to {role} using (actor_kind() = 'passenger' and agent_id = actor_uuid());
create policy companies_read_theirs on cash_sessions for select to {role}
  using (actor_kind() = 'platform' or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy service_works on cash_sessions to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (status, lines) on cash_sessions to {role};

-- Who sees a session sees what belongs to it.
alter table cash_lines enable row level security;
alter table cash_lines force row level security;
create policy as_their_session on cash_lines for select to {role} using (exists (select from cash_sessions s where s.session_id = cash_lines.session_id));
create policy service_writes on cash_lines for insert to {role} with check (actor_kind() = 'service');
grant select, insert on cash_lines to {role};
alter table cash_devices enable row level security;
alter table cash_devices force row level security;
create policy as_their_session on cash_devices for select to {role} using (exists (select from cash_sessions s where s.session_id = cash_devices.session_id));
create policy service_works on cash_devices to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (sales) on cash_devices to {role};
alter table cash_closings enable row level security;
alter table cash_closings force row level security;
create policy as_their_session on cash_closings for select to {role} using (exists (select from cash_sessions s where s.session_id = cash_closings.session_id));
create policy service_works on cash_closings to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update (decision, note, reviewed_by, reviewed_at) on cash_closings to {role};
alter table cash_rules enable row level security;
alter table cash_rules force row level security;
create policy companies_read_theirs on cash_rules for select to {role}
  using (actor_kind() in ('service', 'platform') or (actor_kind() = 'company' and company_id = actor_uuid()));
create policy companies_set_theirs on cash_rules for insert to {role} with check (actor_kind() = 'company' and company_id = actor_uuid());
grant select, insert on cash_rules to {role};

-- What was written before fits each of these, so that nothing has to be read again.
-- Cash is a method of attempts that nobody's phone is asked for.
alter table attempts drop constraint attempts_method_check;
alter table attempts add constraint attempts_method_check check (method in ('mtn-momo', 'm-pesa', 'paypal', 'card', 'cash')) not valid;
alter table attempts drop constraint attempts_ask_a_phone;
alter table attempts add constraint attempts_ask_a_phone check (payer_phone is not null or method in ('paypal', 'card', 'cash')) not valid;

-- Each session is a drawer of its own in the ledger. What lies in drawers, what drawers owe their company (company-cash) and
-- what counts had more or less (cash-variance) sum to zero; company-payable says what of it the company has already.
alter table ledger_entries add column drawer_id uuid;
alter table ledger_entries add constraint ledger_drawers_are_of_sessions check ((account = 'cash-drawer') = (drawer_id is not null)) not valid;
alter table ledger_entries add constraint ledger_cash_lies_in_drawers check (method <> 'cash') not valid;
create index ledger_entries_of_drawers on ledger_entries (drawer_id) where drawer_id is not null;
grant insert (drawer_id) on ledger_entries to {role};
alter table ledger_entries drop constraint ledger_entries_account_check;
alter table ledger_entries add constraint ledger_entries_account_check check (account in ('clearing', 'suspense', 'passenger-money',
  'company-payable', 'commission', 'taxes', 'refunds-owed', 'vouchers', 'cash-drawer', 'company-cash', 'cash-variance', 'provider-fees',
  'adjustments', 'payouts-due', 'payouts-sent', 'bank')) not valid;
-- Lines are the statement's words, which the contract lists.
alter table ledger_entries drop constraint ledger_entries_line_check;
alter table ledger_entries add constraint ledger_entries_line_check check (line ~ '^[a-z]+(-[a-z]+)*$') not valid;
alter table ledger_entries drop constraint ledger_companies_have_theirs;
alter table ledger_entries add constraint ledger_companies_have_theirs check (
  case when account in ('company-payable', 'payouts-due', 'payouts-sent', 'cash-drawer', 'company-cash', 'cash-variance')
         then company_id <> '00000000-0000-0000-0000-000000000000'
       when account not in ('taxes', 'vouchers', 'adjustments') then company_id = '00000000-0000-0000-0000-000000000000'
       else true end) not valid;

-- A customer names the order whose refund they come for.
create index refunds_by_order_reference on refunds (order_reference);
