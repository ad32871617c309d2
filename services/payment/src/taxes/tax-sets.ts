import type { Receipt, ReceiptTax } from '@safiri/contracts';
import { onPayable, type LedgerSet } from '../ledger/ledger-set.ts';

export type TaxedReceipt = Pick<Receipt, 'receiptId' | 'kind' | 'companyId' | 'orderId' | 'currency'> & {
  readonly taxes: readonly ReceiptTax[];
};

/**
 * What of a company's sale the platform withholds, because it pays that tax itself; of a credit note, what the company gets
 * again. Undefined where the company pays its taxes: then no money moves here.
 */
export function taxSetOf({
  receiptId,
  kind,
  companyId,
  orderId,
  currency,
  taxes,
}: TaxedReceipt): LedgerSet | undefined {
  const taxMinor = withheldMinor(taxes);
  if (taxMinor === 0) return undefined;
  const withheld = kind === 'receipt' ? taxMinor : -taxMinor;
  return {
    sourceKind: 'receipt-issued',
    sourceId: receiptId,
    orderId,
    currency,
    entries: [
      onPayable(companyId, kind === 'receipt' ? 'tax' : 'tax-back', withheld),
      { companyId, account: 'taxes', line: null, method: '', amountMinor: -withheld },
    ],
  };
}

function withheldMinor(taxes: readonly ReceiptTax[]): number {
  return taxes.reduce((sum, { remittedBy, taxMinor }) => (remittedBy === 'platform' ? sum + taxMinor : sum), 0);
}
