import type { Money } from '@safiri/kernel';
import { onPayable, onPlatform, type Entry, type LedgerSet } from '../ledger/ledger-set.ts';

/** A session as the ledger knows it. */
export type Drawer = { readonly sessionId: string; readonly companyId: string; readonly currency: string };

type OfOrder = { readonly orderId: string; readonly amount: Money };

/**
 * An agent took cash for an order: the passenger's money lies in a drawer. There it is the company's own already, so that as
 * much less is owed to it, and the drawer owes it as much.
 */
export function cashTaken(drawer: Drawer, taken: OfOrder & { readonly attemptId: string }): readonly LedgerSet[] {
  const { attemptId, orderId, amount } = taken;
  const of = { sourceId: attemptId, orderId, currency: amount.currency };
  return [
    {
      ...of,
      sourceKind: 'attempt-succeeded',
      entries: [inDrawer(drawer, amount.amountMinor), onPlatform('passenger-money', -amount.amountMinor)],
    },
    {
      ...of,
      sourceKind: 'cash-collected',
      entries: [
        onPayable(drawer.companyId, 'cash-collected', amount.amountMinor),
        onCompany(drawer, 'company-cash', -amount.amountMinor),
      ],
    },
  ];
}

/** A refund went over the counter: the company paid, of its own cash, what is owed to a passenger. */
export function cashPaidOut(drawer: Drawer, paid: OfOrder & { readonly refundId: string }): readonly LedgerSet[] {
  const { refundId, orderId, amount } = paid;
  const of = { sourceId: refundId, orderId, currency: amount.currency };
  return [
    {
      ...of,
      sourceKind: 'refund-succeeded',
      entries: [onPlatform('refunds-owed', amount.amountMinor), inDrawer(drawer, -amount.amountMinor)],
    },
    {
      ...of,
      sourceKind: 'cash-paid-out',
      entries: [
        onPayable(drawer.companyId, 'cash-paid-out', -amount.amountMinor),
        onCompany(drawer, 'company-cash', amount.amountMinor),
      ],
    },
  ];
}

/** Cash of the company came into a drawer, or left it; or a count had more, or less, than there should be. */
export function cashMoved(
  drawer: Drawer,
  moved: {
    readonly lineId: string;
    readonly amountMinor: number;
    readonly against: 'company-cash' | 'cash-variance';
  },
): LedgerSet {
  return {
    sourceKind: 'cash-moved',
    sourceId: moved.lineId,
    orderId: null,
    currency: drawer.currency,
    entries: [inDrawer(drawer, moved.amountMinor), onCompany(drawer, moved.against, -moved.amountMinor)],
  };
}

function inDrawer({ companyId, sessionId }: Drawer, amountMinor: number): Entry {
  return { companyId, account: 'cash-drawer', line: null, method: '', drawerId: sessionId, amountMinor };
}

function onCompany({ companyId }: Drawer, account: 'company-cash' | 'cash-variance', amountMinor: number): Entry {
  return { companyId, account, line: null, method: '', amountMinor };
}
