/** Whose accounts the platform's own are. */
export const platformId = '00000000-0000-0000-0000-000000000000';

/**
 * What lies with a payment company (`clearing`, by method), came and contradicts us (`suspense`), is a passenger's and not
 * applied yet (`passenger-money`, by order), is owed to a company (`company-payable`), to passengers (`refunds-owed`, by
 * order), to who has vouchers (`vouchers`, by issuer) or is on its way to a company's bank (`payouts-due`, `payouts-sent`), and
 * what the platform earned, paid, gave away or corrected.
 * Of cash that a company's agents took: what lies in a drawer (`cash-drawer`, by session), what drawers owe their company
 * (`company-cash`), and what counts had less or more (`cash-variance`).
 */
export type Account =
  | 'clearing'
  | 'suspense'
  | 'passenger-money'
  | 'company-payable'
  | 'commission'
  | 'taxes'
  | 'refunds-owed'
  | 'vouchers'
  | 'promotions'
  | 'cash-drawer'
  | 'company-cash'
  | 'cash-variance'
  | 'provider-fees'
  | 'adjustments'
  | 'payouts-due'
  | 'payouts-sent'
  | 'bank';

/** In which line of a company's statement an entry on what it is owed stands. */
export type StatementLine =
  | 'sale'
  | 'commission'
  | 'fee'
  | 'tax'
  | 'refund'
  | 'commission-back'
  | 'fee-back'
  | 'tax-back'
  | 'voucher'
  | 'voucher-back'
  | 'adjustment'
  | 'payout'
  | 'payout-returned'
  | 'cash-collected'
  | 'cash-paid-out';

/** What moves money. Each has ids of its own: an attempt's, an order's, a refund's … */
export type SourceKind =
  | 'attempt-succeeded'
  | 'attempt-held'
  | 'held-undone'
  | 'booking-confirmed'
  | 'refund-due'
  | 'refund-succeeded'
  | 'receipt-issued'
  | 'voucher-issued'
  | 'voucher-used'
  | 'voucher-restored'
  | 'voucher-withdrawn'
  | 'voucher-expired'
  | 'adjustment'
  | 'payout-due'
  | 'payout-sent'
  | 'payout-paid'
  | 'payout-returned'
  | 'provider-fee'
  | 'cash-moved'
  | 'cash-collected'
  | 'cash-paid-out';

export type Entry = {
  readonly companyId: string;
  readonly account: Account;
  readonly line: StatementLine | null;
  readonly method: string;
  /** Of cash in a drawer: whose session it is. */
  readonly drawerId?: string;
  /** A debit above zero, a credit below. */
  readonly amountMinor: number;
};

/** One movement of money: its entries sum to zero in its currency. */
export type LedgerSet = {
  readonly sourceKind: SourceKind;
  readonly sourceId: string;
  readonly orderId: string | null;
  readonly currency: string;
  readonly entries: readonly Entry[];
};

/** An entry on an account of the platform. */
export function onPlatform(account: Account, amountMinor: number, method = ''): Entry {
  return { companyId: platformId, account, line: null, method, amountMinor };
}

/** An entry on what a company is owed: below zero, it is owed more. */
export function onPayable(companyId: string, line: StatementLine, amountMinor: number): Entry {
  return { companyId, account: 'company-payable', line, method: '', amountMinor };
}

/** An entry on what an issuer, a company or the platform, owes to who has its vouchers. */
export function onVouchers(issuerId: string, amountMinor: number): Entry {
  return { companyId: issuerId, account: 'vouchers', line: null, method: '', amountMinor };
}
