import { onPayable, onPlatform, type Entry, type LedgerSet, type SourceKind } from '../ledger/ledger-set.ts';

export type Payout = {
  readonly companyId: string;
  readonly settlementId: string;
  readonly currency: string;
  readonly amountMinor: number;
};

/** What was owed is to be paid out. */
export function payoutDue(payout: Payout): LedgerSet {
  return setOf('payout-due', payout, [
    onPayable(payout.companyId, 'payout', payout.amountMinor),
    onWay('payouts-due', payout, -payout.amountMinor),
  ]);
}

/** The bank has the order. */
export function payoutSent(payout: Payout): LedgerSet {
  return setOf('payout-sent', payout, [
    onWay('payouts-due', payout, payout.amountMinor),
    onWay('payouts-sent', payout, -payout.amountMinor),
  ]);
}

/** The company has the money. */
export function payoutPaid(payout: Payout): LedgerSet {
  return setOf('payout-paid', payout, [
    onWay('payouts-sent', payout, payout.amountMinor),
    onPlatform('bank', -payout.amountMinor),
  ]);
}

/** The bank sent it back: it is owed again, and stands in the next statement. */
export function payoutReturned(payout: Payout): LedgerSet {
  return setOf('payout-returned', payout, [
    onWay('payouts-sent', payout, payout.amountMinor),
    onPayable(payout.companyId, 'payout-returned', -payout.amountMinor),
  ]);
}

function onWay(account: 'payouts-due' | 'payouts-sent', { companyId }: Payout, amountMinor: number): Entry {
  return { companyId, account, line: null, method: '', amountMinor };
}

function setOf(sourceKind: SourceKind, { settlementId, currency }: Payout, entries: readonly Entry[]): LedgerSet {
  return { sourceKind, sourceId: settlementId, orderId: null, currency, entries };
}
