import { findTransaction, text, type Reader, type Transaction } from '@safiri/simulator-kit';

/** M-Pesa's receipts are ten capital letters and digits; these carry the position in the books. */
const prefix = 'SIM';

/** The receipt number, which exists only where money moved. */
export function receiptOf({ status, position }: Transaction): string | undefined {
  return status === 'SUCCESSFUL' ? `${prefix}${position.toString(36).toUpperCase().padStart(7, '0')}` : undefined;
}

/** The transaction that a receipt is of, or undefined when there is none that moved money. */
export function findByReceipt(reader: Reader, receipt: string): Transaction | undefined {
  if (!receipt.startsWith(prefix)) return undefined;
  const position = Number.parseInt(receipt.slice(prefix.length), 36);
  if (!Number.isSafeInteger(position)) return undefined;
  const row = reader.find('select reference_id from transactions where position = ?', position);
  const found = row === undefined ? undefined : findTransaction(reader, text(row, 'reference_id'));
  return found !== undefined && receiptOf(found) === receipt ? found : undefined;
}
