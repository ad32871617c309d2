import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  declareCashSales,
  getCashSession,
  moveCash,
  mostMissingSales,
  reviewCashSession,
  voidCashSale,
  voidMissingCashSales,
  type CashSession,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { closeWith, openCashDesk, sell, till, valueOf, type CashDesk, type Staff } from '../../tests/cash-desk.ts';

let desk: CashDesk;
let agent: Staff;
let supervisor: Staff;
let session: CashSession;

beforeAll(async () => {
  desk = await openCashDesk();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  const companyId = newId();
  [agent, supervisor] = [await desk.staff('agent', companyId), await desk.staff('supervisor', companyId)];
  session = await desk.opened(agent);
});

const declare = async (sales: number, deviceId = till) =>
  await agent.client(declareCashSales, { params: { sessionId: session.sessionId, deviceId }, body: { sales } });
const voidMissing = async (by = supervisor) =>
  await by.client(voidMissingCashSales, { params: session, body: { reason: 'the till fell into the lake' } });

describe('sales that devices say they made', () => {
  it('are waited for up to a number, so that no drawer waits for sales that nobody could ever void', async () => {
    expect(await declare(mostMissingSales + 1)).toMatchObject({ code: 'TOO_MANY_SALES_MISSING' });
    const far = { deviceId: till, saleNo: mostMissingSales + 1, reason: 'so' };
    expect(await agent.client(voidCashSale, { params: session, body: far, idempotencyKey: newId() })).toMatchObject({
      code: 'TOO_MANY_SALES_MISSING',
    });
    expect(await closeWith(agent, session, { countedMinor: 0, sales: mostMissingSales + 1 })).toMatchObject({
      code: 'TOO_MANY_SALES_MISSING',
    });
    expect(await declare(mostMissingSales)).toMatchObject({ ok: true });
    expect(await declare(1, newId())).toMatchObject({ code: 'TOO_MANY_SALES_MISSING' });
  });

  it('have their room in the drawer kept for them, whatever else is noted in it', async () => {
    await desk.bed.admin('update payment.cash_sessions set lines = 1990 where session_id = $1', [session.sessionId]);
    expect(await declare(9)).toMatchObject({ code: 'TOO_MANY_SALES_MISSING' });
    expect(await declare(8)).toMatchObject({ ok: true });
    const body = { kind: 'cash-in', amountMinor: 5, reason: 'so' } as const;
    expect(await agent.client(moveCash, { params: session, body, idempotencyKey: newId() })).toMatchObject({
      code: 'CASH_SESSION_FULL',
    });
    expect(await sell({ agent, session, order: desk.order(agent.companyId), saleNo: 8 })).toMatchObject({ ok: true });
  });

  it('and never come are made void by a supervisor in their own name, once, and the drawer closes', async () => {
    await desk.sold({ agent, session, saleNo: 2 });
    await declare(4);
    expect(await closeWith(agent, session, { countedMinor: 5_000, sales: 4 })).toMatchObject({
      code: 'SALES_UNSYNCED',
    });
    const { voided } = valueOf(await voidMissing());
    expect(voided.map(({ saleNo, madeBy, kind }) => [saleNo, madeBy, kind])).toEqual(
      [1, 3, 4].map((saleNo) => [saleNo, supervisor.id, 'void']),
    );
    expect(valueOf(await voidMissing()).voided).toEqual([]);
    expect(valueOf(await closeWith(agent, session, { countedMinor: 5_000, sales: 4 })).closing).toMatchObject({
      varianceMinor: 0,
    });
    expect(await voidMissing()).toMatchObject({ code: 'CASH_SESSION_NOT_OPEN' });
  });

  it('are made void while a drawer is to be counted again, too', async () => {
    await closeWith(agent, session, { countedMinor: 0, sales: 0 });
    const body = { decision: 'recount', note: 'again' } as const;
    valueOf(await supervisor.client(reviewCashSession, { params: session, body }));
    expect(await closeWith(agent, session, { countedMinor: 0, sales: 1 })).toMatchObject({ code: 'SALES_UNSYNCED' });
    expect(valueOf(await voidMissing()).voided).toHaveLength(1);
    expect(await closeWith(agent, session, { countedMinor: 0, sales: 1 })).toMatchObject({ ok: true });
  });

  it('are not made void by the agent whose drawer it is, by another company, or without the right', async () => {
    await declare(1);
    expect(await voidMissing(agent)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await voidMissing(await desk.staff('supervisor', newId()))).toMatchObject({ code: 'NOT_FOUND' });
    const own = await desk.opened(supervisor);
    const ofOwn = { params: own, body: { reason: 'mine' } };
    expect(await supervisor.client(voidMissingCashSales, ofOwn)).toMatchObject({ code: 'OWN_CASH_SESSION' });
    expect(valueOf(await agent.client(getCashSession, { params: session })).devices).toMatchObject([{ missing: [1] }]);
  });
});
