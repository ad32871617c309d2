import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  askSupportView,
  auditLogs,
  consentSupportView,
  endSupportView,
  getMyAccount,
  leaveSupportView,
  listAskedSupportViews,
  listSupportViews,
  openSupportView,
  createStaff,
  type SupportGrant,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
let operator: Client;
let admin: Client;
const companyId = newId();
const reason = 'A passenger says that their seat was sold twice';

/** Signs in an account of an installation: of the platform, or of a company. */
async function staff(role: 'super-admin' | 'company-admin' | 'agent', of: string | null): Promise<Client> {
  const identifier = `${newId()}@safiri.example`;
  await bed.auth.ensureAccount({ identifier, password, name: 'Somebody', role, companyId: of });
  return bed.as((await bed.signIn(identifier)).accessToken);
}

beforeAll(async () => {
  bed = await openAuthBed();
  operator = await staff('super-admin', null);
  admin = await staff('company-admin', companyId);
});
afterAll(async () => await bed.close());

async function asked(by = operator): Promise<SupportGrant> {
  return valueOf(await by(askSupportView, { body: { grantId: newId(), companyId, reason } }));
}

async function running(minutes = 60): Promise<SupportGrant> {
  const { grantId } = await asked();
  return valueOf(await admin(consentSupportView, { params: { grantId }, body: { minutes } }));
}

async function view({ grantId }: SupportGrant): Promise<Client> {
  return bed.as(valueOf(await operator(openSupportView, { params: { grantId } })).accessToken);
}

/** Operations of the newest entries of the company's log, newest first. */
async function log(limit: number): Promise<string[]> {
  const { entries } = valueOf(await admin(auditLogs.auth.list, { query: { limit } }));
  return entries.map((entry) => entry.operation);
}

it('the company reads who asks and why, consents for a time, and sees what is read', async () => {
  const grant = await asked();
  expect(grant).toMatchObject({ status: 'asked', reason, consent: null });
  expect(valueOf(await admin(listSupportViews, {})).grants[0]).toEqual(grant);
  const params = { grantId: grant.grantId };
  expect(await operator(openSupportView, { params })).toMatchObject({ code: 'SUPPORT_NOT_RUNNING' });
  const consented = valueOf(await admin(consentSupportView, { params, body: {} }));
  const minutes = Date.parse(consented.consent?.until ?? '') - Date.parse(consented.consent?.from ?? '');
  expect({ status: consented.status, minutes }).toEqual({ status: 'running', minutes: 3_600_000 });
  expect(valueOf(await operator(listAskedSupportViews, {})).grants[0]).toEqual(consented);
  const looking = await view(grant);
  const seen = valueOf(await looking(auditLogs.auth.list, { query: { limit: 1, thingKind: 'account' } }));
  expect(seen.entries.every((entry) => entry.companyId === companyId)).toBe(true);
  const { entries } = valueOf(await admin(auditLogs.auth.list, { query: { limit: 4 } }));
  expect(entries.map(({ operation, supportId }) => ({ operation, supportId }))).toEqual([
    { operation: 'listAuthAuditEntries', supportId: grant.grantId },
    { operation: 'openSupportView', supportId: null },
    { operation: 'consentSupportView', supportId: null },
    { operation: 'askSupportView', supportId: null },
  ]);
  expect(entries[0]?.after).toEqual({ read: { limit: 1, thingKind: 'account' } });
});

it('a view changes nothing, sees no other company, and is none of the platform’s', async () => {
  const grant = await running();
  const looking = await view(grant);
  const body = { companyId, email: 'new@safiri.example', name: 'New', password, role: 'driver' } as const;
  expect(await looking(createStaff, { body })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await looking(consentSupportView, { params: grant, body: {} })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await looking(endSupportView, { params: grant })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await looking(auditLogs.auth.list, { query: { companyId: newId() } })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await looking(listAskedSupportViews, {})).toMatchObject({ code: 'FORBIDDEN' });
  expect((await looking(getMyAccount, {})).ok).toBe(true);
});

it('either side ends a view at once, everywhere', async () => {
  for (const end of [
    async (grantId: string) => await admin(endSupportView, { params: { grantId } }),
    async (grantId: string) => await operator(leaveSupportView, { params: { grantId } }),
  ]) {
    const grant = await running();
    const looking = await view(grant);
    expect((await looking(auditLogs.auth.list, { query: {} })).ok).toBe(true);
    const ended = valueOf(await end(grant.grantId));
    expect(ended.status).toBe('over');
    expect(valueOf(await end(grant.grantId))).toEqual(ended);
    await bed.revocations.read();
    await bed.payment.revocations.read();
    expect(await looking(auditLogs.auth.list, { query: {} })).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(bed.payment.revocations.takeBack({ sub: newId(), sid: grant.grantId, rev: 9e9 })).toBe(true);
    expect(await operator(openSupportView, { params: grant })).toMatchObject({ code: 'SUPPORT_NOT_RUNNING' });
  }
});

it('a view ends by its time, and its tokens with it', async () => {
  const grant = await running(5);
  const { accessToken, expiresAt } = valueOf(await operator(openSupportView, { params: grant }));
  expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.parse(grant.consent?.until ?? ''));
  bed.bed.deps.clock.advanceSeconds(5 * 60 + 10);
  await bed.revocations.read();
  expect(await bed.as(accessToken)(auditLogs.auth.list, { query: {} })).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await operator(openSupportView, { params: grant })).toMatchObject({ code: 'SUPPORT_NOT_RUNNING' });
  expect(valueOf(await admin(listSupportViews, {})).grants[0]?.status).toBe('over');
  expect(await admin(consentSupportView, { params: grant, body: {} })).toMatchObject({ code: 'SUPPORT_OVER' });
  operator = await staff('super-admin', null);
  admin = await staff('company-admin', companyId);
});

it('what is refused or withdrawn lets nobody in', async () => {
  for (const end of [
    async (grantId: string) => await admin(endSupportView, { params: { grantId } }),
    async (grantId: string) => await operator(leaveSupportView, { params: { grantId } }),
  ]) {
    const { grantId } = await asked();
    expect(valueOf(await end(grantId))).toMatchObject({ status: 'over', consent: null });
    expect(await admin(consentSupportView, { params: { grantId }, body: {} })).toMatchObject({ code: 'SUPPORT_OVER' });
  }
});

it('asking twice with one id asks once; another’s id is refused, and so is who may not', async () => {
  const grant = await asked();
  const body = { grantId: grant.grantId, companyId, reason };
  const before = await log(1);
  expect(valueOf(await operator(askSupportView, { body }))).toEqual(grant);
  expect(await log(1)).toEqual(before);
  expect(await operator(askSupportView, { body: { ...body, reason: 'Another reason' } })).toMatchObject({
    code: 'GRANT_ID_REUSED',
  });
  const another = await staff('super-admin', null);
  expect(await another(askSupportView, { body })).toMatchObject({ code: 'GRANT_ID_REUSED' });
  expect(await another(leaveSupportView, { params: grant })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await another(openSupportView, { params: grant })).toMatchObject({ code: 'NOT_FOUND' });
  const rival = await staff('company-admin', newId());
  expect(await rival(consentSupportView, { params: grant, body: {} })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await rival(endSupportView, { params: grant })).toMatchObject({ code: 'NOT_FOUND' });
  expect(valueOf(await rival(listSupportViews, {})).grants).toEqual([]);
  // The platform never consents for a company, although its staff hold every permission.
  expect(await another(consentSupportView, { params: grant, body: {} })).toMatchObject({ code: 'FORBIDDEN' });
  const agent = await staff('agent', companyId);
  expect(await agent(consentSupportView, { params: grant, body: {} })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin(askSupportView, { body: { ...body, grantId: newId() } })).toMatchObject({ code: 'FORBIDDEN' });
});

it('two yeses at once are one', async () => {
  const { grantId } = await asked();
  const answers = await Promise.all(
    [30, 60].map(async (minutes) => await admin(consentSupportView, { params: { grantId }, body: { minutes } })),
  );
  const [one, two] = answers.map(valueOf);
  expect(one).toEqual(two);
  expect((await log(3)).filter((operation) => operation === 'consentSupportView')).toHaveLength(1);
});
