/** Raised with every change of the tables; books of a higher version are refused, never guessed at. */
export const schemaVersion = 1;

/**
 * The books. What must never happen is forbidden here: two charges under one reference id (primary key), money that moves
 * twice (one move per reference id), refunds above their charge and a wallet below zero (checks).
 * A null in `switches` or `faults` leaves the matter to the settings or to the number. Instants are milliseconds since 1970 of the simulator's clock. `position` orders the lists and never repeats.
 */
export const schema = `
create table clock (reached_millis integer not null) strict;
insert into clock values (0);
create table secrets (name text primary key, value text not null) strict;
create table switches (
  auto_approve_seconds integer,
  prompt_lifetime_seconds integer,
  late_answer_seconds integer,
  refund_seconds integer,
  callback_seconds integer,
  reason_shape text,
  amount_shape text,
  callback_method text,
  callback_retries text) strict;
insert into switches (auto_approve_seconds) values (null);
create table faults (
  operation text not null check (operation in ('charge', 'refund')),
  party text not null,
  post text,
  answer text,
  after text,
  callback text,
  times_left integer check (times_left >= 0),
  primary key (operation, party)) strict;
create table api_users (id text primary key, callback_host text not null, api_key text) strict;

create table transactions (
  position integer primary key autoincrement,
  reference_id text not null unique,
  kind text not null check (kind in ('charge', 'refund')),
  api_user text not null,
  external_id text not null,
  amount_text text not null,
  amount_minor integer not null check (amount_minor > 0),
  currency text not null,
  party_type text not null,
  party_id text not null,
  payer_message text not null,
  payee_note text not null,
  callback_url text,
  callback_manner text not null,
  charge_id text references transactions (reference_id),
  reserved_minor integer not null default 0 check (reserved_minor in (0, amount_minor)),
  refunded_minor integer not null default 0 check (refunded_minor between 0 and amount_minor),
  status text not null default 'PENDING' check (status in ('PENDING', 'SUCCESSFUL', 'FAILED')),
  reason text,
  waits_for_person integer not null check (waits_for_person in (0, 1)),
  created_millis integer not null,
  expires_millis integer not null,
  due_millis integer,
  due_outcome text,
  settled_millis integer,
  check ((status = 'PENDING') = (settled_millis is null)),
  check ((status = 'FAILED') = (reason is not null)),
  check ((due_millis is null) = (due_outcome is null)),
  check (status = 'PENDING' or due_millis is null),
  check (kind = 'charge' or refunded_minor = 0)) strict;
create index transactions_due on transactions (due_millis) where due_millis is not null;
create index transactions_pending on transactions (kind, position) where status = 'PENDING';
create index transactions_refunds on transactions (charge_id) where charge_id is not null;
create index transactions_external on transactions (external_id);
create index transactions_party on transactions (party_id, position);

create table accounts (
  owner text not null,
  currency text not null,
  opened_minor integer not null check (opened_minor >= 0),
  balance_minor integer not null check (balance_minor >= 0),
  primary key (owner, currency)) strict, without rowid;
create table moves (
  reference_id text primary key references transactions (reference_id),
  from_owner text not null,
  to_owner text not null,
  currency text not null,
  amount_minor integer not null check (amount_minor > 0),
  moved_millis integer not null,
  foreign key (from_owner, currency) references accounts (owner, currency),
  foreign key (to_owner, currency) references accounts (owner, currency)) strict;

create table callbacks (
  position integer primary key autoincrement,
  reference_id text not null references transactions (reference_id),
  url text not null,
  body text not null,
  attempts integer not null default 0,
  last_answer text,
  next_millis integer) strict;
create index callbacks_due on callbacks (next_millis) where next_millis is not null;
create index callbacks_of on callbacks (reference_id);
`;
