import { namedRequestTable, type BooksSchema } from '@safiri/simulator-kit';

/**
 * An order is a charge of the kit from its creation; here is what stands between creation and capture.
 */
export const paypalSchema: BooksSchema = {
  tables: `
create table orders (
  order_id text primary key references transactions (reference_id),
  capture_id text not null unique,
  status text not null check (status in ('PAYER_ACTION_REQUIRED', 'APPROVED', 'COMPLETED')),
  updated_millis integer not null) strict;
create table webhooks (webhook_id text primary key, url text not null unique) strict;
${namedRequestTable}`,
  upgrades: [],
};
