-- What people of the platform decide about money that no program may decide about (src/decisions). Nothing here is ever
-- changed: a decision, and for large amounts what a second person said to it.

create table money_decisions (
  decision_id uuid primary key,
  subject_kind text not null check (subject_kind in ('attempt', 'refund')),
  order_id uuid not null,
  subject_id uuid not null,
  action text not null check (action in ('accept', 'give-back', 'nothing-came', 'try-again', 'settled-by-hand')),
  -- What is at stake; of nothing-came, what was asked for.
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null check (length(reason) between 1 and 500),
  -- Evidence of what was settled by hand.
  reference text check (length(reference) between 1 and 100),
  needs_second boolean not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 128),
  decided_by uuid not null,
  decided_at timestamptz not null,
  constraint money_decisions_key unique (decided_by, idempotency_key),
  constraint money_decisions_by unique (decision_id, decided_by),
  constraint money_decisions_fit_their_subject check ((subject_kind = 'attempt') = (action in ('accept', 'give-back', 'nothing-came'))),
  constraint money_decisions_bring_evidence check ((action = 'settled-by-hand') = (reference is not null))
);
create index money_decisions_of_subjects on money_decisions (subject_id);
create index money_decisions_that_need_two on money_decisions (decided_at, decision_id) where needs_second;
alter table money_decisions enable row level security;
alter table money_decisions force row level security;
create policy service on money_decisions to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on money_decisions to {role};

create table money_second_looks (
  decision_id uuid primary key,
  decided_by uuid not null,
  verdict text not null check (verdict in ('approved', 'refused')),
  reason text not null check (length(reason) between 1 and 500),
  looked_by uuid not null,
  looked_at timestamptz not null,
  foreign key (decision_id, decided_by) references money_decisions (decision_id, decided_by),
  -- Four eyes; whoever decided may think better of it.
  constraint money_decisions_are_approved_by_another check (verdict = 'refused' or looked_by <> decided_by)
);
alter table money_second_looks enable row level security;
alter table money_second_looks force row level security;
create policy service on money_second_looks to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert on money_second_looks to {role};

-- Whether a decision of that kind about an attempt or a refund stands, with its second look where it needs one.
create function stands_decided(subject uuid, actions text[]) returns boolean language sql stable parallel safe
  return exists (
    select from {schema}.money_decisions d
     where d.subject_id = subject and d.action = any (actions)
       and (not d.needs_second or exists (select from {schema}.money_second_looks l where l.decision_id = d.decision_id and l.verdict = 'approved')));

-- What a payment company said too late, with how much it was; null where it did not say, and of what was heard before.
alter table late_outcomes add column amount_minor bigint check (amount_minor >= 0);
alter table late_outcomes add column currency text check (currency ~ '^[A-Z]{3}$');

-- Of money that is given back out of suspense: the transaction it came by. Its attempt did not succeed, so it promises nothing.
alter table refunds add column payment_transaction_id text check (length(payment_transaction_id) between 1 and 200);
create unique index refunds_out_of_suspense_once on refunds (attempt_id) where payment_transaction_id is not null;
create index refunds_out_of_suspense on refunds (payment_transaction_id) where payment_transaction_id is not null;

-- Whether a transaction of a payment company paid for another attempt than this, or went back as the money of another one.
create function is_of_another(attempt uuid, by_method text, by_transaction text) returns boolean language sql stable parallel safe
  return exists (
      select from {schema}.attempts o where o.method = by_method and o.provider_transaction_id = by_transaction and o.attempt_id <> attempt)
    or exists (
      select from {schema}.refunds r join {schema}.attempts o on o.order_id = r.order_id and o.attempt_id = r.attempt_id
       where o.method = by_method and r.payment_transaction_id = by_transaction and o.attempt_id <> attempt);

-- As before, and: what a person has to look at stays so, and is confirmed when that person said so.
create or replace function guard_attempt() returns trigger language plpgsql as $$
begin
  if new.version = old.version then
    if (new.status, new.reason, new.held_because, new.provider_transaction_id, new.settled_at)
       is distinct from (old.status, old.reason, old.held_because, old.provider_transaction_id, old.settled_at) then
      raise exception 'attempt % changed without a new version', old.attempt_id using errcode = 'check_violation';
    end if;
  elsif new.version <> old.version + 1 or old.settled_at is not null or {schema}.attempt_rank(new.status) < {schema}.attempt_rank(old.status)
     or (old.held_because is not null and new.held_because is distinct from old.held_because)
     or (old.held_because is not null and new.status = 'succeeded' and not {schema}.stands_decided(old.attempt_id, '{accept}')) then
    raise exception 'attempt % may not go from % to %', old.attempt_id, old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- As before, and: what a person has to look at stays so, and a failed refund is paid back when a person said that they did it by hand.
create or replace function guard_refund() returns trigger language plpgsql as $$
begin
  if new.version = old.version then
    if (new.status, new.reason, new.held_because, new.provider_reference, new.provider_transaction_id, new.settled_at)
       is distinct from (old.status, old.reason, old.held_because, old.provider_reference, old.provider_transaction_id, old.settled_at) then
      raise exception 'refund % changed without a new version', old.refund_id using errcode = 'check_violation';
    end if;
  elsif new.version <> old.version + 1 or old.status = 'succeeded' or new.status = 'due'
     or (old.status = 'due' and new.status = 'succeeded')
     or (old.status = 'failed' and new.status = 'succeeded' and not {schema}.stands_decided(old.refund_id, '{settled-by-hand}'))
     or (old.status = 'failed' and new.status <> 'succeeded' and (new.status <> 'pending' or new.provider_reference is not distinct from old.provider_reference))
     or (old.held_because is not null and (new.status = 'succeeded' or new.held_because is distinct from old.held_because)) then
    raise exception 'refund % may not go from % to %', old.refund_id, old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- For the list of what waits, oldest first.
create index attempts_held on attempts (created_at) where held_because is not null and settled_at is null;
create index refunds_failed on refunds (settled_at) where status = 'failed';

-- A new series of tries is owed from its beginning.
grant update (due_at) on refunds to {role};
