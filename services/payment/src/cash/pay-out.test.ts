import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideRefund, listAttempts, listCashOwed, payOutRefund, type CashSession } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openCashDesk, valueOf, type CashDesk, type Sold, type Staff } from '../../tests/cash-desk.ts';

let desk: CashDesk;
let companyId: string;
let agent: Staff;
let session: CashSession;
let sold: Sold;

beforeAll(async () => {
  desk = await openCashDesk();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  companyId = newId();
  agent = await desk.staff('agent', companyId);
  session = await desk.opened(agent);
  sold = await desk.sold({ agent, session, saleNo: 1 });
});

type Out = { readonly by?: Staff; readonly drawer?: CashSession; readonly reference?: string; readonly key?: string };

const payOut = async (refundId: string, { by = agent, drawer = session, reference, key = newId() }: Out = {}) =>
  await by.client(payOutRefund, {
    params: drawer,
    body: { refundId, orderReference: reference ?? sold.order.reference },
    idempotencyKey: key,
  });
const owed = async (by = agent) =>
  valueOf(await by.client(listCashOwed, { query: { orderReference: sold.order.reference } })).owed;
const refundOf = async () =>
  valueOf(await agent.client(listAttempts, { params: { orderId: sold.orderId } })).attempts[0]?.refund;

describe('a refund of cash', () => {
  it('that failed and is tried again rests for its customer: no job looks at it for ever', async () => {
    const refundId = await desk.due(sold, 2_000);
    await desk.force(
      `update refunds set status = 'failed', version = version + 1, reason = 'above-remaining', settled_at = now() where refund_id = '${refundId}'`,
    );
    const operator = await desk.operator();
    valueOf(
      await operator(decideRefund, {
        params: { orderId: sold.orderId, refundId },
        body: { action: 'try-again', amount: { amountMinor: 2_000, currency: 'RWF' }, reason: 'it is there now' },
        idempotencyKey: newId(),
      }),
    );
    const [row] = await desk.bed.admin(`select status, next_check_at from payment.refunds where refund_id = $1`, [
      refundId,
    ]);
    expect(row).toEqual({ status: 'pending', next_check_at: null });
    expect(valueOf(await payOut(refundId))).toMatchObject({ amountMinor: -2_000 });
  });

  it('with cents is refused: nobody could count the drawer afterwards', async () => {
    session = await desk.opened(agent, 0, 'KES');
    sold = await desk.sold({ agent, session, amountMinor: 150_000, saleNo: 1 });
    const refundId = await desk.due(sold, 50_050);
    expect(await payOut(refundId)).toMatchObject({ code: 'NOT_WHOLE_UNITS' });
    expect(await refundOf()).toMatchObject({ status: 'pending' });
  });

  it('stays owed, asked of no payment company, until it is paid out over the counter', async () => {
    const before = await desk.sums();
    const refundId = await desk.due(sold, 2_000);
    desk.bed.deps.clock.advanceSeconds(3_000);
    await desk.runJobs();
    expect(await refundOf()).toEqual({ status: 'pending', amount: { amountMinor: 2_000, currency: 'RWF' } });
    expect(await owed()).toMatchObject([
      { refundId, orderReference: sold.order.reference, amount: { amountMinor: 2_000 } },
    ]);
    const [row] = await desk.bed.admin(`select tries, next_check_at from payment.refunds where refund_id = $1`, [
      refundId,
    ]);
    expect(row).toEqual({ tries: 1, next_check_at: null });

    const line = valueOf(await payOut(refundId));
    expect(line).toMatchObject({
      kind: 'pay-out',
      amountMinor: -2_000,
      refundId,
      orderReference: sold.order.reference,
    });
    expect(await refundOf()).toMatchObject({ status: 'succeeded' });
    expect(await owed()).toEqual([]);
    expect(await desk.drawerOf(session.sessionId)).toBe(3_000);
    const after = await desk.sums();
    const moved = (account: string): number => (after[account] ?? 0) - (before[account] ?? 0);
    // The booking's 200 of commission went back; the company paid with cash that it owed the platform no more.
    expect(['cash-drawer', 'company-cash', 'company-payable', 'commission', 'refunds-owed'].map(moved)).toEqual([
      -2_000,
      2_000,
      2_000 - 200 - 2_000,
      200,
      0,
    ]);
    const news = (await desk.bed.outbox()).filter(({ aggregateId }) => aggregateId === refundId);
    expect(news).toMatchObject([{ type: 'refund-succeeded', payload: { refundId, orderId: sold.orderId } }]);
    expect(await desk.found(sold.orderId)).toEqual([]);
  });

  it('is paid out once: by a repeat, by five presses and from two drawers', async () => {
    const refundId = await desk.due(sold, 2_000);
    const colleague = await desk.staff('agent', companyId);
    const theirs = await desk.opened(colleague, 9_000);
    const key = newId();
    const presses = await Promise.all([
      ...Array.from({ length: 3 }, async () => await payOut(refundId, { key })),
      ...Array.from({ length: 2 }, async () => await payOut(refundId, { by: colleague, drawer: theirs })),
    ]);
    const out = presses.flatMap((press) => (press.ok ? [press.value.madeBy] : []));
    expect(new Set(out).size).toBe(1);
    expect(presses.flatMap((press) => (press.ok ? [] : [press.code]))).toEqual(
      Array.from({ length: 5 - out.length }, () => 'REFUND_NOT_OWED'),
    );
    expect((await desk.drawerOf(session.sessionId)) + (await desk.drawerOf(theirs.sessionId))).toBe(
      5_000 + 9_000 - 2_000,
    );
    expect(await payOut(refundId)).toMatchObject({ code: 'REFUND_NOT_OWED' });
    if (presses[0]?.ok === true)
      expect(await payOut(await desk.due(sold, 1_000), { key })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('is refused to who does not know its order, to other companies, and where it is in no drawer', async () => {
    const refundId = await desk.due(sold, 5_000);
    expect(await payOut(refundId, { reference: 'OTHER' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await payOut(newId())).toMatchObject({ code: 'NOT_FOUND' });
    const stranger = await desk.staff('agent', newId());
    const theirs = await desk.opened(stranger, 9_000);
    expect(await payOut(refundId, { by: stranger, drawer: theirs })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await owed(stranger)).toEqual([]);
    expect(await payOut(refundId, { by: await desk.staff('agent', companyId) })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await payOut(refundId, { by: await desk.staff('driver', companyId) })).toMatchObject({ code: 'FORBIDDEN' });
    const shillings = await desk.opened(agent, 9_000, 'UGX');
    expect(await payOut(refundId, { drawer: shillings })).toMatchObject({ code: 'CURRENCY_DIFFERS' });
    const colleague = await desk.staff('agent', companyId);
    const empty = await desk.opened(colleague, 4_999);
    expect(await payOut(refundId, { by: colleague, drawer: empty })).toMatchObject({
      code: 'DRAWER_HAS_TOO_LITTLE',
      problem: { drawerMinor: 4_999 },
    });
    expect(await payOut(refundId)).toMatchObject({ ok: true });
  });

  it('that waits for weeks is no violation', async () => {
    const refundId = await desk.due(sold, 5_000);
    await desk.force(`update refunds set due_at = now() - interval '40 days' where refund_id = '${refundId}'`);
    expect(await desk.found(sold.orderId)).toEqual([]);
  });
});
