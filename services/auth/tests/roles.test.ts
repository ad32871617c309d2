import { describe, expect, it } from 'vitest';
import { deactivateStaff, listRoles, putBranch, putRole, removeRole, type Power } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { valueOf } from './auth-bed.ts';
import { grant, openCompany, useStaff, held } from './company-staff.ts';

const { bed, operator, company, freshCompany, set } = useStaff();
type Wanted = { readonly name: string; readonly permissions: readonly string[]; readonly roleId?: string };
const put = async (by: Client, { name, permissions, roleId = newId() }: Wanted) =>
  await by(putRole, {
    params: { roleId },
    body: { companyId: company().companyId, name, permissions: [...permissions] } as never,
  });

describe('a role', () => {
  it('of the company is made of what its maker holds; a name gives nothing', async () => {
    const { companyId, admin, hire } = await freshCompany();
    const roleId = newId();
    expect(valueOf(await put(admin.call, { name: 'Super admin', permissions: ['seat:sell'], roleId }))).toMatchObject({
      isFixed: false,
      people: 0,
    });
    const role: Power = { kind: 'role', roleId, permission: null, scope: 'company', scopeId: null };
    const clerk = await hire([role, grant('staff:write')]);
    expect(Object.keys(await held(clerk.call)).toSorted()).toEqual(['seat:sell', 'staff:write']);
    expect(
      await put(clerk.call, { name: 'Super admin', permissions: ['seat:sell', 'trip:cancel'], roleId }),
    ).toMatchObject({
      code: 'MORE_THAN_OWN',
    });
    expect(await put(admin.call, { name: 'x', permissions: ['tenant:write'] })).toMatchObject({
      code: 'MORE_THAN_OWN',
    });
    expect(await put(admin.call, { name: 'agent', permissions: [] })).toMatchObject({ code: 'ROLE_NAME_TAKEN' });
    valueOf(await put(admin.call, { name: 'Clerk', permissions: ['seat:sell', 'seat:keep'], roleId }));
    expect(Object.keys(await held(await clerk.again()))).toContain('seat:keep');
    expect(await admin.call(removeRole, { params: { roleId } })).toMatchObject({ code: 'ROLE_IN_USE' });
    valueOf(await set(admin.call, clerk.accountId, [grant('staff:write')]));
    for (const _ of [1, 2]) expect((await admin.call(removeRole, { params: { roleId } })).ok).toBe(true);
    const fixed = valueOf(await admin.call(listRoles, { query: { companyId } })).roles[0]?.roleId ?? '';
    expect(await put(admin.call, { name: 'Mine', permissions: [], roleId: fixed })).toMatchObject({
      code: 'ROLE_FIXED',
    });
    expect(await admin.call(removeRole, { params: { roleId: fixed } })).toMatchObject({ code: 'ROLE_FIXED' });
    const other = await openCompany(bed(), operator());
    expect(await other.admin.call(removeRole, { params: { roleId: fixed } })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that made the last admin keeps what makes an admin', async () => {
    const { admin, hire } = await freshCompany();
    const roleId = newId();
    valueOf(await put(admin.call, { name: 'Head', permissions: ['staff:write'], roleId }));
    const head = await hire([{ kind: 'role', roleId, permission: null, scope: 'company', scopeId: null }]);
    valueOf(await operator().call(deactivateStaff, { params: { accountId: admin.accountId } }));
    expect(await put(operator().call, { name: 'Head', permissions: [], roleId })).toMatchObject({ code: 'LAST_ADMIN' });
    expect(head.accountId).toBeDefined();
  });
});

it('a branch takes a station only from nobody, and only for powers that its changer holds there', async () => {
  const { companyId, admin, role, hire, branches } = await freshCompany();
  const [first] = branches;
  const branchId = newId();
  const change = async (
    by: Client,
    id: string,
    branch: { readonly name: string; readonly stationIds: readonly string[] },
  ) =>
    await by(putBranch, {
      params: { branchId: id },
      body: { companyId, name: branch.name, stationIds: [...branch.stationIds] },
    });
  expect(await change(admin.call, branchId, { name: 'Huye', stationIds: first?.stationIds ?? [] })).toMatchObject({
    code: 'STATION_TAKEN',
  });
  expect(await change(admin.call, branchId, { name: 'kigali', stationIds: [] })).toMatchObject({
    code: 'BRANCH_NAME_TAKEN',
  });
  valueOf(await change(admin.call, branchId, { name: 'Huye', stationIds: [newId()] }));
  const clerk = await hire([grant('staff:write'), await role('Agent', { scope: 'branch', scopeId: branchId })]);
  expect(await change(clerk.call, branchId, { name: 'Huye', stationIds: [newId()] })).toMatchObject({
    code: 'MORE_THAN_OWN',
  });
  expect((await change(clerk.call, newId(), { name: 'Musanze', stationIds: [newId()] })).ok).toBe(true);
  const other = await openCompany(bed(), operator());
  expect(await change(other.admin.call, branchId, { name: 'Huye', stationIds: [] })).toMatchObject({
    code: 'NOT_FOUND',
  });
});
