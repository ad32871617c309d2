import type {
  decideAttempt as attemptOperation,
  decideRefund as refundOperation,
  MoneyDecision,
} from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { type Acting, asService, recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingAsPlatform } from '../staff.ts';
import { moneyDecided } from '../telemetry.ts';
import {
  findDecisionByKey,
  insertDecision,
  listWaitingDecisions,
  lockSubject,
  type Decision,
} from './decision-queries.ts';
import { decisionOf } from './decision-view.ts';
import { judge } from './judge.ts';

/** Says whose the money of an attempt is, and does what follows; for a large amount once a second person has looked. */
export async function decideAttempt(ctx: Ctx, request: RequestOf<typeof attemptOperation>): Promise<MoneyDecision> {
  const { actor, params, body } = request;
  const { id: decidedBy } = actingAsPlatform(actor);
  const { orderId, attemptId: subjectId } = params;
  const { action, amount, reason } = body;
  const without = { reference: null, paidBackMinor: null };
  const asked = { subjectKind: 'attempt', orderId, subjectId, action, reason, ...without, ...amount } as const;
  return await decide(ctx, request, { ...asked, decidedBy });
}

/** Has a failed refund tried again; or takes down that it, or one of which another amount went back, was settled by hand. */
export async function decideRefund(ctx: Ctx, request: RequestOf<typeof refundOperation>): Promise<MoneyDecision> {
  const { actor, params, body } = request;
  const { id: decidedBy } = actingAsPlatform(actor);
  const { orderId, refundId: subjectId } = params;
  const { action, amount, reason } = body;
  const byHand =
    body.action === 'settled-by-hand'
      ? { reference: body.reference, paidBackMinor: body.paidBackMinor ?? null }
      : { reference: null, paidBackMinor: null };
  const asked = { subjectKind: 'refund', orderId, subjectId, action, reason, ...byHand, ...amount } as const;
  return await decide(ctx, request, { ...asked, decidedBy });
}

type Asked = Omit<Decision, 'decisionId' | 'needsSecond' | 'decidedAt'>;

/** The decision, its effect and the news of it are one transaction. What was decided under this key is answered again. */
async function decide(
  ctx: Ctx,
  request: Acting & { readonly idempotencyKey: string },
  asked: Asked,
): Promise<MoneyDecision> {
  const key = request.idempotencyKey;
  const made: Decision = {
    ...asked,
    decisionId: newId(),
    needsSecond: needsSecond(ctx, asked),
    decidedAt: ctx.clock.now(),
  };
  const { row, isNew } = await transaction(ctx.db, asService, async (tx) => {
    if (!(await lockSubject(tx, asked))) throw new DomainError('NOT_FOUND', `There is no such ${asked.subjectKind}.`);
    const before = await findDecisionByKey(tx, asked.decidedBy, key);
    if (before !== undefined && isSame(before, asked)) return { row: before, isNew: false };
    if (before !== undefined) throw reused();
    if ((await listWaitingDecisions(tx, [asked.subjectId])).length > 0)
      throw new DomainError('DECISION_WAITS', 'Somebody decided about this, and a second person has to look first.');
    const carryOut = await judge(ctx, tx, made);
    if (!(await insertDecision(tx, made, key))) throw reused();
    if (!made.needsSecond) await carryOut();
    const row = { ...made, verdict: null, lookedBy: null };
    const thing = { kind: asked.subjectKind, id: asked.subjectId };
    await recordAct(tx, request, { company: null, thing, before: null, after: decisionOf(row) });
    return { row, isNew: true };
  });
  if (isNew) moneyDecided(ctx.log, { ...row, status: decisionOf(row).status });
  return decisionOf(row);
}

/** Of a currency for which nobody said how much one person may decide, two decide. */
function needsSecond(ctx: Ctx, { amountMinor, currency }: Asked): boolean {
  const limit = ctx.config.fourEyesAbove.get(currency);
  return limit === undefined || amountMinor > limit;
}

/** An id may be sent in capitals too. */
function isSame(before: Decision, asked: Asked): boolean {
  const names = ['action', 'amountMinor', 'currency', 'reason', 'reference', 'paidBackMinor'] as const;
  return before.subjectId === asked.subjectId.toLowerCase() && names.every((name) => before[name] === asked[name]);
}

function reused(): DomainError {
  return new DomainError('IDEMPOTENCY_KEY_REUSED', 'This key was used for another decision.', {
    field: '/headers/idempotency-key',
  });
}
