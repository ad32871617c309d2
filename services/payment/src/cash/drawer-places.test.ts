import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closeCashSession,
  getCashSession,
  getCashSessionCsv,
  listCashSessions,
  openCashSession,
  reviewCashSession,
  voidMissingCashSales,
  type CashSession,
  type HeldPermission,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { openCashDesk, valueOf, type CashDesk } from '../../tests/cash-desk.ts';

let desk: CashDesk;
let served: Awaited<ReturnType<CashDesk['bed']['serve']>>;
beforeAll(async () => {
  desk = await openCashDesk();
  served = await desk.bed.serve(desk.payment);
});
afterAll(async () => await desk.close());

const companyId = newId();
const [kigali, gate, huye] = [newId(), newId(), newId()];
const only = (...places: string[]): Pick<HeldPermission, 'everywhere' | 'places'> => ({ everywhere: false, places });
const allBut = (...places: string[]): Pick<HeldPermission, 'everywhere' | 'places'> => ({ everywhere: true, places });

type Reach = Pick<HeldPermission, 'everywhere' | 'places'>;
async function clientWith(permissions: Readonly<Record<string, Reach>>, company = companyId): Promise<Client> {
  const held = Object.entries(permissions).map(([permission, reach]) => ({ permission, ...reach }));
  return served.as(await desk.bed.tokens.staffHolding({ held, companyId: company }));
}
async function opened(reach: Reach, placeId?: string): Promise<{ agent: Client; session: CashSession }> {
  const agent = await clientWith({ 'cash:take': reach });
  const body = { currency: 'RWF', float: [], ...(placeId === undefined ? {} : { placeId }) };
  return { agent, session: valueOf(await agent(openCashSession, { body, idempotencyKey: newId() })) };
}
/** Who reviews holds what lists drawers as well. */
const reviewer = async (reach: Reach, company?: string) =>
  await clientWith({ 'cash:take': reach, 'cash:review': reach }, company);
async function sees(reach: Reach, session: CashSession): Promise<boolean> {
  const client = await reviewer(reach);
  const { sessions } = valueOf(await client(listCashSessions, { query: {} }));
  const isListed = sessions.some(({ sessionId }) => sessionId === session.sessionId);
  const single = [
    await client(getCashSession, { params: session }),
    await client(getCashSessionCsv, { params: session }),
  ];
  expect(single.map(({ ok }) => ok)).toEqual([isListed, isListed]);
  return isListed;
}

describe('a drawer of a branch', () => {
  it('is seen by who reviews at all of its places, or in the whole company, and by nobody else', async () => {
    const { session } = await opened(only(kigali, gate));
    expect(session.places.toSorted()).toEqual([kigali, gate].toSorted());
    expect(await sees(only(kigali, gate), session)).toBe(true);
    expect(await sees(only(kigali, gate, huye), session)).toBe(true);
    expect(await sees(allBut(), session)).toBe(true);
    expect(await sees(allBut(huye), session)).toBe(true);
    expect(await sees(only(gate), session)).toBe(false);
    expect(await sees(only(huye), session)).toBe(false);
    expect(await sees(allBut(gate), session)).toBe(false);
  });

  it('stands where its agent says, if they take cash there', async () => {
    const { session } = await opened(only(kigali, gate), gate);
    expect(session.places).toEqual([gate]);
    expect(await sees(only(gate), session)).toBe(true);
    const agent = await clientWith({ 'cash:take': only(kigali) });
    const body = { currency: 'RWF', float: [], placeId: huye };
    expect(await agent(openCashSession, { body, idempotencyKey: newId() })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is the whole company’s where its agent takes cash anywhere and does not say', async () => {
    const { session } = await opened(allBut());
    expect(session.places).toEqual([]);
    expect(await sees(allBut(), session)).toBe(true);
    expect(await sees(only(kigali, gate, huye), session)).toBe(false);
    expect(await sees(allBut(huye), session)).toBe(false);
  });

  it('is reviewed, and its missing sales given up, by its own supervisor; another’s finds nothing there', async () => {
    const { agent, session } = await opened(only(huye));
    const reason = 'the till was stolen';
    const strangers = [
      await reviewer(only(kigali, gate)),
      await reviewer(allBut(huye)),
      await reviewer(only(huye), newId()),
    ];
    const review = { params: session, body: { decision: 'approve' as const } };
    valueOf(await (await reviewer(only(huye)))(voidMissingCashSales, { params: session, body: { reason } }));
    const closing = { count: [], devices: [] };
    valueOf(await agent(closeCashSession, { params: session, body: closing }));
    for (const stranger of strangers) {
      expect(await stranger(reviewCashSession, review)).toMatchObject({ code: 'NOT_FOUND' });
      const voids = await stranger(voidMissingCashSales, { params: session, body: { reason } });
      expect(voids).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(valueOf(await (await reviewer(only(huye)))(reviewCashSession, review)).status).toBe('approved');
  });
});
