import { invariantViolated } from '@safiri/contracts';
import { publish } from '@safiri/runtime';
import type { Auditor, Kind } from '@safiri/runtime/audit';
import { changePasses } from './follow-changes.ts';
import { roundPasses } from './go-round.ts';
import { inspect, noteEnds } from './inspect.ts';

const proven = { patienceSeconds: 0 } as const;
/** All tries of a message take some minutes; then it is a dead letter, and somebody should look. */
const onceHeard = { patienceSeconds: 1_800 } as const;

/** What can be found, and which invariant it violates. */
const kinds = {
  'seats-overlap': { invariant: 'no-overlap', ...proven },
  'seat-bits': { invariant: 'no-overlap', ...proven },
  'leg-counts': { invariant: 'no-overlap', ...proven },
  'ticket-without-seat': { invariant: 'no-overlap', ...proven },
  'claim-without-order': { invariant: 'ends-stay', ...proven },
  'order-against-seats': { invariant: 'ends-stay', ...proven },
  'order-left-its-end': { invariant: 'ends-stay', ...proven },
  'sold-on-cancelled-trip': { invariant: 'ends-stay', ...onceHeard },
  'order-in-part': { invariant: 'money-balances', ...proven },
  'seat-without-ticket': { invariant: 'money-balances', ...proven },
  'booking-unpaid': { invariant: 'money-balances', ...proven },
  'payment-without-booking': { invariant: 'money-balances', ...proven },
  'booking-unbalanced': { invariant: 'money-balances', ...proven },
  'refund-not-as-offered': { invariant: 'money-balances', ...proven },
  'voucher-kept': { invariant: 'money-balances', ...proven },
  'voucher-unbalanced': { invariant: 'money-balances', ...proven },
  'payment-kept': { invariant: 'money-balances', ...proven },
  'attempt-of-two-orders': { invariant: 'one-effect', ...proven },
} as const satisfies Record<string, Kind>;

export const ticketingAuditor: Auditor = {
  kinds,
  lately: changePasses,
  everything: roundPasses,
  inspect: async (tx, scope) => {
    const findings = await inspect(tx, scope);
    await noteEnds(tx, scope.orderIds);
    return findings;
  },
  tell: async (tx, violation) => {
    const { foundAt, ...found } = violation;
    await publish(tx, invariantViolated, {
      aggregateId: violation.violationId,
      version: violation.version,
      payload: { ...found, service: 'ticketing', foundAt: foundAt.toISOString() },
    });
  },
};
