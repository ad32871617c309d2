import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  askPayoutAccount,
  companyChanged,
  decidePayoutAccount,
  listPayoutAccounts,
  openPayoutAccount,
  pathOf,
  type PayoutDestination,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { transaction } from '@safiri/runtime';
import type { Client } from '@safiri/testkit';
import { bankOfKigali, confirmAccount } from '../../tests/confirm-account.ts';
import { openLedgerDesk, type LedgerDesk } from '../../tests/ledger-desk.ts';
import { findAccountInForce, listAccounts } from './account-queries.ts';

let desk: LedgerDesk;
let served: Awaited<ReturnType<LedgerDesk['served']>>;
let companyId: string;
let accountId: string;
let admin: Client;
let colleague: Client;
let platform: Client;

beforeAll(async () => {
  desk = await openLedgerDesk();
  served = await desk.served();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  companyId = newId();
  accountId = newId();
  admin = served.as(await desk.bed.tokens.staff('company-admin', companyId));
  colleague = served.as(await desk.bed.tokens.staff('company-admin', companyId));
  platform = served.as(await desk.bed.tokens.staff('super-admin', null));
});

const validFrom = '2026-01-01T00:00:00.000Z';
const asking = async (
  call: Client,
  destination: PayoutDestination = bankOfKigali,
  changed: Partial<{ currency: string; validFrom: string }> = {},
) =>
  await call(askPayoutAccount, {
    params: { companyId },
    body: { accountId, currency: 'RWF', validFrom, destination, ...changed },
  });
const deciding = async (call: Client, decision: 'confirmed' | 'refused' = 'confirmed') =>
  await call(decidePayoutAccount, { params: { companyId, accountId }, body: { decision, reason: 'called back' } });
const inForce = async (currency = 'RWF') =>
  await transaction(desk.bed.deps.db, { kind: 'company', id: companyId }, async (tx) =>
    findAccountInForce(tx, { companyId, currency, now: desk.bed.deps.clock.now() }),
  );

describe('an account for payouts', () => {
  it('is in force once another person confirmed it, and never before', async () => {
    expect(await asking(admin)).toMatchObject({ ok: true, value: { status: 'asked', maskedNumber: '•••• 4567' } });
    expect(await inForce()).toBeUndefined();
    expect(await deciding(admin)).toMatchObject({ code: 'SAME_PERSON' });
    const now = desk.bed.deps.clock.now().toISOString();
    expect(await deciding(colleague)).toMatchObject({ value: { status: 'confirmed', inForceFrom: now } });
    expect(await deciding(colleague)).toMatchObject({ ok: true });
    expect(await deciding(platform)).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(await deciding(colleague, 'refused')).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(await inForce()).toMatchObject({ accountId });
    expect(await inForce('KES')).toBeUndefined();
  });

  it('is not confirmed by who asked for it even by SQL, nor ever changed', async () => {
    await asking(admin);
    const confirm = `insert into payment.payout_account_decisions select company_id, account_id, asked_by, 'confirmed', now(), 'x', asked_by, now()
       from payment.payout_accounts where account_id = $1`;
    await expect(desk.bed.admin(confirm, [accountId])).rejects.toThrow('payout_accounts_are_confirmed_by_another');
    const rights = await desk.bed.admin(
      `select 1 from information_schema.role_table_grants
        where grantee = 'safiri_payment' and table_name like 'payout_account%' and privilege_type in ('UPDATE', 'DELETE')`,
    );
    expect(rights).toEqual([]);
  });

  it('may be refused by anybody of the company, and then never comes into force', async () => {
    await asking(admin);
    expect(await deciding(admin, 'refused')).toMatchObject({ value: { status: 'refused', inForceFrom: null } });
    expect(await deciding(colleague)).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(await inForce()).toBeUndefined();
  });

  it('decided by ten people at once is decided once', async () => {
    await asking(admin);
    const people = await Promise.all(
      Array.from({ length: 10 }, async () => served.as(await desk.bed.tokens.staff('company-admin', companyId))),
    );
    const answers = await Promise.all(
      people.map(async (person, n) => await deciding(person, n % 2 === 0 ? 'confirmed' : 'refused')),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'ALREADY_DECIDED')).toHaveLength(9);
  });

  it('is not confirmed by somebody whom a colleague gave that power less than a day ago', async () => {
    await asking(admin);
    const { clock } = desk.bed.deps;
    const freshUntil = Math.ceil(clock.now().getTime() / 1000) + 60;
    const held = [{ permission: 'payout-account:write', everywhere: true, places: [] }];
    const fresh = served.as(await desk.bed.tokens.staffHolding({ held, companyId, claims: { freshUntil } }));
    expect(await deciding(fresh)).toMatchObject({ ok: false, code: 'POWER_TOO_FRESH' });
    clock.advanceSeconds(61);
    expect((await deciding(fresh)).ok).toBe(true);
    clock.advanceSeconds(-61);
  });

  it('takes effect on its day, and the one before it holds until then', async () => {
    const first = await confirmAccount({ companyId, asking: admin, confirming: colleague });
    const now = desk.bed.deps.clock.now();
    const tomorrow = new Date(now.getTime() + 86_400_000);
    const next = await confirmAccount({ companyId, asking: admin, confirming: colleague, validFrom: tomorrow });
    expect(next.inForceFrom).toBe(tomorrow.toISOString());
    expect(await inForce()).toMatchObject({ accountId: first.accountId });
    desk.bed.deps.clock.set(tomorrow);
    expect(await inForce()).toMatchObject({ accountId: next.accountId });
    desk.bed.deps.clock.set(now);
  });

  it('asked for again under its id is one, and another under that id is refused', async () => {
    const first = await asking(admin);
    expect(await asking(admin, { ...bankOfKigali, number: bankOfKigali.number.replaceAll(' ', '') })).toEqual(first);
    const others = [
      await asking(admin, { ...bankOfKigali, number: 'RW12 BKRW 0009 9999 99' }),
      await asking(admin, { ...bankOfKigali, holder: 'Somebody else' }),
      await asking(admin, { kind: 'mobile-money', institution: 'MTN', number: '+250788123456', holder: 'V' }),
      await asking(admin, bankOfKigali, { currency: 'KES' }),
      await asking(admin, bankOfKigali, { validFrom: '2026-02-01T00:00:00.000Z' }),
    ];
    for (const other of others) expect(other).toMatchObject({ code: 'PAYOUT_ACCOUNT_REUSED' });
    expect(await admin(listPayoutAccounts, { params: { companyId } })).toMatchObject({
      value: { accounts: [{ accountId }] },
    });
  });

  it('asked for by an id in capitals is the account of that id', async () => {
    accountId = accountId.toUpperCase();
    const asked = { ok: true, value: { accountId: accountId.toLowerCase() } };
    expect(await asking(admin)).toMatchObject(asked);
    expect(await asking(admin)).toMatchObject(asked);
  });

  it('is told to the company at each step, with its number masked', async () => {
    await desk.bed.hear(desk.payment, companyChanged, {
      companyId,
      version: 1,
      name: 'Volcano Express',
      timeZone: 'Africa/Kigali',
      phone: null,
      email: 'office@volcano.example',
      url: null,
    });
    await asking(admin);
    await asking(admin);
    await deciding(colleague);
    await deciding(colleague);
    const told = (await desk.bed.outbox()).filter((entry) => entry.aggregateId === accountId);
    expect(told.map(({ version, payload }) => ({ version, payload }))).toMatchObject([
      { version: 1, payload: { status: 'asked', email: 'office@volcano.example', label: 'Bank of Kigali •••• 4567' } },
      { version: 2, payload: { status: 'confirmed', companyName: 'Volcano Express' } },
    ]);
    expect(JSON.stringify(told)).not.toContain('0001');
  });
});

describe('the number of an account', () => {
  it('stands nowhere readable, and is opened by the platform alone, which is noted', async () => {
    await asking(admin);
    const open = async (call: Client) =>
      await call(openPayoutAccount, { params: { companyId, accountId }, body: { reason: 'the payout of May' } });
    const rows = await desk.bed.admin('select * from payment.payout_accounts where account_id = $1', [accountId]);
    expect(JSON.stringify(rows)).not.toMatch(/0001|Volcano/);
    const listed = await colleague(listPayoutAccounts, { params: { companyId } });
    expect(JSON.stringify(listed)).not.toMatch(/0001|Volcano|v1\./);
    expect(await open(admin)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await open(platform)).toEqual({ ok: true, value: { ...bankOfKigali, number: 'RW12BKRW0001234567' } });
    expect(
      await desk.bed.admin('select reason from payment.payout_account_openings where account_id = $1', [accountId]),
    ).toEqual([{ reason: 'the payout of May' }]);
  });

  it('put in the place of another one does not open', async () => {
    await asking(admin);
    const mine = accountId;
    const another = await confirmAccount({ companyId, asking: admin, confirming: colleague });
    await desk.bed.admin(
      `update payment.payout_accounts set sealed = (select sealed from payment.payout_accounts where account_id = $1) where account_id = $2`,
      [another.accountId, mine],
    );
    expect(
      await platform(openPayoutAccount, { params: { companyId, accountId: mine }, body: { reason: 'x' } }),
    ).toMatchObject({ code: 'INTERNAL' });
  });

  it('is not taken unsealed', async () => {
    const token = await desk.bed.tokens.staff('company-admin', companyId);
    const response = await fetch(
      `${served.app.listeningOrigin}${pathOf(askPayoutAccount).replace(':companyId', companyId)}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ accountId, currency: 'RWF', validFrom, destination: bankOfKigali }),
      },
    );
    expect([response.status, await response.json()]).toMatchObject([422, { code: 'SEALING_REQUIRED' }]);
  });
});

describe('staff', () => {
  it('of other companies, and of other roles, neither ask nor decide nor read', async () => {
    await asking(admin);
    const stranger = served.as(await desk.bed.tokens.staff('company-admin', newId()));
    const supervisor = served.as(await desk.bed.tokens.staff('supervisor', companyId));
    for (const call of [stranger, supervisor]) {
      expect(await asking(call)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await deciding(call)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await call(listPayoutAccounts, { params: { companyId } })).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('who decide about an account that is not there, or open it, are told so', async () => {
    expect(await deciding(admin)).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await platform(openPayoutAccount, { params: { companyId, accountId }, body: { reason: 'x' } }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('see rows of their company alone, and nobody sees any', async () => {
    await asking(admin);
    const seen = async (id: string) =>
      await transaction(desk.bed.deps.db, { kind: 'company', id }, async (tx) => await listAccounts(tx, companyId));
    expect(await seen(companyId)).toHaveLength(1);
    expect(await seen(newId())).toEqual([]);
    const passenger = { kind: 'passenger', id: companyId } as const;
    const asPassenger = transaction(desk.bed.deps.db, passenger, async (tx) => await listAccounts(tx, companyId));
    expect(await asPassenger).toEqual([]);
  });
});
