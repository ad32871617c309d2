import { invariantViolated } from '@safiri/contracts';
import { publish } from '@safiri/runtime';
import type { Auditor, Kind } from '@safiri/runtime/audit';
import { inspect } from './inspect.ts';
import { changePasses, roundPasses } from './passes.ts';

/** Ten tries of a message that fails take some minutes; then nobody will handle it by himself. */
const newsSeconds = 900;
const proven = { patienceSeconds: 0 } as const;

/** What can be found, and which invariant it violates. */
const kinds = {
  'failed-though-paid': { invariant: 'failed-means-unpaid', ...proven },
  'failed-too-soon': { invariant: 'failed-means-unpaid', ...proven },
  'attempt-open-too-long': { invariant: 'failed-means-unpaid', ...proven },
  'attempt-history': { invariant: 'ends-stay', ...proven },
  'attempt-gone': { invariant: 'ends-stay', ...proven },
  'refund-history': { invariant: 'ends-stay', ...proven },
  'refund-gone': { invariant: 'ends-stay', ...proven },
  'transaction-of-two-refunds': { invariant: 'one-effect', ...proven },
  'refunds-unbalanced': { invariant: 'money-balances', ...proven },
  'refund-without-payment': { invariant: 'money-balances', ...proven },
  'ledger-set-unbalanced': { invariant: 'money-balances', ...proven },
  'ledger-unbalanced': { invariant: 'money-balances', ...proven },
  'payment-not-posted': { invariant: 'money-balances', ...proven },
  'posted-without-payment': { invariant: 'money-balances', ...proven },
  'refund-not-posted': { invariant: 'money-balances', ...proven },
  'posted-without-refund': { invariant: 'money-balances', ...proven },
  'vouchers-overdrawn': { invariant: 'money-balances', patienceSeconds: newsSeconds },
  'money-not-applied': { invariant: 'money-balances', patienceSeconds: newsSeconds },
  'receipt-differs-from-sale': { invariant: 'money-balances', ...proven },
  'receipt-overcredited': { invariant: 'money-balances', ...proven },
  'receipt-waits-too-long': { invariant: 'money-balances', ...proven },
  'receipt-number-missing': { invariant: 'money-balances', ...proven },
  'tax-not-posted': { invariant: 'money-balances', ...proven },
  'tax-posted-without-receipt': { invariant: 'money-balances', ...proven },
  'cash-line-differs': { invariant: 'money-balances', ...proven },
  'cash-not-settled': { invariant: 'money-balances', ...proven },
  'drawer-differs': { invariant: 'money-balances', ...proven },
  'refund-open-too-long': { invariant: 'money-balances', ...proven },
} as const satisfies Record<string, Kind>;

export const paymentAuditor: Auditor = {
  kinds,
  lately: changePasses,
  everything: roundPasses,
  inspect,
  tell: async (tx, violation) => {
    const { foundAt, ...found } = violation;
    await publish(tx, invariantViolated, {
      aggregateId: violation.violationId,
      version: violation.version,
      payload: { ...found, service: 'payment', foundAt: foundAt.toISOString() },
    });
  },
};
