import type { Writer } from '../books/open-books.ts';
import { everyone, takeFault } from './fault-queries.ts';
import { ordinaryPlans, type Operation, type Outcome, type Plan } from './plans.ts';
import { findScenario } from './scenarios.ts';
import type { Switches } from './switches.ts';

/** What becomes of this request: the ordinary, changed by what the number means, by a fault for everyone, by one for the number. */
export function choosePlan(tx: Writer, operation: Operation, partyId: string): Plan {
  return {
    ...ordinaryPlans[operation],
    ...findScenario(partyId)?.[operation],
    ...takeFault(tx, operation, everyone),
    ...takeFault(tx, operation, partyId),
  };
}

/** A decision that is already taken and only waits for its instant. */
export type Decision = { atMillis: number; outcome: Outcome };

/** When the plan decides by itself, and how; undefined when nobody ever will. */
export function decisionOf(plan: Plan, switches: Switches, nowMillis: number): Decision | undefined {
  if (plan.answer === 'never') return undefined;
  if (plan.answer === 'person') {
    const { autoApproveSeconds, promptLifetimeSeconds } = switches;
    const approves = autoApproveSeconds > 0 && autoApproveSeconds < promptLifetimeSeconds;
    return approves
      ? { atMillis: nowMillis + autoApproveSeconds * 1000, outcome: 'SUCCESSFUL' }
      : { atMillis: nowMillis + promptLifetimeSeconds * 1000, outcome: 'EXPIRED' };
  }
  const afterSeconds = typeof plan.after === 'number' ? plan.after : switches[plan.after];
  return { atMillis: nowMillis + afterSeconds * 1000, outcome: plan.answer };
}
