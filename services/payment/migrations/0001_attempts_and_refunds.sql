-- Money asked of payers, and money given back. Both tables begin with order_id, which their hot statements carry.

-- Attempts to charge a payer for an order. The row is there before the payment company is asked, so that a killed process
-- leaves behind what it may have asked for.
create table attempts (
  order_id uuid not null,
  attempt_id uuid not null,
  version integer not null default 1 check (version > 0),
  -- Who pays: a guest or an account. With the client's key it names the intent; the fingerprint is what was asked with it.
  caller_id uuid not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 128),
  fingerprint text not null,
  method text not null check (method in ('mtn-momo')),
  payer_phone text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  order_reference text not null,
  -- Ours, under which the payment company takes the request once; version 4, because MTN takes no other.
  provider_reference uuid not null,
  -- Theirs, of the money that moved.
  provider_transaction_id text,
  status text not null check (status in ('created', 'pending', 'unknown', 'succeeded', 'failed')),
  -- Why it stands as it does, in our words and in the payment company's.
  cause text not null,
  detail text,
  -- Why it failed, as the contract words it.
  reason text,
  -- Set when the payment company's answer contradicts what we asked for: a person decides, no program confirms it.
  held_because text,
  -- What refunds have promised to give back of it.
  refund_promised_minor bigint not null default 0,
  created_at timestamptz not null,
  -- The last time the payment company may have been asked.
  last_sent_at timestamptz not null,
  settled_at timestamptz,
  -- When its status is asked for next; while a process is at it, when another may take over.
  next_check_at timestamptz,
  checks integer not null default 0,
  primary key (order_id, attempt_id),
  constraint attempts_key unique (caller_id, idempotency_key),
  constraint attempts_provider_reference unique (method, provider_reference),
  constraint attempts_provider_transaction unique (method, provider_transaction_id),
  constraint attempts_are_settled_when_over check ((status in ('succeeded', 'failed')) = (settled_at is not null)),
  constraint attempts_rest_when_over check (next_check_at is null or (settled_at is null and held_because is null)),
  constraint attempts_succeed_with_money check ((status = 'succeeded') = (provider_transaction_id is not null)),
  constraint attempts_fail_for_a_reason check ((status = 'failed') = (reason is not null)),
  constraint attempts_give_back_what_came check (refund_promised_minor = 0 or (status = 'succeeded' and refund_promised_minor between 0 and amount_minor))
);
-- An order is being paid, or was paid, by one attempt; only a failed one makes room for the next.
create unique index attempts_one_at_a_time on attempts (order_id) where status <> 'failed';
create index attempts_due on attempts (next_check_at) where next_check_at is not null;

alter table attempts enable row level security;
alter table attempts force row level security;
create policy passenger_reads_own on attempts for select to {role} using (actor_kind() = 'passenger' and caller_id = actor_uuid());
create policy passenger_begins on attempts for insert to {role} with check (actor_kind() = 'passenger' and caller_id = actor_uuid() and status = 'created');
create policy service_works on attempts to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
-- What was asked of whom is never changed.
grant select, insert on attempts to {role};
grant update (version, provider_transaction_id, status, cause, detail, reason, held_because, refund_promised_minor, last_sent_at, settled_at, next_check_at, checks) on attempts to {role};

-- Every state an attempt was in, written by the trigger below and by nothing else.
create table attempt_changes (
  order_id uuid not null,
  attempt_id uuid not null,
  version integer not null,
  from_status text,
  to_status text not null,
  cause text not null,
  detail text,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (order_id, attempt_id, version)
);
alter table attempt_changes enable row level security;
alter table attempt_changes force row level security;
create policy whoever_acts_is_noted on attempt_changes for insert to {role} with check (actor_kind() is not null);
create policy service_reads on attempt_changes for select to {role} using (actor_kind() = 'service');
grant select, insert on attempt_changes to {role};

create function attempt_rank(status text) returns integer language sql immutable strict parallel safe
  return case status when 'created' then 0 when 'pending' then 1 when 'unknown' then 2 else 3 end;

-- States only go forward, what is over stays over, what a person has to look at is not confirmed, and each change has a
-- version of its own.
create function guard_attempt() returns trigger language plpgsql as $$
begin
  if new.version = old.version then
    if (new.status, new.reason, new.held_because, new.provider_transaction_id, new.settled_at)
       is distinct from (old.status, old.reason, old.held_because, old.provider_transaction_id, old.settled_at) then
      raise exception 'attempt % changed without a new version', old.attempt_id using errcode = 'check_violation';
    end if;
  elsif new.version <> old.version + 1 or old.settled_at is not null or {schema}.attempt_rank(new.status) < {schema}.attempt_rank(old.status)
     or (old.held_because is not null and new.status = 'succeeded') then
    raise exception 'attempt % may not go from % to %', old.attempt_id, old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger attempts_go_forward before update on attempts for each row execute function guard_attempt();

create function note_attempt() returns trigger language plpgsql as $$
begin
  insert into {schema}.attempt_changes (order_id, attempt_id, version, from_status, to_status, cause, detail)
  values (new.order_id, new.attempt_id, new.version, case tg_op when 'UPDATE' then old.status end, new.status, new.cause, new.detail);
  return null;
end $$;
create trigger attempts_begin after insert on attempts for each row execute function note_attempt();
create trigger attempts_change after update on attempts for each row when (new.version <> old.version) execute function note_attempt();

-- Money that somebody is owed. One row per refund_id, whatever is heard how often; each try has a reference of its own.
create table refunds (
  order_id uuid not null,
  refund_id uuid not null,
  version integer not null default 1 check (version > 0),
  attempt_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  order_reference text not null,
  -- due: told to us; pending: promised out of its attempt and with the payment company, or on its way there.
  status text not null check (status in ('due', 'pending', 'succeeded', 'failed')),
  cause text not null,
  detail text,
  reason text,
  held_because text,
  provider_reference uuid,
  provider_transaction_id text,
  tries integer not null default 0,
  due_at timestamptz not null,
  -- The last time the payment company may have been asked under this reference.
  last_sent_at timestamptz,
  settled_at timestamptz,
  next_check_at timestamptz,
  checks integer not null default 0,
  primary key (order_id, refund_id),
  constraint refunds_once unique (refund_id),
  constraint refunds_provider_reference unique (provider_reference),
  constraint refunds_are_settled_when_over check ((status in ('succeeded', 'failed')) = (settled_at is not null)),
  constraint refunds_rest_when_over check (next_check_at is null or (settled_at is null and held_because is null)),
  constraint refunds_are_asked_for_by_reference check (status in ('due', 'failed') or provider_reference is not null),
  constraint refunds_succeed_with_money check ((status = 'succeeded') = (provider_transaction_id is not null)),
  constraint refunds_fail_for_a_reason check ((status = 'failed') = (reason is not null))
);
create index refunds_of_attempt on refunds (order_id, attempt_id);
create index refunds_due on refunds (next_check_at) where next_check_at is not null;

alter table refunds enable row level security;
alter table refunds force row level security;
create policy passenger_reads_own on refunds for select to {role} using (actor_kind() = 'passenger'
  and exists (select from attempts a where a.order_id = refunds.order_id and a.attempt_id = refunds.attempt_id and a.caller_id = actor_uuid()));
create policy service_works on refunds to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on refunds to {role};
grant update (version, status, cause, detail, reason, held_because, provider_reference, provider_transaction_id, tries, last_sent_at, settled_at, next_check_at, checks) on refunds to {role};

create table refund_changes (
  order_id uuid not null,
  refund_id uuid not null,
  version integer not null,
  from_status text,
  to_status text not null,
  provider_reference uuid,
  tries integer not null,
  cause text not null,
  detail text,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (order_id, refund_id, version)
);
alter table refund_changes enable row level security;
alter table refund_changes force row level security;
create policy service_notes on refund_changes for insert to {role} with check (actor_kind() = 'service');
create policy service_reads on refund_changes for select to {role} using (actor_kind() = 'service');
grant select, insert on refund_changes to {role};

-- Paid back is paid back. A failed refund stays owed: it may be tried again, under a new reference.
create function guard_refund() returns trigger language plpgsql as $$
begin
  if new.version = old.version then
    if (new.status, new.reason, new.held_because, new.provider_reference, new.provider_transaction_id, new.settled_at)
       is distinct from (old.status, old.reason, old.held_because, old.provider_reference, old.provider_transaction_id, old.settled_at) then
      raise exception 'refund % changed without a new version', old.refund_id using errcode = 'check_violation';
    end if;
  elsif new.version <> old.version + 1 or old.status = 'succeeded' or new.status = 'due'
     or (old.status = 'due' and new.status = 'succeeded')
     or (old.status = 'failed' and (new.status <> 'pending' or new.provider_reference is not distinct from old.provider_reference))
     or (old.held_because is not null and new.status = 'succeeded') then
    raise exception 'refund % may not go from % to %', old.refund_id, old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger refunds_go_forward before update on refunds for each row execute function guard_refund();

create function note_refund() returns trigger language plpgsql as $$
begin
  insert into {schema}.refund_changes (order_id, refund_id, version, from_status, to_status, provider_reference, tries, cause, detail)
  values (new.order_id, new.refund_id, new.version, case tg_op when 'UPDATE' then old.status end, new.status, new.provider_reference, new.tries, new.cause, new.detail);
  return null;
end $$;
create trigger refunds_begin after insert on refunds for each row execute function note_refund();
create trigger refunds_change after update on refunds for each row when (new.version <> old.version) execute function note_refund();
