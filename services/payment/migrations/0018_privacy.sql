-- Attempts without a person: payers' numbers go when somebody is forgotten, or some time after the money is settled
-- (src/privacy). Amounts, the ledger and receipts stay.

-- Nobody is asked on a phone any more when an attempt is over.
alter table attempts drop constraint attempts_ask_a_phone;
alter table attempts add constraint attempts_ask_a_phone check (
  payer_phone is not null or method in ('paypal', 'card', 'cash') or settled_at is not null) not valid;
grant update (payer_phone, fingerprint, caller_id) on attempts to {role};
create index attempts_of_phone on attempts (payer_phone) where payer_phone is not null;
create index attempts_with_phone on attempts (created_at) where payer_phone is not null;

-- Lines of statements that could not be read are as the payment company wrote them, with whatever stands there.
grant update (line) on statement_problems to {role};

-- Orders of guests that became an account's, from a version on: news of theirs may come later than this.
create table claimed_orders (
  order_id uuid primary key,
  version bigint not null,
  owner_id uuid not null
);
alter table claimed_orders enable row level security;
alter table claimed_orders force row level security;
create policy service_only on claimed_orders to {role} using (actor_kind() = 'service') with check (actor_kind() = 'service');
grant select, insert, update on claimed_orders to {role};
grant update (owner_id) on receipts to {role};
grant update (owner_id, mail_to) on receipt_requests to {role};
create index receipts_of_owners on receipts (owner_id);
