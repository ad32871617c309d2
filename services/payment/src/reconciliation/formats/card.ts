import {
  findText,
  getText,
  LineProblem,
  readCurrency,
  readInstant,
  readWord,
  type Row,
  type StatementFormat,
} from '../statement-row.ts';

const statuses = {
  succeeded: 'succeeded',
  captured: 'succeeded',
  refunded: 'succeeded',
  processing: 'pending',
  pending: 'pending',
  failed: 'failed',
  canceled: 'failed',
} as const;
const kinds = { payment: 'payment', refund: 'refund', payout: 'other', dispute: 'other' } as const;

/** A line of the acquirer's settlement file. Its amounts are minor units, as everywhere in its interface. */
export const readCard: StatementFormat = (row) => ({
  kind: readWord(row, kinds, 'type'),
  transactionId: getText(row, 'id'),
  reference: findText(row, 'metadata.payment_id', 'reference') ?? null,
  status: readWord(row, statuses, 'status'),
  amountMinor: readMinor(row, 'amount'),
  currency: readCurrency(row, 'currency'),
  feeMinor: row.has('fee') ? readMinor(row, 'fee') : 0,
  happenedAt: readInstant(row, 'Z', 'created_at'),
});

function readMinor(row: Row, column: string): number {
  const text = getText(row, column);
  if (!/^-?\d{1,15}$/.test(text))
    throw new LineProblem(`What stands in the column "${column}" is no amount in minor units.`);
  return Math.abs(Number(text));
}
