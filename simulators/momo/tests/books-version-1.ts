import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Writes books as the first version of this simulator left them: a charge of 5000 RWF that succeeded, one that waits. */
export function writeBooksOfVersion1(folder: string, ids: { paid: string; waiting: string }): void {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'books.sqlite'));
  database.exec(tables);
  const insert =
    database.prepare(`insert into transactions (reference_id, kind, api_user, external_id, amount_text, amount_minor, currency,
    party_type, party_id, payer_message, payee_note, callback_manner, status, waits_for_person, created_millis, expires_millis, settled_millis)
    values (?, 'charge', ?, ?, '5000', 5000, 'RWF', 'MSISDN', '250788123456', 'Kigali to Huye', 'Seat 4A', 'normal', ?, 1, 1000, 2000, ?)`);
  const apiUser = '5af1a100-0000-4000-8000-000000000001';
  insert.run(ids.paid, apiUser, 'BK-1', 'SUCCESSFUL', 1500);
  insert.run(ids.waiting, apiUser, 'BK-2', 'PENDING', null);
  database.exec(`
    insert into accounts values ('MSISDN 250788123456', 'RWF', 100000, 95000), ('merchant collection', 'RWF', 0, 5000);
    insert into moves values ('${ids.paid}', 'MSISDN 250788123456', 'merchant collection', 'RWF', 5000, 1500);
    insert into callbacks (reference_id, url, body, attempts, last_answer) values ('${ids.paid}', 'http://localhost/', '{}', 1, '200');
    pragma user_version = 1`);
  database.close();
}

const tables = `
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
