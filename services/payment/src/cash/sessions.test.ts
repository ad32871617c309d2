import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getCashSession,
  getCashSessionCsv,
  listCashSessions,
  moveCash,
  openCashSession,
  type BodyOf,
  type CashSession,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { DatabaseActor } from '@safiri/runtime';
import { transaction } from '@safiri/runtime';
import { sql } from 'kysely';
import { closeWith, countOf, openCashDesk, valueOf, type CashDesk, type Staff } from '../../tests/cash-desk.ts';

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

const open = async (by: Staff, { currency = 'RWF', key = newId(), floatMinor = 0 } = {}) =>
  await by.client(openCashSession, { body: { currency, float: countOf(floatMinor, currency) }, idempotencyKey: key });
const move = async (
  session: CashSession,
  body: Pick<BodyOf<typeof moveCash>, 'kind' | 'amountMinor'>,
  idempotencyKey = newId(),
) => await agent.client(moveCash, { params: session, body: { ...body, reason: 'so' }, idempotencyKey });
const report = async (by: Staff, session: CashSession) => await by.client(getCashSession, { params: session });

describe('a drawer', () => {
  it('is opened with its float once per key, and one is open in a currency', async () => {
    const key = newId();
    const session = valueOf(await open(agent, { key, floatMinor: 2_000 }));
    expect(session).toMatchObject({
      agentId: agent.id,
      companyId,
      status: 'open',
      floatMinor: 2_000,
      drawerMinor: 2_000,
      closing: null,
    });
    expect(valueOf(await open(agent, { key, floatMinor: 2_000 }))).toEqual(session);
    expect(await open(agent, { key, floatMinor: 3_000 })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await open(agent)).toMatchObject({ code: 'CASH_SESSION_OPEN', problem: { sessionId: session.sessionId } });
    expect(await open(agent, { currency: 'KES' })).toMatchObject({ ok: true });
    expect(await desk.drawerOf(session.sessionId)).toBe(2_000);
  });

  it('is opened once by five that open it at the same time', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, async () => await open(agent)));
    expect(opened.filter(({ ok }) => ok)).toHaveLength(1);
    expect(opened.flatMap((each) => (each.ok ? [] : [each.code]))).toEqual(
      Array.from({ length: 4 }, () => 'CASH_SESSION_OPEN'),
    );
  });

  it('is for staff of a company, in whole units of a currency that is known', async () => {
    const platform = await desk.bed.tokens.staff('super-admin', null);
    const served = await desk.bed.serve(desk.payment);
    const body = { currency: 'RWF', float: [] };
    expect(await served.as(platform)(openCashSession, { body, idempotencyKey: newId() })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await open(await desk.staff('driver', companyId))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await open(agent, { currency: 'XXX' })).toMatchObject({ code: 'VALIDATION_FAILED' });
    const cents = { currency: 'KES', float: [{ valueMinor: 50, pieces: 2 }] };
    expect(await agent.client(openCashSession, { body: cents, idempotencyKey: newId() })).toMatchObject({
      code: 'NOT_WHOLE_UNITS',
      problem: { field: '/body/float/0/valueMinor' },
    });
  });

  it('takes and gives cash of the company, never more than it has', async () => {
    const session = await desk.opened(agent, 1_000);
    const key = newId();
    expect(valueOf(await move(session, { kind: 'cash-in', amountMinor: 500 }, key))).toMatchObject({
      kind: 'cash-in',
      amountMinor: 500,
      reason: 'so',
    });
    expect(valueOf(await move(session, { kind: 'cash-in', amountMinor: 500 }, key))).toMatchObject({ lineNo: 2 });
    expect(await move(session, { kind: 'cash-in', amountMinor: 600 }, key)).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(valueOf(await move(session, { kind: 'petty-cash', amountMinor: 200 }))).toMatchObject({ amountMinor: -200 });
    expect(await move(session, { kind: 'safe-drop', amountMinor: 1_301 })).toMatchObject({
      code: 'DRAWER_HAS_TOO_LITTLE',
      problem: { drawerMinor: 1_300 },
    });
    expect(valueOf(await move(session, { kind: 'safe-drop', amountMinor: 1_300 }))).toMatchObject({
      amountMinor: -1_300,
    });
    expect(await desk.drawerOf(session.sessionId)).toBe(0);
    const shillings = await desk.opened(agent, 0, 'KES');
    expect(await move(shillings, { kind: 'cash-in', amountMinor: 150 })).toMatchObject({ code: 'NOT_WHOLE_UNITS' });
    valueOf(await closeWith(agent, session, { countedMinor: 0, sales: 0 }));
    expect(await move(session, { kind: 'cash-in', amountMinor: 1 })).toMatchObject({ code: 'CASH_SESSION_NOT_OPEN' });
  });
});

describe('sessions', () => {
  it('are seen by their agent and by who reviews them, and by nobody else', async () => {
    const session = await desk.opened(agent);
    const listed = async (by: Staff, query = {}): Promise<string[]> =>
      valueOf(await by.client(listCashSessions, { query })).sessions.map(({ sessionId }) => sessionId);
    const theirs = await desk.opened(await desk.staff('agent', companyId));
    const [colleague, stranger] = [await desk.staff('agent', companyId), await desk.staff('supervisor', newId())];
    expect(await listed(agent)).toEqual([session.sessionId]);
    expect(await listed(supervisor)).toEqual([theirs.sessionId, session.sessionId]);
    expect(await listed(supervisor, { agentId: agent.id })).toEqual([session.sessionId]);
    expect(await listed(supervisor, { before: theirs.sessionId })).toEqual([session.sessionId]);
    expect(await listed(supervisor, { status: 'counted' })).toEqual([]);
    expect(await listed(supervisor, { flagged: true })).toEqual([]);
    for (const other of [colleague, stranger]) {
      expect(await listed(other)).toEqual([]);
      expect(await report(other, session)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await closeWith(other, session, { countedMinor: 0, sales: 0 })).toMatchObject({ code: 'NOT_FOUND' });
    }
    const served = await desk.bed.serve(desk.payment);
    const platform = served.as(await desk.bed.tokens.staff('super-admin', null));
    expect(await platform(getCashSession, { params: session })).toMatchObject({ ok: true });
    const rows = async (actor: DatabaseActor): Promise<number> =>
      await transaction(desk.bed.deps.db, actor, async (tx) => {
        const { rows: found } = await sql`
          select from cash_sessions s join cash_lines using (session_id) where s.session_id = ${session.sessionId}`.execute(
          tx,
        );
        return found.length;
      });
    expect([await rows({ kind: 'passenger', id: agent.id }), await rows({ kind: 'company', id: companyId })]).toEqual([
      1, 1,
    ]);
    expect([
      await rows({ kind: 'passenger', id: newId() }),
      await rows({ kind: 'company', id: newId() }),
      await rows({ kind: 'link', id: 'x' }),
    ]).toEqual([0, 0, 0]);
    const { rows: nobody } = await sql`select from cash_lines`.execute(desk.bed.deps.db.kysely);
    expect(nobody).toEqual([]);
  });

  it('are a file for a spreadsheet, in which no reason is a formula', async () => {
    const session = await desk.opened(agent, 1_000, 'KES');
    const body = { kind: 'safe-drop' as const, amountMinor: 500, reason: '=1+1, safe' };
    valueOf(await agent.client(moveCash, { params: session, body, idempotencyKey: newId() }));
    const { name, bytes } = valueOf(await agent.client(getCashSessionCsv, { params: session }));
    expect(name).toBe(`cash-session-${session.sessionId}.csv`);
    const at = desk.bed.deps.clock.now().toISOString();
    expect(Buffer.from(bytes).toString()).toBe(
      [
        'line,at,kind,amount,drawer,tendered,change,order,sale,device,reason,currency',
        `1,${at},float,10.00,10.00,,,,,,,KES`,
        `2,${at},safe-drop,-5.00,5.00,,,,,,"'=1+1, safe",KES`,
        '',
      ].join('\n'),
    );
  });
});
