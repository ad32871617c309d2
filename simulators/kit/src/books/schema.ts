/**
 * The tables of every simulator; a company adds its own. What must never happen is forbidden here: two transactions under
 * one reference id, money that moves twice (one move per reference id), refunds above their charge, a wallet below zero.
 * Instants are milliseconds since 1970 of the simulator's clock. `position` orders the lists and never repeats.
 */
export const transactionTables = `
create table transactions (
  position integer primary key autoincrement,
  reference_id text not null unique,
  kind text not null check (kind in ('charge', 'refund')),
  caller text not null,
  external_id text not null,
  amount_minor integer not null check (amount_minor > 0),
  currency text not null,
  party text not null,
  from_owner text not null,
  to_owner text not null,
  details text not null,
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
create index transactions_settled on transactions (settled_millis) where status = 'SUCCESSFUL';
create index transactions_party on transactions (party, position);
`;

export const moneyTables = `
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
`;

/** `reference_id` is of the transaction that a callback is about, or of a question that it answers. */
export const callbackTables = `
create table callbacks (
  position integer primary key autoincrement,
  reference_id text not null,
  method text not null,
  url text not null,
  headers text not null,
  body text not null,
  attempts integer not null default 0,
  last_answer text,
  next_millis integer) strict;
create index callbacks_due on callbacks (next_millis) where next_millis is not null;
create index callbacks_of on callbacks (reference_id);
`;

/** A switch without a row is as the settings say; a fault's plan holds the parts that it changes. */
export const behaviourTables = `
create table switches (name text primary key, value text not null) strict;
create table faults (
  operation text not null,
  party text not null,
  plan text not null,
  times_left integer check (times_left >= 0),
  primary key (operation, party)) strict;
`;

export const clockTables = `
create table clock (reached_millis integer not null) strict;
insert into clock values (0);
create table secrets (name text primary key, value text not null) strict;
`;

export const kitTables = [clockTables, behaviourTables, transactionTables, moneyTables, callbackTables].join('');
