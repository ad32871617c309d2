import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { judgeAttempt } from './attempt-decision.ts';
import type { Decision } from './decision-queries.ts';
import { judgeRefund } from './refund-decision.ts';

/** Does what was decided, in the transaction in which it was judged. The decision, and its second look, are written before. */
export type CarryOut = () => Promise<void>;

/** Refuses what cannot be done to an attempt or refund that the transaction holds; answers how to do it. */
export async function judge(ctx: Ctx, tx: Tx, decision: Decision): Promise<CarryOut> {
  return await (decision.subjectKind === 'attempt' ? judgeAttempt : judgeRefund)(ctx, tx, decision);
}
