import { afterAll, beforeAll, beforeEach, expect, describe, it } from 'vitest';
import {
  askErasure,
  callOffErasure,
  exportMyData,
  exportMyTables,
  getMyAccount,
  getMyPrivacy,
  guestOrdersClaimed,
  mostExportedRows,
  mostPersonalRows,
  refreshSession,
  servicesWithPersonalData,
  signIn,
  subjectErased,
  subjectForgotten,
  type DataSubject,
  type ErasureObstacle,
  type PersonalDataPage,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { ServiceDeps } from '@safiri/runtime';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

/** What the other services answer. */
let obstacles: readonly ErasureObstacle[];
let page: PersonalDataPage | undefined;
let asked: DataSubject[];
let answering: boolean;

const peers = (async ({ path }, { body, params }) => {
  if (path === '/erasures/:erasureId') return { ok: true, value: await whomToErase(params) };
  if (!answering) return { ok: false, code: 'NO_ANSWER', detail: 'away' };
  asked.push(body as DataSubject);
  return { ok: true, value: path === '/subjects/data' ? (page ?? { rows: [], next: null }) : { obstacles } };
}) as ServiceDeps['callPeer'];

/** As auth answers itself. */
async function whomToErase({ erasureId }: { readonly erasureId?: string }): Promise<DataSubject | undefined> {
  const [who] = await house.bed.admin<DataSubject>(
    'select to_jsonb(subject_ids) as "subjectIds", phones, emails from auth.erasures where erasure_id = $1',
    [erasureId],
  );
  return who;
}

const understood = { body: { understood: true as const } };
const owed: ErasureObstacle = {
  kind: 'refund-owed',
  reference: 'KGL7Q2',
  amount: { amountMinor: 5, currency: 'RWF' },
  until: null,
};
const voucher: ErasureObstacle = {
  kind: 'voucher-left',
  reference: null,
  amount: { amountMinor: 5, currency: 'RWF' },
  until: null,
};

let house: AuthBed;
beforeAll(async () => {
  house = await openAuthBed({ ERASURE_WAIT_DAYS: '3', PASSENGER_IDLE_DAYS: '60' }, { callPeer: peers });
});
beforeEach(() => {
  [obstacles, page, asked, answering] = [[], undefined, [], true];
});
afterAll(async () => {
  await house.close();
});

async function pass(minutes: number): Promise<void> {
  house.bed.deps.clock.advanceSeconds(minutes * 60);
  await house.revocations.read();
}
async function carryOut(): Promise<void> {
  for (const name of ['carry-out-erasures', 'forget-subjects'])
    while (await house.auth.jobs.find((job) => job.name === name)?.run());
}
async function erasure(subjectId: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await house.bed.admin<Record<string, unknown>>(
    `select erasure_id, status, held_up, version from auth.erasures where subject_id = $1 and status <> 'called-off'`,
    [subjectId],
  );
  return row;
}
const days = 24 * 60;

describe('everything that is kept', () => {
  it('is given to who signed in within ten minutes, and to a guest at any time', async () => {
    const { accessToken } = await house.register();
    const { accessToken: guest } = await house.guest();
    await pass(9);
    expect(await house.as(accessToken)(exportMyData, {})).toMatchObject({ ok: true });
    await pass(0.9);
    expect(await house.as(guest)(exportMyTables, {})).toMatchObject({ ok: true });
    const { refreshToken } = await house.register();
    await pass(9);
    // Carried on, the session lives; it was proven no later than before.
    const old = valueOf(await house.as()(refreshSession, { body: { refreshToken } }));
    await pass(2);
    expect(await house.as(old.accessToken)(exportMyData, {})).toMatchObject({ ok: false, code: 'PROOF_TOO_OLD' });
    expect(await house.as(old.accessToken)(askErasure, understood)).toMatchObject({ ok: false, code: 'PROOF_TOO_OLD' });
  });

  it('is asked of all services, page by page, of the guests an account was as well', async () => {
    const { accessToken, account } = await house.register();
    const guestId = newId();
    await house.bed.hear(house.auth, guestOrdersClaimed, { guestId, accountId: account.accountId, orders: [] });
    page = { rows: [{ table: 'orders', values: { orderId: newId(), note: '=1+1' } }], next: null };
    const file = JSON.parse(Buffer.from(valueOf(await house.as(accessToken)(exportMyData, {})).bytes).toString());
    expect(file.orders).toHaveLength(servicesWithPersonalData.length);
    expect(asked.map(({ subjectIds }) => subjectIds)).toEqual(asked.map(() => [account.accountId, guestId]));
    // Where its owner read a code; what is only written somewhere finds nothing.
    expect(asked.map(({ phones, emails }) => [phones, emails])).toEqual(asked.map(() => [[], [account.email]]));
  });

  it('is refused when it does not fit a file, and when a service does not answer', async () => {
    const { accessToken } = await house.register();
    answering = false;
    expect(await house.as(accessToken)(exportMyData, {})).toMatchObject({ ok: false, code: 'UNAVAILABLE' });
    answering = true;
    page = { rows: Array.from({ length: mostPersonalRows }, () => ({ table: 'orders', values: {} })), next: '0:x' };
    expect(await house.as(accessToken)(exportMyData, {})).toMatchObject({ ok: false, code: 'EXPORT_TOO_LARGE' });
    expect(asked.length).toBeLessThanOrEqual(mostExportedRows / mostPersonalRows + 1);
  });

  it('of staff is what is kept of them, and not what they sold, which names customers; to be forgotten they ask their company', async () => {
    const { accessToken, account } = await house.staff('agent', newId());
    const call = house.as(accessToken);
    asked = [];
    obstacles = [owed];
    expect(valueOf(await call(getMyPrivacy, {}))).toMatchObject({ isStaff: true, obstacles: [], erasure: null });
    valueOf(await call(exportMyData, {}));
    valueOf(await call(exportMyTables, {}));
    // Auth itself and notification, twice each: none of those that keep orders.
    expect(asked).toHaveLength(4);
    const who = { subjectIds: [account.accountId], emails: [account.email] };
    for (const one of asked) expect(one).toMatchObject(who);
    expect(await call(askErasure, understood)).toMatchObject({ ok: false, code: 'STAFF_ACCOUNT' });
  });
});

describe('being forgotten', () => {
  it('is refused while something is open, and says what', async () => {
    const { accessToken } = await house.register();
    obstacles = [owed];
    const refused = await house.as(accessToken)(askErasure, understood);
    expect(refused).toMatchObject({ ok: false, code: 'ERASURE_NOT_POSSIBLE' });
    expect(refused.ok ? undefined : Reflect.get(refused.problem ?? {}, 'obstacles')).toEqual(
      Array.from(servicesWithPersonalData, () => owed),
    );
    answering = false;
    expect(await house.as(accessToken)(askErasure, understood)).toMatchObject({ ok: false, code: 'UNAVAILABLE' });
  });

  it('goes on with a voucher left only for who gives it up', async () => {
    const { accessToken, account } = await house.register();
    obstacles = [voucher];
    expect(await house.as(accessToken)(askErasure, understood)).toMatchObject({
      ok: false,
      code: 'ERASURE_NOT_POSSIBLE',
    });
    valueOf(await house.as(accessToken)(askErasure, { body: { understood: true, giveUpVouchers: true } }));
    await pass(3 * days);
    await carryOut();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'started' });
  });

  it('asked twice is asked once, and called off in time it is as if it never was', async () => {
    const { accessToken, account } = await house.register();
    const call = house.as(accessToken);
    const first = valueOf(await call(askErasure, understood));
    expect(valueOf(await call(askErasure, understood))).toEqual(first);
    expect(valueOf(await call(getMyPrivacy, {}))).toMatchObject({ erasure: first, waitingDays: 3 });
    for (let time = 0; time < 2; time += 1) valueOf(await call(callOffErasure, {}));
    await pass(4 * days);
    await carryOut();
    expect(await erasure(account.accountId)).toBeUndefined();
  });

  it('waits when something was opened since, and goes on when that is over', async () => {
    const { accessToken, account } = await house.register();
    valueOf(await house.as(accessToken)(askErasure, understood));
    obstacles = [owed];
    await pass(3 * days);
    await carryOut();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'waiting', held_up: true });
    obstacles = [];
    await pass(10);
    await carryOut();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'started', held_up: false });
  });

  it('ends the sessions at once, frees the address, and cannot be called off any more', async () => {
    const { accessToken, account, refreshToken: _token } = await house.register();
    valueOf(await house.as(accessToken)(askErasure, understood));
    await house.bed.admin(
      `insert into auth.invitations (invitation_id, email, powers, token_hash, created_at, expires_at)
       values ($1, $2, '[]', sha256(convert_to($2, 'UTF8')), now(), now() + interval '7 days')`,
      [newId(), account.email],
    );
    await house.bed.admin("insert into auth.pins (account_id, pin_hash, changed_at) values ($1, '$2b$04$x', now())", [
      account.accountId,
    ]);
    await house.bed.admin(
      `update auth.erasures set erases_at = asked_at, next_look_at = asked_at where subject_id = $1`,
      [account.accountId],
    );
    // Between the step that takes it and the one that begins it.
    await house.bed.admin(`update auth.erasures set status = 'started', started_at = now() where subject_id = $1`, [
      account.accountId,
    ]);
    expect(await house.as(accessToken)(callOffErasure, {})).toMatchObject({ ok: false, code: 'ERASURE_STARTED' });
    await house.bed.admin(`update auth.erasures set status = 'waiting', started_at = null where subject_id = $1`, [
      account.accountId,
    ]);
    await carryOut();
    await house.revocations.read();
    expect(await house.as(accessToken)(getMyAccount, {})).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
    const { email: identifier } = account;
    expect(await house.as()(signIn, { body: { identifier: identifier ?? '', password } })).toMatchObject({
      code: 'SIGN_IN_FAILED',
    });
    expect(
      await house.bed.admin('select name, email, phone from auth.accounts where account_id = $1', [account.accountId]),
    ).toEqual([{ name: '-', email: null, phone: null }]);
    expect(await house.bed.admin('select 1 from auth.invitations where email = $1', [account.email])).toEqual([]);
    expect(await house.bed.admin('select 1 from auth.pins where account_id = $1', [account.accountId])).toEqual([]);
    const erasureId = String((await erasure(account.accountId))?.['erasure_id']);
    await house.bed.hear(house.auth, subjectErased, { erasureId, subjectId: account.accountId, version: 1 });
    await carryOut();
    expect(await house.bed.admin('select from auth.sessions where subject_id = $1', [account.accountId])).toEqual([]);
  });

  it('is done when every service was done with the second telling, in whatever order they say so, and however often', async () => {
    const { accessToken, account } = await house.register();
    valueOf(await house.as(accessToken)(askErasure, understood));
    await pass(3 * days);
    await carryOut();
    const started = await erasure(account.accountId);
    const erasureId = String(started?.['erasure_id']);
    const report = async (version: number): Promise<void> => {
      for (const service of servicesWithPersonalData.toReversed())
        await house.bed.hear(house.auth, subjectForgotten, { erasureId, service, version });
    };
    await report(1);
    expect(await erasure(account.accountId)).toMatchObject({ status: 'started', version: 1 });
    await pass(11);
    await carryOut();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'started', version: 2 });
    await report(2);
    await report(1);
    expect(await erasure(account.accountId)).toMatchObject({ status: 'done' });
    await house.auth.republish?.();
    const news = (await house.bed.outbox()).filter(({ aggregateId }) => aggregateId === erasureId);
    expect(news.filter(({ type }) => type === 'subject-erased').map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('that a process left halfway is taken up by the next look', async () => {
    const { accessToken, account } = await house.register();
    valueOf(await house.as(accessToken)(askErasure, understood));
    await pass(3 * days);
    answering = false;
    await expect(carryOut()).rejects.toThrow();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'waiting' });
    answering = true;
    await carryOut();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'waiting' });
    await pass(10);
    await carryOut();
    expect(await erasure(account.accountId)).toMatchObject({ status: 'started' });
  });
});
