import type { CashLine, CashOwed, listCashOwed as listOperation, payOutRefund as operation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { endRefund } from '../refunds/move-refund.ts';
import { listCashRefunds, lockCashRefund, type RefundRow } from '../refunds/refund-queries.ts';
import { tellRefundOutcome } from '../refunds/settle-refund.ts';
import { addLine } from './add-line.ts';
import { agentOf, fingerprintOf } from './cash-agent.ts';
import { refuseFractions } from './cash-amounts.ts';
import { cashPaidOut } from './cash-sets.ts';
import { refuseMoreThanThere } from './move-cash.ts';
import type { SessionRow } from './session-queries.ts';

const mostOwed = 100;

/** What a customer who names their order can be given back over the counter. */
export async function listCashOwed(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listOperation>,
): Promise<{ owed: CashOwed[] }> {
  const { companyId } = agentOf(actor);
  const refunds = await transaction(
    ctx.db,
    asService,
    async (tx) => await listCashRefunds(tx, { companyId, ...query }, mostOwed),
  );
  return {
    owed: refunds.map(({ refundId, orderReference, amountMinor, currency, dueAt }) => ({
      refundId,
      orderReference,
      amount: { amountMinor, currency },
      dueAt: dueAt.toISOString(),
    })),
  };
}

/** Pays a refund of cash out of the agent's drawer, once: the refund ends, with its line, its set and its news, in one transaction. */
export async function payOutRefund(ctx: Ctx, request: RequestOf<typeof operation>): Promise<CashLine> {
  const { actor, params, body, idempotencyKey } = request;
  const agent = agentOf(actor);
  const asked = { request, agent, ...params, idempotencyKey, fingerprint: fingerprintOf('payOutRefund', body) };
  return await addLine(ctx, asked, async (tx, drawer, lineId) => {
    const of = { companyId: agent.companyId, orderReference: body.orderReference };
    const refund = await lockOwed(tx, of, body.refundId);
    refuseOtherCurrency(drawer, refund);
    refuseFractions(refund.currency, [{ amountMinor: refund.amountMinor, field: '/body/refundId' }]);
    await refuseMoreThanThere(tx, drawer, refund.amountMinor);
    const end = { to: 'succeeded', transactionId: lineId } as const;
    const why = { cause: 'paid-out', detail: null, now: ctx.clock.now() };
    const version = await endRefund(tx, refund, { ...end, ...why });
    if (version === undefined) throw notOwed();
    await tellRefundOutcome(tx, refund, { ...end, version });
    const { orderId, orderReference, refundId, amountMinor, currency } = refund;
    const sets = cashPaidOut(drawer, { refundId, orderId, amount: { amountMinor, currency } });
    return { kind: 'pay-out', amountMinor: -amountMinor, orderId, orderReference, refundId, sets };
  });
}

async function lockOwed(
  tx: Tx,
  of: { readonly companyId: string; readonly orderReference: string },
  refundId: string,
): Promise<RefundRow> {
  const refund = await lockCashRefund(tx, of, refundId);
  if (refund === undefined)
    throw new DomainError('NOT_FOUND', 'There is no such refund of cash for that order.', { field: '/body/refundId' });
  if (refund.status !== 'pending') throw notOwed();
  return { ...refund, status: refund.status };
}

function notOwed(): DomainError {
  return new DomainError('REFUND_NOT_OWED', 'This refund is paid out already, or is not owed yet.', {
    field: '/body/refundId',
  });
}

function refuseOtherCurrency(drawer: SessionRow, refund: RefundRow): void {
  if (refund.currency === drawer.currency) return;
  throw new DomainError('CURRENCY_DIFFERS', `The refund is in ${refund.currency}, the drawer in ${drawer.currency}.`, {
    field: '/body/refundId',
  });
}
