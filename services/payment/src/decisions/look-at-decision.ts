import type { lookAtDecision as operation, MoneyDecision } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform, refuseFresh } from '../staff.ts';
import { moneyDecided } from '../telemetry.ts';
import { findDecision, insertSecondLook, lockSubject } from './decision-queries.ts';
import { decisionOf } from './decision-view.ts';
import { judge } from './judge.ts';

/**
 * A second person approves what somebody decided, and it is done in the same transaction; or refuses it, and nothing is. The
 * first look stands; repeated by the same person, it changes nothing. What can be done no more stays undone and waiting.
 */
export async function lookAtDecision(ctx: Ctx, request: RequestOf<typeof operation>): Promise<MoneyDecision> {
  const { decisionId } = request.params;
  const { verdict, reason } = request.body;
  const { id: by } = actingAsPlatform(request.actor);
  const looked = await transaction(ctx.db, asService, async (tx) => {
    const named = await findDecision(tx, decisionId);
    if (named === undefined) throw new DomainError('NOT_FOUND', 'There is no such decision.');
    await lockSubject(tx, named);
    // Read again: another look may have ended while this one waited.
    const decision = (await findDecision(tx, decisionId)) ?? named;
    if (decision.verdict === verdict && decision.lookedBy === by) return { seen: decision, isNew: false };
    if (decision.verdict !== null || !decision.needsSecond)
      throw new DomainError('ALREADY_DECIDED', `This was ${decision.verdict ?? 'done'} already.`);
    if (verdict === 'approved' && decision.decidedBy === by)
      throw new DomainError('SAME_PERSON', 'Somebody other than who decided has to look.');
    if (verdict === 'approved') refuseFresh(request.actor, ctx.clock.now());
    const carryOut = verdict === 'approved' ? await judge(ctx, tx, decision) : undefined;
    await insertSecondLook(tx, { ...decision, verdict, reason, by, at: ctx.clock.now() });
    await carryOut?.();
    const seen = { ...decision, verdict, lookedBy: by };
    await recordAct(tx, request, {
      company: null,
      thing: { kind: 'money-decision', id: decisionId },
      before: decisionOf(decision),
      after: { ...decisionOf(seen), reason },
    });
    return { seen, isNew: true };
  });
  if (looked.isNew) moneyDecided(ctx.log, { ...looked.seen, status: decisionOf(looked.seen).status });
  return decisionOf(looked.seen);
}
