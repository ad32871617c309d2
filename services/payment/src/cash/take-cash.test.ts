import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createAttempt,
  getCashSession,
  listAttempts,
  listPaymentMethods,
  moveCash,
  voidCashSale,
  type CashSession,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { closeWith, openCashDesk, sell, till, valueOf, type CashDesk, type Staff } from '../../tests/cash-desk.ts';

let desk: CashDesk;
let companyId: string;
let agent: Staff;
let session: CashSession;

beforeAll(async () => {
  desk = await openCashDesk();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  desk.ticketing.silent = false;
  companyId = newId();
  agent = await desk.staff('agent', companyId);
  session = await desk.opened(agent, 1_000);
});

const linesOf = async () =>
  valueOf(await agent.client(getCashSession, { params: { sessionId: session.sessionId } })).lines;

describe('cash for an order', () => {
  it('pays it at once: attempt, line, ledger set and news, with what was given and the change', async () => {
    const before = await desk.sums();
    const order = desk.order(companyId, 4_700);
    const line = valueOf(await sell({ agent, session, order, saleNo: 1, tenderedMinor: 5_000 }));
    expect(line).toMatchObject({
      lineNo: 2,
      kind: 'sale',
      amountMinor: 4_700,
      tenderedMinor: 5_000,
      changeMinor: 300,
      orderId: order.orderId,
      orderReference: order.reference,
      deviceId: till,
      saleNo: 1,
      madeBy: agent.id,
    });
    const { attempts } = valueOf(await agent.client(listAttempts, { params: { orderId: order.orderId } }));
    expect(attempts).toMatchObject([
      { attemptId: line.attemptId, method: 'cash', status: 'succeeded', payerPhone: null },
    ]);
    expect(await desk.drawerOf(session.sessionId)).toBe(5_700);
    const after = await desk.sums();
    const moved = (account: string): number => (after[account] ?? 0) - (before[account] ?? 0);
    expect(['cash-drawer', 'passenger-money', 'company-payable', 'company-cash'].map(moved)).toEqual([
      4_700, -4_700, 4_700, -4_700,
    ]);
    const news = (await desk.bed.outbox()).filter(({ aggregateId }) => aggregateId === line.attemptId);
    expect(news).toMatchObject([
      {
        type: 'payment-succeeded',
        version: 2,
        payload: { orderId: order.orderId, method: 'cash', amount: order.total },
      },
    ]);
    expect(await desk.found(order.orderId)).toEqual([`money-not-applied of order ${order.orderId}`]);
  });

  it('is taken once per key, also when ticketing calls the order paid by now', async () => {
    const order = desk.order(companyId);
    const key = newId();
    const first = valueOf(await sell({ agent, session, order, saleNo: 1, key }));
    order.open = false;
    expect(valueOf(await sell({ agent, session, order, saleNo: 1, key }))).toEqual(first);
    expect(await sell({ agent, session, order, saleNo: 2, key })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const other = await desk.opened(await desk.staff('agent', companyId));
    expect(await sell({ agent, session: other, order, saleNo: 1, key })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await linesOf()).toHaveLength(2);
  });

  it('and one key is one attempt of an agent in whichever drawer', async () => {
    const shillings = await desk.opened(agent, 0, 'UGX');
    const key = newId();
    valueOf(await sell({ agent, session, order: desk.order(companyId), saleNo: 1, key }));
    const order = desk.order(companyId, 5_000, 'UGX');
    expect(await sell({ agent, session: shillings, order, saleNo: 1, key })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('is charged once by ten presses and by two agents at once', async () => {
    const colleague = await desk.staff('agent', companyId);
    const theirs = await desk.opened(colleague);
    const order = desk.order(companyId);
    const key = newId();
    const presses = await Promise.all(
      Array.from({ length: 10 }, async (_, index) =>
        index % 2 === 0
          ? await sell({ agent, session, order, saleNo: 1, key })
          : await sell({ agent: colleague, session: theirs, order, saleNo: index }),
      ),
    );
    const paid = presses.flatMap((answer) => (answer.ok ? [answer.value.attemptId] : []));
    expect(new Set(paid).size).toBe(1);
    expect(presses.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual(
      Array.from({ length: 10 - paid.length }, () => 'ORDER_NOT_OPEN'),
    );
    expect((await desk.drawerOf(session.sessionId)) + (await desk.drawerOf(theirs.sessionId))).toBe(1_000 + 5_000);
  });

  it('is refused while another payment of the order is open, which is named', async () => {
    const order = desk.order(companyId);
    const attemptId = newId();
    await desk.force(`
      insert into attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency,
                            order_reference, provider_reference, status, cause, created_at, last_sent_at)
      values ('${order.orderId}', '${attemptId}', gen_random_uuid(), 'k', 'f', 'mtn-momo', '+250788123456', 5000, 'RWF', 'R', gen_random_uuid(), 'pending', 'asked', now(), now())`);
    expect(await sell({ agent, session, order, saleNo: 1 })).toMatchObject({
      code: 'PAYMENT_IN_PROGRESS',
      problem: { attemptId, method: 'mtn-momo' },
    });
    await desk.force(
      `update attempts set status = 'failed', reason = 'declined', settled_at = now() where attempt_id = '${attemptId}'`,
    );
    expect(await sell({ agent, session, order, saleNo: 1 })).toMatchObject({ ok: true });
  });
});

describe('cash is refused', () => {
  it.each([
    ['for an order that is not open', 'ORDER_NOT_OPEN', { open: false }],
    ['for an order of another company', 'ORDER_OF_ANOTHER_COMPANY', { companyIds: [newId()] }],
    ['for an order of two companies', 'ORDER_OF_ANOTHER_COMPANY', { companyIds: [newId(), newId()] }],
    ['for an order in another currency', 'CURRENCY_DIFFERS', { total: { amountMinor: 5_000, currency: 'UGX' } }],
    ['for an order that costs nothing', 'ORDER_NOT_OPEN', { total: { amountMinor: 0, currency: 'RWF' } }],
  ])('%s', async (_what, code, changes) => {
    const order = Object.assign(desk.order(companyId), changes);
    expect(await sell({ agent, session, order, saleNo: 1 })).toMatchObject({ code });
    expect(await linesOf()).toHaveLength(1);
  });

  it('that is less than the order costs', async () => {
    expect(await sell({ agent, session, order: desk.order(companyId), saleNo: 1, tenderedMinor: 4_999 })).toMatchObject(
      {
        code: 'TOO_LITTLE_TENDERED',
      },
    );
  });

  it('with cents, which no drawer has', async () => {
    const shillings = await desk.opened(agent, 0, 'KES');
    const taking = async (amountMinor: number, tenderedMinor: number) =>
      await sell({
        agent,
        session: shillings,
        order: desk.order(companyId, amountMinor, 'KES'),
        saleNo: 1,
        tenderedMinor,
      });
    expect(await taking(150_050, 151_000)).toMatchObject({
      code: 'NOT_WHOLE_UNITS',
      problem: { field: '/body/orderId' },
    });
    expect(await taking(150_000, 150_050)).toMatchObject({
      code: 'NOT_WHOLE_UNITS',
      problem: { field: '/body/tenderedMinor' },
    });
    expect(await taking(150_000, 200_000)).toMatchObject({ ok: true });
  });

  it('under a number that the device used already', async () => {
    await desk.sold({ agent, session, saleNo: 1 });
    expect(await sell({ agent, session, order: desk.order(companyId), saleNo: 1 })).toMatchObject({
      code: 'SALE_NUMBER_TAKEN',
    });
    const asked = {
      params: { sessionId: session.sessionId },
      body: { deviceId: till, saleNo: 1, reason: 'no' },
      idempotencyKey: newId(),
    };
    expect(await agent.client(voidCashSale, asked)).toMatchObject({ code: 'SALE_NUMBER_TAKEN' });
  });

  it('while ticketing does not answer', async () => {
    const order = desk.order(companyId);
    desk.ticketing.silent = true;
    expect(await sell({ agent, session, order, saleNo: 1 })).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('for an order that nobody knows, or into a drawer that is not one’s own', async () => {
    const order = { ...desk.order(companyId), orderId: newId() };
    expect(await sell({ agent, session, order, saleNo: 1 })).toMatchObject({ code: 'NOT_FOUND' });
    const colleague = await desk.staff('supervisor', companyId);
    expect(await sell({ agent: colleague, session, order: desk.order(companyId), saleNo: 1 })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each([0, 1])('into a drawer that is closed: a close that names %i sales never leaves one out', async (sales) => {
    const [sale, closed] = await Promise.all([
      sell({ agent, session, order: desk.order(companyId), saleNo: 1 }),
      closeWith(agent, session, { countedMinor: 1_000, sales }),
    ]);
    // Named, the sale must have come first; not named, whichever comes first keeps the other out.
    const said = [sale.ok ? 'sold' : sale.code, closed.ok ? closed.value.closing?.expectedMinor : closed.code].join(
      ' ',
    );
    expect(
      sales === 1 ? ['sold 6000', 'sold SALES_UNSYNCED'] : ['sold SALES_NOT_DECLARED', 'CASH_SESSION_NOT_OPEN 1000'],
    ).toContain(said);
  });

  it('when the session has as many lines as it may', async () => {
    await desk.force(`update cash_sessions set lines = 1998 where session_id = '${session.sessionId}'`);
    expect(await sell({ agent, session, order: desk.order(companyId), saleNo: 1 })).toMatchObject({
      code: 'CASH_SESSION_FULL',
    });
    const body = { kind: 'cash-in' as const, amountMinor: 1, reason: 'coins' };
    const moved = await agent.client(moveCash, {
      params: { sessionId: session.sessionId },
      body,
      idempotencyKey: newId(),
    });
    expect(moved).toMatchObject({ code: 'CASH_SESSION_FULL' });
  });

  it('from passengers: it is in no list of methods and no attempt of theirs', async () => {
    for (const client of [await desk.guest(), agent.client]) {
      const { methods } = valueOf(await client(listPaymentMethods, { query: { currency: 'RWF' } }));
      expect(methods).toEqual([]);
      const body = JSON.parse(JSON.stringify({ orderId: desk.order(companyId).orderId, method: 'cash' }));
      expect(await client(createAttempt, { body, idempotencyKey: newId() })).toMatchObject({
        code: 'VALIDATION_FAILED',
      });
    }
  });
});
