import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  closeCashSession,
  declareCashSales,
  getCashSession,
  listCashRules,
  reviewCashSession,
  setCashRule,
  voidCashSale,
  type BodyOf,
  type CashSession,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import {
  closeWith,
  countOf,
  openCashDesk,
  sell,
  till,
  valueOf,
  type CashDesk,
  type Staff,
} from '../../tests/cash-desk.ts';

let desk: CashDesk;
let companyId: string;
let agent: Staff;
let supervisor: Staff;

beforeAll(async () => {
  desk = await openCashDesk();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  companyId = newId();
  agent = await desk.staff('agent', companyId);
  supervisor = await desk.staff('supervisor', companyId);
});

const review = async (by: Staff, session: CashSession, body: BodyOf<typeof reviewCashSession>) =>
  await by.client(reviewCashSession, { params: session, body });
const report = async (by: Staff, session: CashSession) => await by.client(getCashSession, { params: session });

describe('a close', () => {
  it('counts once, whoever presses how often, and says what is missing', async () => {
    const session = await desk.opened(agent, 1_000);
    const presses = await Promise.all(
      Array.from({ length: 5 }, async () => await closeWith(agent, session, { countedMinor: 900, sales: 0 })),
    );
    expect(presses.map((press) => (press.ok ? press.value.closing : press.code))).toEqual(
      presses.map(() =>
        expect.objectContaining({
          countedMinor: 900,
          expectedMinor: 1_000,
          varianceMinor: -100,
          flagged: true,
          review: null,
        }),
      ),
    );
    expect(await closeWith(agent, session, { countedMinor: 1_000, sales: 0 })).toMatchObject({
      code: 'CASH_SESSION_NOT_OPEN',
    });
    expect(valueOf(await report(agent, session)).closings).toHaveLength(1);
    expect(await desk.opened(agent)).toMatchObject({ status: 'open' });
    const cents = await desk.opened(agent, 0, 'KES');
    const body = { count: [{ valueMinor: 1, pieces: 1 }], devices: [] };
    expect(await agent.client(closeCashSession, { params: cents, body })).toMatchObject({ code: 'NOT_WHOLE_UNITS' });
  });

  it('waits for every sale its devices say they made, and names what is missing', async () => {
    const session = await desk.opened(agent);
    const phone = newId();
    for (const saleNo of [1, 4])
      valueOf(await sell({ agent, session, order: desk.order(companyId), saleNo, deviceId: phone }));
    const close = async (sales: number) =>
      await agent.client(closeCashSession, {
        params: session,
        body: { count: countOf(10_000), devices: [{ deviceId: phone, sales }] },
      });
    expect(await close(3)).toMatchObject({
      code: 'SALES_NOT_DECLARED',
      problem: { devices: [{ deviceId: phone, sales: 4 }] },
    });
    expect(await close(5)).toMatchObject({
      code: 'SALES_UNSYNCED',
      problem: { missing: [{ deviceId: phone, saleNos: [2, 3, 5] }] },
    });
    // What a device said stays said: nobody closes by saying less.
    expect(await close(4)).toMatchObject({
      code: 'SALES_NOT_DECLARED',
      problem: { devices: [{ deviceId: phone, sales: 5 }] },
    });
    expect(valueOf(await report(agent, session)).devices).toEqual([{ deviceId: phone, sales: 5, missing: [2, 3, 5] }]);
    valueOf(await sell({ agent, session, order: desk.order(companyId), saleNo: 2, deviceId: phone }));
    for (const saleNo of [3, 5]) {
      const body = { deviceId: phone, saleNo, reason: 'no money' };
      expect(
        valueOf(await agent.client(voidCashSale, { params: session, body, idempotencyKey: newId() })),
      ).toMatchObject({ kind: 'void', amountMinor: 0, reason: 'no money' });
    }
    expect(valueOf(await close(5))).toMatchObject({ status: 'counted', closing: { expectedMinor: 15_000 } });
  });

  it('waits for a device that said from elsewhere how many it sold', async () => {
    const session = await desk.opened(agent);
    const [phone, declare] = [
      newId(),
      async (deviceId: string, sales: number) =>
        await agent.client(declareCashSales, { params: { ...session, deviceId }, body: { sales } }),
    ];
    expect(valueOf(await declare(phone.toUpperCase(), 2))).toEqual({ sales: 2 });
    expect(valueOf(await declare(phone, 1))).toEqual({ sales: 2 });
    expect(await closeWith(agent, session, { countedMinor: 0, sales: 0 })).toMatchObject({
      code: 'SALES_NOT_DECLARED',
    });
    const many = Array.from({ length: 100 }, () => ({ deviceId: newId(), sales: 0 }));
    expect(await agent.client(closeCashSession, { params: session, body: { count: [], devices: many } })).toMatchObject(
      { code: 'TOO_MANY_DEVICES' },
    );
    const other = await desk.opened(await desk.staff('agent', companyId));
    expect(await declare(newId(), 0)).toMatchObject({ ok: true });
    expect(
      await agent.client(declareCashSales, { params: { ...other, deviceId: till }, body: { sales: 1 } }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    const quiet = await desk.opened(agent, 0, 'UGX');
    valueOf(await closeWith(agent, quiet, { countedMinor: 0, sales: 0 }));
    expect(
      await agent.client(declareCashSales, { params: { ...quiet, deviceId: till }, body: { sales: 1 } }),
    ).toMatchObject({ code: 'CASH_SESSION_NOT_OPEN' });
  });

  it('is flagged beyond what the company lets pass at that moment', async () => {
    const admin = await desk.staff('company-admin', companyId);
    const { clock } = desk.bed.deps;
    const soon = new Date(clock.now().getTime() + 60_000);
    const set = async (by: Staff, varianceLimitMinor: number, { from = soon, of = companyId } = {}) =>
      await by.client(setCashRule, {
        params: { companyId: of },
        body: { currency: 'RWF', validFrom: from.toISOString(), varianceLimitMinor },
      });
    expect(await set(admin, 100)).toMatchObject({ ok: true });
    expect(await set(admin, 100)).toMatchObject({ ok: true });
    expect(await set(admin, 101)).toMatchObject({ code: 'RULE_STANDS' });
    expect(await set(admin, 100, { from: new Date(0) })).toMatchObject({ code: 'RULE_IN_THE_PAST' });
    expect(await set(admin, 100, { of: newId() })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await set(supervisor, 100)).toMatchObject({ code: 'FORBIDDEN' });
    expect(valueOf(await supervisor.client(listCashRules, { params: { companyId } })).rules).toHaveLength(1);
    const flagged = async (countedMinor: number): Promise<boolean | undefined> => {
      const by = await desk.staff('agent', companyId);
      return valueOf(await closeWith(by, await desk.opened(by, 1_000), { countedMinor, sales: 0 })).closing?.flagged;
    };
    expect(await flagged(999)).toBe(true);
    clock.advanceSeconds(61);
    expect([await flagged(900), await flagged(1_100), await flagged(899), await flagged(1_101)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('a review', () => {
  it('hands the counted cash over, with what is missing as a variance, once', async () => {
    const session = await desk.opened(agent, 1_000);
    await desk.sold({ agent, session, saleNo: 1 });
    valueOf(await closeWith(agent, session, { countedMinor: 5_900, sales: 1 }));
    expect(await review(supervisor, session, { decision: 'approve' })).toMatchObject({ code: 'NOTE_MISSING' });
    const before = await desk.sums();
    const presses = await Promise.all(
      Array.from(
        { length: 3 },
        async () => await review(supervisor, session, { decision: 'approve', note: 'a note fell' }),
      ),
    );
    expect(presses.map((press) => (press.ok ? press.value.status : press.code))).toEqual([
      'approved',
      'approved',
      'approved',
    ]);
    const after = await desk.sums();
    const moved = (account: string): number => (after[account] ?? 0) - (before[account] ?? 0);
    expect(['cash-drawer', 'company-cash', 'cash-variance'].map(moved)).toEqual([-6_000, 5_900, 100]);
    expect(await desk.drawerOf(session.sessionId)).toBe(0);
    const { lines, session: approved } = valueOf(await report(agent, session));
    expect(lines.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['float', 1_000],
      ['sale', 5_000],
      ['variance', -100],
      ['handed-over', -5_900],
    ]);
    expect(approved).toMatchObject({
      drawerMinor: 0,
      closing: { review: { decision: 'approve', note: 'a note fell', reviewedBy: supervisor.id } },
    });
    expect(
      await review(await desk.staff('supervisor', companyId), session, { decision: 'recount', note: 'late' }),
    ).toMatchObject({
      code: 'CASH_SESSION_NOT_COUNTED',
    });
    expect(await desk.found()).toEqual([]);
  });

  it('may ask for another count, after which nothing is sold', async () => {
    const session = await desk.opened(agent, 1_000);
    expect(await review(supervisor, session, { decision: 'approve' })).toMatchObject({
      code: 'CASH_SESSION_NOT_COUNTED',
    });
    valueOf(await closeWith(agent, session, { countedMinor: 10, sales: 0 }));
    expect(await review(supervisor, session, { decision: 'recount' })).toMatchObject({ code: 'NOTE_MISSING' });
    expect(valueOf(await review(supervisor, session, { decision: 'recount', note: 'twice' }))).toMatchObject({
      status: 'recount',
    });
    expect(await sell({ agent, session, order: desk.order(companyId), saleNo: 1 })).toMatchObject({
      code: 'CASH_SESSION_NOT_OPEN',
    });
    expect(valueOf(await closeWith(agent, session, { countedMinor: 1_000, sales: 0 }))).toMatchObject({
      status: 'counted',
      closing: { flagged: false, review: null },
    });
    expect(valueOf(await review(supervisor, session, { decision: 'approve' }))).toMatchObject({ status: 'approved' });
    expect(valueOf(await report(supervisor, session)).closings).toMatchObject([
      { countedMinor: 10, review: { decision: 'recount', note: 'twice' } },
      { countedMinor: 1_000, review: { decision: 'approve', note: null } },
    ]);
  });

  it('is made by somebody else of the company', async () => {
    const own = await desk.opened(supervisor);
    valueOf(await closeWith(supervisor, own, { countedMinor: 0, sales: 0 }));
    expect(await review(supervisor, own, { decision: 'approve' })).toMatchObject({ code: 'OWN_CASH_SESSION' });
    expect(await review(agent, own, { decision: 'approve' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await review(await desk.staff('supervisor', newId()), own, { decision: 'approve' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const bySql = `update payment.cash_closings set decision = 'approve', reviewed_by = $2, reviewed_at = now() where session_id = $1`;
    await expect(desk.bed.admin(bySql, [own.sessionId, supervisor.id])).rejects.toThrow('may not be reviewed so');
    expect(await review(await desk.staff('supervisor', companyId), own, { decision: 'approve' })).toMatchObject({
      ok: true,
    });
    await expect(desk.bed.admin(bySql, [own.sessionId, newId()])).rejects.toThrow('may not be reviewed so');
  });
});
