import {
  findText,
  getText,
  readAmount,
  readCurrency,
  readInstant,
  readWord,
  type StatementFormat,
} from '../statement-row.ts';

const statuses = { successful: 'succeeded', pending: 'pending', failed: 'failed', rejected: 'failed' } as const;
const kinds = {
  'request to pay': 'payment',
  requesttopay: 'payment',
  collection: 'payment',
  refund: 'refund',
  transfer: 'refund',
} as const;

/** A line of MTN's partner portal, whose statements have no published format: the columns its reports are known by. */
export const readMtnMomo: StatementFormat = (row) => {
  const currency = readCurrency(row, 'currency');
  return {
    kind: readWord(row, kinds, 'type'),
    transactionId: getText(row, 'financial transaction id', 'financialtransactionid'),
    reference: findText(row, 'external id', 'externalid') ?? null,
    status: readWord(row, statuses, 'status'),
    amountMinor: Math.abs(readAmount(row, currency, 'amount')),
    currency,
    feeMinor: Math.abs(readAmount(row, currency, 'fee')),
    happenedAt: readInstant(row, '+00:00', 'date'),
  };
};
