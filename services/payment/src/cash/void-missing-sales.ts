import {
  mostMissingSales,
  type CashLine,
  type OutputOf,
  type voidMissingCashSales as operation,
} from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { asService, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { cashLineAdded } from '../telemetry.ts';
import { noSuchSession } from './add-line.ts';
import { mayReview } from './drawer-places.ts';
import { insertLine } from './line-queries.ts';
import { refuseOwnSession } from './review-session.ts';
import { listDevices } from './sale-numbers.ts';
import { lockSession } from './session-queries.ts';

/**
 * The way out of a drawer that waits for sales which nobody can send: a device is lost, or said what is not so. Who reviews
 * drawers says that its missing numbers came to nothing, in their own name. Repeating it finds none.
 */
export async function voidMissingSales(
  ctx: Ctx,
  request: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { actor, params, body } = request;
  const { sessionId } = params;
  const { reason } = body;
  const voided = await transaction(ctx.db, asService, async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session === undefined || !mayReview(actor, session)) throw noSuchSession();
    refuseOwnSession(session, actor);
    if (session.status !== 'open' && session.status !== 'recount')
      throw new DomainError('CASH_SESSION_NOT_OPEN', 'This drawer was counted already.', { status: session.status });
    const missing = (await listDevices(tx, sessionId)).flatMap((device) =>
      device.missing.map((saleNo) => ({ deviceId: device.deviceId, saleNo })),
    );
    const lines: CashLine[] = [];
    for (const number of missing.slice(0, mostMissingSales)) {
      const line = { kind: 'void', amountMinor: 0, reason, ...number } as const;
      const writing = { sessionId, lineId: newId(), madeBy: actor.subjectId, now: ctx.clock.now(), asked: null };
      lines.push(await insertLine(tx, line, writing));
    }
    await recordAct(tx, request, {
      company: session.companyId,
      thing: { kind: 'cash-session', id: sessionId },
      before: null,
      after: { reason, voided: missing.slice(0, mostMissingSales) },
    });
    return lines;
  });
  for (const line of voided) cashLineAdded(ctx.log, { sessionId, ...line });
  return { voided };
}
