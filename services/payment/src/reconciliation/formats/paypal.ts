import {
  findText,
  getText,
  readAmount,
  readCurrency,
  readInstant,
  readWord,
  type Row,
  type StatementFormat,
} from '../statement-row.ts';

/** Of the reporting API S, P, D and V; of downloads the words. */
const statuses = {
  s: 'succeeded',
  completed: 'succeeded',
  p: 'pending',
  pending: 'pending',
  d: 'failed',
  denied: 'failed',
  v: 'failed',
  reversed: 'failed',
} as const;

/** A transaction of the reporting API, or a line of an activity download. */
export const readPaypal: StatementFormat = (row) => {
  const currency = readCurrency(row, 'transaction_info.transaction_amount.currency_code', 'currency');
  const amountMinor = readAmount(row, currency, 'transaction_info.transaction_amount.value', 'gross');
  return {
    kind: kindOf(row, amountMinor),
    transactionId: getText(row, 'transaction_info.transaction_id', 'transaction id'),
    reference:
      findText(
        row,
        'transaction_info.custom_field',
        'custom number',
        'transaction_info.invoice_id',
        'invoice number',
      ) ?? null,
    status: readWord(row, statuses, 'transaction_info.transaction_status', 'status'),
    amountMinor: Math.abs(amountMinor),
    currency,
    // Taken from us it is below zero; what PayPal gives back of a fee is no fee.
    feeMinor: Math.max(0, -readAmount(row, currency, 'transaction_info.fee_amount.value', 'fee')),
    happenedAt: happenedAt(row),
  };
};

/** Codes T00 are payments, T11 what goes back; a download says it in words. */
function kindOf(row: Row, amountMinor: number): 'payment' | 'refund' | 'other' {
  const what = getText(row, 'transaction_info.transaction_event_code', 'type').toLowerCase();
  if (/^t11|refund/.test(what)) return amountMinor < 0 ? 'refund' : 'other';
  return /^t00|payment/.test(what) && amountMinor > 0 ? 'payment' : 'other';
}

function happenedAt(row: Row): string {
  if (row.has('transaction_info.transaction_id'))
    return readInstant(row, 'Z', 'transaction_info.transaction_initiation_date');
  const [date, time] = [getText(row, 'date'), getText(row, 'time')];
  return readInstant(new Map([['date', `${date} ${time}`]]), 'Z', 'date');
}
