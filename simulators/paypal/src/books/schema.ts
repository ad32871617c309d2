import type { BooksSchema } from '@safiri/simulator-kit';

/**
 * An order is a charge of the kit from its creation; here is what stands between creation and capture. A request id names one
 * operation: what it made is answered again.
 */
export const paypalSchema: BooksSchema = {
  tables: `
create table orders (
  order_id text primary key references transactions (reference_id),
  capture_id text not null unique,
  status text not null check (status in ('PAYER_ACTION_REQUIRED', 'APPROVED', 'COMPLETED')),
  updated_millis integer not null) strict;
create table requests (
  request_key text primary key,
  fingerprint text not null,
  resource_id text not null,
  made_millis integer not null) strict;
create table webhooks (webhook_id text primary key, url text not null unique) strict;
`,
  upgrades: [],
};
