import { assert } from '@safiri/kernel';
import { successful } from '../books/transactions.ts';
import type { Writer } from '../books/open-books.ts';
import type { Company } from '../company.ts';
import type { Context } from '../context.ts';
import { everyone, takeFault } from './fault-queries.ts';
import type { Plan } from './plans.ts';
import { delaySeconds, type Switches } from './switches.ts';

/**
 * What becomes of this request: the ordinary, changed by what the party means, by a fault for everyone, by one for the
 * party. A transaction of its own: a fault that was counted stays counted when the request is then refused.
 */
export async function choosePlan({ books, company }: Context, operation: string, party: string): Promise<Plan> {
  const ordinary = company.ordinaryPlans[operation];
  assert(ordinary !== undefined, `${company.name} has an ordinary plan for ${operation}`);
  const fault = (tx: Writer, whose: string): Partial<Plan> => takeFault(tx, operation, whose);
  return await books.write((tx) => ({
    ...ordinary,
    ...company.findScenario(party)?.plans[operation],
    ...fault(tx, everyone),
    ...fault(tx, party),
  }));
}

/** A decision that is already taken and only waits for its instant. */
export type Decision = { atMillis: number; outcome: string };

type Moment = { company: Company; switches: Switches; nowMillis: number };

/** When the plan decides by itself, and how; undefined when nobody ever will. */
export function decisionOf(plan: Plan, { company, switches, nowMillis }: Moment): Decision | undefined {
  if (plan.answer === 'never') return undefined;
  if (plan.answer === 'person') {
    const { autoApproveSeconds, promptLifetimeSeconds } = switches;
    const approves = autoApproveSeconds > 0 && autoApproveSeconds < promptLifetimeSeconds;
    return approves
      ? { atMillis: nowMillis + autoApproveSeconds * 1000, outcome: successful }
      : { atMillis: nowMillis + promptLifetimeSeconds * 1000, outcome: company.words.expired };
  }
  return { atMillis: nowMillis + delaySeconds(plan.after, switches) * 1000, outcome: plan.answer };
}
