import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  companyChanged,
  inviteStaff,
  listRoles,
  listTenants,
  putRole,
  setPowers,
  setTenantStatus,
  type Tenant,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openAuthBed, valueOf, type AuthBed } from './auth-bed.ts';
import { deny, openCompany, openOperator, type Person } from './company-staff.ts';

let bed: AuthBed;
let operator: Person;
beforeAll(async () => {
  bed = await openAuthBed();
  operator = await openOperator(bed);
});
afterAll(async () => await bed.close());

const put = async (companyId: string, status: Tenant['status'], by = operator) =>
  await by.call(setTenantStatus, { params: { companyId }, body: { status, because: 'For a test' } });

it('staff of a suspended company look and change nothing, until it is resumed', async () => {
  const { companyId, admin } = await openCompany(bed, operator);
  expect(await put(companyId, 'suspended')).toMatchObject({
    ok: true,
    value: { status: 'suspended', because: 'For a test' },
  });
  await bed.revocations.read();
  const write = { params: { roleId: newId() }, body: { companyId, name: 'R', permissions: [] } };
  expect(await admin.call(putRole, write)).toMatchObject({ code: 'UNAUTHENTICATED' });
  const call = await admin.again();
  expect((await call(listRoles, { query: { companyId } })).ok).toBe(true);
  expect(await call(putRole, write)).toMatchObject({ code: 'FORBIDDEN' });
  expect((await put(companyId, 'active')).ok).toBe(true);
  expect((await (await admin.again())(putRole, write)).ok).toBe(true);
  const told = (await bed.bed.outbox()).filter(
    ({ type, aggregateId }) => type === 'company-status-changed' && aggregateId === companyId,
  );
  expect(told.map(({ payload }) => payload)).toEqual([
    { companyId, version: 2, status: 'suspended' },
    { companyId, version: 3, status: 'active' },
  ]);
});

it('a company is closed for good, once suspended and without trips ahead; its staff are passengers then', async () => {
  const { companyId, admin } = await openCompany(bed, operator);
  expect(await put(companyId, 'closed')).toMatchObject({ code: 'TENANT_NOT_SUSPENDED' });
  valueOf(await put(companyId, 'suspended'));
  bed.setTripsAhead(3);
  expect(await put(companyId, 'closed')).toMatchObject({ code: 'TENANT_HAS_TRIPS' });
  bed.setTripsAhead(0);
  for (const _ of [1, 2])
    expect(await put(companyId, 'closed')).toMatchObject({ value: { status: 'closed', people: 0 } });
  await bed.revocations.read();
  await expect(admin.again()).rejects.toThrow('SESSION_OVER');
  expect(await put(companyId, 'active')).toMatchObject({ code: 'TENANT_CLOSED' });
  expect(await put(newId(), 'suspended')).toMatchObject({ code: 'NOT_FOUND' });
});

it('companies are the platform’s business alone', async () => {
  const { companyId, admin } = await openCompany(bed, operator);
  expect(await put(companyId, 'suspended', admin)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin.call(listTenants, { query: {} })).toMatchObject({ code: 'FORBIDDEN' });
  expect(valueOf(await operator.call(listTenants, { query: {} })).tenants.length).toBeGreaterThan(0);
});

it('a company of a feed becomes a tenant by its news, and takes its new name', async () => {
  const companyId = newId();
  const news = { companyId, version: 1, timeZone: 'Africa/Kigali', phone: null, email: null, url: null };
  const tell = async (name: string) => await bed.bed.hear(bed.auth, companyChanged, { ...news, name });
  const names = async () => await bed.bed.admin('select name from auth.tenants where company_id = $1', [companyId]);
  await tell('Virunga');
  expect(await names()).toEqual([{ name: 'Virunga' }]);
  await tell('Virunga Express');
  expect(await names()).toEqual([{ name: 'Virunga Express' }]);
  expect(valueOf(await operator.call(listRoles, { query: { companyId } })).roles).toHaveLength(4);
});

it('the platform’s staff may hold a part of what it can do, and are invited by whoever holds it', async () => {
  const email = `${newId()}@safiri.example`;
  const [role] = valueOf(await operator.call(listRoles, { query: {} })).roles;
  const power = {
    kind: 'role',
    roleId: role?.roleId ?? '',
    permission: null,
    scope: 'company',
    scopeId: null,
  } as const;
  const body = { invitationId: newId(), companyId: null, email, powers: [power, deny('money:decide')] };
  expect((await operator.call(inviteStaff, { body })).ok).toBe(true);
  const { admin } = await openCompany(bed, operator);
  expect(await admin.call(inviteStaff, { body: { ...body, invitationId: newId() } })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(
    await admin.call(setPowers, { params: { accountId: operator.accountId }, body: { version: 1, powers: [] } }),
  ).toMatchObject({ code: 'NOT_FOUND' });
});
