import {
  findText,
  getText,
  readAmount,
  readInstant,
  readWord,
  type Row,
  type StatementFormat,
} from '../statement-row.ts';

const currency = 'KES';
const statuses = {
  completed: 'succeeded',
  pending: 'pending',
  failed: 'failed',
  cancelled: 'failed',
  declined: 'failed',
} as const;

/**
 * A line of a short code's statement, or a row of the pull API, which lists payments alone. Both tell times of Nairobi. A
 * charge stands under the receipt of what it was charged for.
 */
export const readMPesa: StatementFormat = (row) => {
  const paidIn = Math.abs(readAmount(row, currency, 'paid in', 'amount'));
  const withdrawn = Math.abs(readAmount(row, currency, 'withdrawn'));
  const kind = kindOf(row, paidIn);
  return {
    kind,
    transactionId: getText(row, 'receipt no.', 'transactionid'),
    // What goes back names the payment it undoes.
    reference:
      findText(row, ...(kind === 'refund' ? ['linked transaction id'] : []), 'a/c no.', 'billreference') ?? null,
    status: row.has('transaction status') ? readWord(row, statuses, 'transaction status') : 'succeeded',
    amountMinor: kind === 'fee' ? 0 : paidIn + withdrawn,
    currency,
    feeMinor: kind === 'fee' ? withdrawn : 0,
    happenedAt: readInstant(row, '+03:00', 'completion time', 'trxdate'),
  };
};

function kindOf(row: Row, paidIn: number): 'payment' | 'refund' | 'fee' | 'other' {
  const what = (findText(row, 'details', 'reason type', 'transactiontype') ?? '').toLowerCase();
  if (what.includes('charge')) return 'fee';
  if (/reversal|b2c|business payment|promotion payment/.test(what)) return 'refund';
  return paidIn > 0 && /pay ?-?bill|buy ?goods|c2b|merchant payment/.test(what) ? 'payment' : 'other';
}
