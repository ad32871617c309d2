import { randomUUID } from 'node:crypto';
import type { CashLine, takeCash as operation } from '@safiri/contracts';
import { assert, DomainError, newId, type Money } from '@safiri/kernel';
import type { RequestOf, Tx } from '@safiri/runtime';
import { insertAttempt, type AttemptRow } from '../attempts/attempt-queries.ts';
import { findByKey } from '../attempts/attempt-views.ts';
import { takenBy } from '../attempts/claim-attempt.ts';
import { moveToEnd } from '../attempts/move-attempt.ts';
import { getPayable } from '../attempts/payable-order.ts';
import { tellOutcome } from '../attempts/settle-attempt.ts';
import type { Ctx } from '../context.ts';
import { addLine, keyReused, readBeforeLine, type LineAsked } from './add-line.ts';
import { agentOf, fingerprintOf } from './cash-agent.ts';
import { refuseFractions } from './cash-amounts.ts';
import { cashTaken } from './cash-sets.ts';
import { useSaleNumber } from './sale-numbers.ts';
import type { SessionRow } from './session-queries.ts';

type Request = RequestOf<typeof operation>;
type ToPay = { readonly orderId: string; readonly reference: string; readonly total: Money };

/**
 * An agent has a customer's cash in hand: the order's attempt succeeds at once, with its line, its ledger sets and its news in
 * one transaction. What an order owes comes from ticketing; of what is sent, only what the customer gave is believed.
 */
export async function takeCash(ctx: Ctx, request: Request): Promise<CashLine> {
  const { actor, params, body, idempotencyKey } = request;
  const agent = agentOf(actor);
  const asked = { request, agent, ...params, idempotencyKey, fingerprint: fingerprintOf('takeCash', body) };
  const { session, made } = await readBeforeLine(ctx, asked);
  if (made !== undefined) return made;
  const { agentId: payerId, companyId } = agent;
  const order = await getPayable(ctx, body.orderId, { payerId, companyId, causedBy: request });
  refuseForeignOrder(session, order.companyIds);
  const changeMinor = changeOf(session, order.total, body.tenderedMinor);
  return await addLine(ctx, asked, async (tx, drawer, lineId) => {
    const { deviceId, saleNo, tenderedMinor } = body;
    await useSaleNumber(tx, drawer.sessionId, { deviceId, saleNo });
    const { attemptId, orderId } = await pay(ctx, tx, { asked, lineId, order: { ...order, orderId: body.orderId } });
    const { amountMinor } = order.total;
    const ofSale = {
      attemptId,
      orderId,
      orderReference: order.reference,
      deviceId,
      saleNo,
      tenderedMinor,
      changeMinor,
    };
    return {
      kind: 'sale',
      amountMinor,
      ...ofSale,
      sets: cashTaken(drawer, { attemptId, orderId, amount: order.total }),
    };
  });
}

/** The attempt of the order, begun and ended; refused when the order has another one that has not failed, whoever's it is. */
async function pay(
  ctx: Ctx,
  tx: Tx,
  { asked, lineId, order }: { readonly asked: LineAsked; readonly lineId: string; readonly order: ToPay },
): Promise<AttemptRow> {
  const now = ctx.clock.now();
  const callerId = asked.agent.agentId;
  const attempt = await insertAttempt(tx, {
    orderId: order.orderId,
    attemptId: newId(),
    callerId,
    idempotencyKey: asked.idempotencyKey,
    fingerprint: asked.fingerprint,
    method: 'cash',
    payerPhone: null,
    ...order.total,
    orderReference: order.reference,
    providerReference: randomUUID(),
    now,
    nextCheckAt: now,
  });
  if (attempt === undefined) {
    if ((await findByKey(tx, callerId, asked.idempotencyKey)) !== undefined) throw keyReused();
    throw (await takenBy(tx, order.orderId)).refusal;
  }
  const end = { to: 'succeeded', transactionId: lineId } as const;
  const version = await moveToEnd(tx, attempt, { ...end, cause: 'cash-taken', detail: null, now });
  assert(version !== undefined, 'an attempt that was just begun can be ended');
  await tellOutcome(tx, attempt, { ...end, version });
  return attempt;
}

/** The drawer is one company's: cash for the seats of two, or of another one, would lie in the wrong hands. */
function refuseForeignOrder({ companyId }: SessionRow, companyIds: readonly string[]): void {
  if (companyIds.length === 1 && companyIds[0] === companyId) return;
  throw new DomainError('ORDER_OF_ANOTHER_COMPANY', "Cash is taken for orders of one's own company alone.", {
    field: '/body/orderId',
  });
}

function changeOf({ currency }: SessionRow, total: Money, tenderedMinor: number): number {
  if (total.currency !== currency)
    throw new DomainError('CURRENCY_DIFFERS', `The order is in ${total.currency}, the drawer in ${currency}.`, {
      field: '/body/orderId',
    });
  refuseFractions(currency, [
    { amountMinor: total.amountMinor, field: '/body/orderId' },
    { amountMinor: tenderedMinor, field: '/body/tenderedMinor' },
  ]);
  if (total.amountMinor === 0)
    throw new DomainError('ORDER_NOT_OPEN', 'There is nothing to pay for this order.', { field: '/body/orderId' });
  if (tenderedMinor < total.amountMinor)
    throw new DomainError('TOO_LITTLE_TENDERED', 'The customer gave less than the order costs.', {
      field: '/body/tenderedMinor',
      total,
    });
  return tenderedMinor - total.amountMinor;
}
