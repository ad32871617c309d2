import type { CashLine, declareCashSales as declareOperation, voidCashSale as voidOperation } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { addLine, noSuchSession } from './add-line.ts';
import { agentOf, fingerprintOf } from './cash-agent.ts';
import { declareSales, listDevices, useSaleNumber } from './sale-numbers.ts';
import { lockOwnSession } from './session-queries.ts';

/** A device says how many sales it made, before or after it sends them: a session is not closed without them. */
export async function declareCashSales(
  ctx: Ctx,
  request: RequestOf<typeof declareOperation>,
): Promise<{ sales: number }> {
  const { sessionId, deviceId } = request.params;
  const { sales } = request.body;
  const agent = agentOf(request.actor);
  return await transaction(ctx.db, asService, async (tx) => {
    const session = await lockOwnSession(tx, agent, sessionId);
    if (session === undefined) throw noSuchSession();
    if (session.status !== 'open')
      throw new DomainError('CASH_SESSION_NOT_OPEN', 'This drawer is closed.', { status: session.status });
    await declareSales(tx, sessionId, [{ deviceId, sales }]);
    const devices = await listDevices(tx, sessionId);
    await recordAct(tx, request, {
      company: session.companyId,
      thing: { kind: 'cash-session', id: sessionId },
      before: null,
      after: { declared: { deviceId, sales } },
    });
    return { sales: devices.find((device) => device.deviceId === deviceId.toLowerCase())?.sales ?? sales };
  });
}

/** A number came to no sale: the customer had no money, or the seats were gone when the sale was sent. */
export async function voidCashSale(ctx: Ctx, request: RequestOf<typeof voidOperation>): Promise<CashLine> {
  const { actor, params, body, idempotencyKey } = request;
  const fingerprint = fingerprintOf('voidCashSale', body);
  return await addLine(ctx, { request, agent: agentOf(actor), ...params, idempotencyKey, fingerprint }, async (tx) => {
    await useSaleNumber(tx, params.sessionId, body);
    return { kind: 'void', amountMinor: 0, ...body, sets: [] };
  });
}
