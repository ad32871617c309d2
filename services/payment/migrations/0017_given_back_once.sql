-- Money that a person gave back pays for nothing later, refunds of another amount are decided, and an adjustment's id is its own.

-- Ids of adjustments name ledger sets, so they were unique among all companies already.
create unique index adjustments_once on adjustments (adjustment_id);

-- Of a refund settled by hand: what the payment company itself gave back, where that was said; the rest came from the bank.
alter table money_decisions add column paid_back_minor bigint check (paid_back_minor >= 0);

-- As before, and: a transaction that went back as the money of another attempt confirms none. Whoever decides about attempts
-- has the same lock for itself, so that one of the two sees the other. It is refused as a transaction that paid already is.
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
  elsif new.status = 'succeeded' then
    perform pg_advisory_xact_lock_shared(hashtextextended('decisions about attempts', 0));
    if exists (
      select from {schema}.refunds r join {schema}.attempts o on o.order_id = r.order_id and o.attempt_id = r.attempt_id
       where o.method = new.method and r.payment_transaction_id = new.provider_transaction_id) then
      raise exception 'transaction % was given back', new.provider_transaction_id
        using errcode = 'unique_violation', constraint = 'attempts_provider_transaction';
    end if;
  end if;
  return new;
end $$;

-- As before, and: one of which another amount went back is settled when a person said so.
create or replace function guard_refund() returns trigger language plpgsql as $$
begin
  if new.version = old.version then
    if (new.status, new.reason, new.held_because, new.provider_reference, new.provider_transaction_id, new.settled_at)
       is distinct from (old.status, old.reason, old.held_because, old.provider_reference, old.provider_transaction_id, old.settled_at) then
      raise exception 'refund % changed without a new version', old.refund_id using errcode = 'check_violation';
    end if;
  elsif new.version <> old.version + 1 or old.status = 'succeeded' or new.status = 'due'
     or (old.status = 'due' and new.status = 'succeeded')
     or ((old.status = 'failed' or old.held_because is not null) and new.status = 'succeeded'
         and not {schema}.stands_decided(old.refund_id, '{settled-by-hand}'))
     or (old.status = 'failed' and new.status <> 'succeeded' and (new.status <> 'pending' or new.provider_reference is not distinct from old.provider_reference))
     or (old.held_because is not null and new.held_because is distinct from old.held_because) then
    raise exception 'refund % may not go from % to %', old.refund_id, old.status, new.status using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- For the list of what waits, oldest first.
create index refunds_held on refunds (due_at) where held_because is not null and settled_at is null;
