import { namedRequestTable, type BooksSchema } from '@safiri/simulator-kit';

/**
 * A payment is a charge of the kit; here is what stands between its opening and its end. Of a card there is the brand, the last four
 * digits and when it ends; its number and its security code are never written.
 */
export const cardSchema: BooksSchema = {
  tables: `
create table payments (
  payment_id text primary key references transactions (reference_id),
  stage text not null check (stage in ('card', 'challenge', 'processing')),
  brand text,
  last4 text check (length(last4) = 4),
  expires text,
  trans_status text check (trans_status in ('Y', 'N', 'U', 'R', 'C')),
  wrong_codes integer not null default 0) strict;
${namedRequestTable}`,
  upgrades: [],
};
