import { describe, expect, it } from 'vitest';
import {
  deactivateStaff,
  getMyPermissions,
  getStaffPerson,
  listRoles,
  listStaff,
  onboardCompany,
  putBranch,
  reactivateStaff,
  removeBranch,
  setPowers,
  type Power,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { valueOf } from './auth-bed.ts';
import { deny, grant, openCompany, type Person, useStaff, held } from './company-staff.ts';

const { bed, operator, company, freshCompany, read, set } = useStaff();
const everywhere = { everywhere: true, places: [] };

describe('a company', () => {
  it('is onboarded with its roles, branch and admin, once', async () => {
    const { companyId, admin, branches } = await freshCompany();
    expect(valueOf(await admin.call(listRoles, { query: { companyId } })).roles.map(({ name }) => name)).toEqual([
      'Agent',
      'Company admin',
      'Driver',
      'Supervisor',
    ]);
    expect(await held(admin.call)).toMatchObject({ 'staff:write': everywhere });
    expect(Object.keys(await held(admin.call))).not.toContain('tenant:write');
    const [branch] = branches;
    const body = {
      companyId,
      name: 'Another',
      timeZone: 'Africa/Kigali',
      currency: 'RWF',
      adminEmail: 'a@bus.example',
    };
    const again = { ...body, branch: { branchId: branch?.branchId ?? '', name: 'B', stationIds: [] } };
    expect(await operator().call(onboardCompany, { body: again })).toMatchObject({ code: 'COMPANY_EXISTS' });
    expect(
      await operator().call(onboardCompany, { body: { ...again, companyId: newId(), timeZone: 'Africa/Nowhere' } }),
    ).toMatchObject({ code: 'TIME_ZONE_UNKNOWN' });
    expect(await admin.call(onboardCompany, { body: again })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('cannot be onboarded by somebody whom a company gave that permission, were it ever granted one', async () => {
    const { companyId, hire } = await freshCompany();
    const { call } = await hire([grant('tenant:write')], operator().call);
    const branch = { branchId: newId(), name: 'B', stationIds: [] };
    const body = {
      companyId: newId(),
      name: 'X',
      timeZone: 'Africa/Kigali',
      currency: 'RWF',
      adminEmail: 'a@b.example',
      branch,
    };
    expect(await call(onboardCompany, { body })).toMatchObject({ code: 'FORBIDDEN' });
    expect(companyId).toBe(company().companyId);
  });
});

describe('powers', () => {
  it('a denial wins over role and grant, and other services know it after their next read', async () => {
    const { admin, role, hire, branches } = await freshCompany();
    const agent = await hire([await role('Agent')]);
    const before = await agent.again();
    const [station = ''] = branches[0]?.stationIds ?? [];
    valueOf(
      await set(admin.call, agent.accountId, [
        await role('Agent'),
        grant('seat:sell'),
        deny('seat:sell'),
        deny('ticket:scan', { scope: 'station', scopeId: station }),
      ]),
    );
    await bed().revocations.read();
    expect(await before(getMyPermissions, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    const now = await held(await agent.again());
    expect(now['seat:sell']).toBeUndefined();
    expect(now['ticket:scan']).toEqual({ everywhere: true, places: [station] });
    expect(now['cash:take']).toEqual(everywhere);
  });

  it('a role for a branch holds at it and its stations, and follows them', async () => {
    const { companyId, admin, role, hire, branches } = await freshCompany();
    const [branch] = branches;
    const branchId = branch?.branchId ?? '';
    const agent = await hire([await role('Agent', { scope: 'branch', scopeId: branchId })]);
    const places = [branchId, ...(branch?.stationIds ?? [])].toSorted();
    expect((await held(agent.call))['seat:sell']).toEqual({ everywhere: false, places });
    const stationIds = [newId()];
    valueOf(await admin.call(putBranch, { params: { branchId }, body: { companyId, name: 'Kigali', stationIds } }));
    expect((await held(await agent.again()))['seat:sell']).toEqual({
      everywhere: false,
      places: [branchId, ...stationIds].toSorted(),
    });
    expect(await admin.call(removeBranch, { params: { branchId } })).toMatchObject({ code: 'BRANCH_IN_USE' });
  });

  it('nobody gives, takes or lifts what they do not hold there, and nobody changes their own', async () => {
    const { admin, role, hire, branches } = await freshCompany();
    const at = { scope: 'branch', scopeId: branches[0]?.branchId ?? '' } as const;
    const local = await hire([grant('staff:write', at), await role('Agent', at)]);
    const agent = await hire([await role('Agent'), deny('cash:take', at)]);
    const expectRefused = async (powers: readonly Power[]) =>
      expect(await set(local.call, agent.accountId, powers)).toMatchObject({ code: 'MORE_THAN_OWN' });
    const own = [await role('Agent'), deny('cash:take', at)];
    await expectRefused([...own, await role('Supervisor', at)]);
    await expectRefused([...own, grant('seat:sell')]);
    await expectRefused([deny('cash:take', at)]);
    await expectRefused([...own, deny('seat:sell')]);
    expect((await set(local.call, agent.accountId, [...own, grant('seat:sell', at)])).ok).toBe(true);
    expect((await set(local.call, agent.accountId, [await role('Agent')])).ok).toBe(true);
    for (const person of [local, admin])
      expect(await set(person.call, person.accountId, [await role('Company admin')])).toMatchObject({
        code: 'OWN_POWERS',
      });
    expect(await local.call(deactivateStaff, { params: { accountId: admin.accountId } })).toMatchObject({
      code: 'MORE_THAN_OWN',
    });
    expect(await admin.call(deactivateStaff, { params: { accountId: admin.accountId } })).toMatchObject({
      code: 'OWN_POWERS',
    });
  });

  it('who looked before somebody else changed them decides anew; the same again is once', async () => {
    const { admin, role, hire } = await freshCompany();
    const driver = await hire([await role('Driver')]);
    const { version } = await read(driver.accountId);
    const change = async (powers: readonly Power[]) =>
      await admin.call(setPowers, { params: { accountId: driver.accountId }, body: { version, powers: [...powers] } });
    const agent = [await role('Agent')];
    const changed = valueOf(await change(agent));
    expect(valueOf(await change(agent)).version).toBe(changed.version);
    expect(await change([await role('Supervisor')])).toMatchObject({ code: 'STAFF_CHANGED' });
  });

  it('of two admins who remove each other at once, one stays; the last one cannot go', async () => {
    const { companyId, admin, role, hire } = await freshCompany();
    const other = await hire([await role('Company admin')]);
    const remove = async (by: Person, whom: Person) =>
      await by.call(deactivateStaff, { params: { accountId: whom.accountId } });
    const outcomes = await Promise.all([remove(admin, other), remove(other, admin)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const people = valueOf(await operator().call(listStaff, { query: { companyId } })).people;
    const [left] = people.filter(({ deactivated }) => !deactivated);
    const params = { accountId: left?.accountId ?? '' };
    expect(await operator().call(deactivateStaff, { params })).toMatchObject({ code: 'LAST_ADMIN' });
    expect(await set(operator().call, params.accountId, [await role('Driver')])).toMatchObject({ code: 'LAST_ADMIN' });
    expect(
      await set(operator().call, params.accountId, [await role('Company admin'), deny('staff:write')]),
    ).toMatchObject({ code: 'LAST_ADMIN' });
  });

  it('who is deactivated is signed out and nothing but a passenger, until they are taken back', async () => {
    const { admin, role, hire } = await freshCompany();
    const agent = await hire([await role('Agent')]);
    const params = { accountId: agent.accountId };
    await bed().bed.admin("insert into auth.pins (account_id, pin_hash, changed_at) values ($1, '$2b$04$x', now())", [
      agent.accountId,
    ]);
    for (const _ of [1, 2])
      expect(await admin.call(deactivateStaff, { params })).toMatchObject({ value: { deactivated: true } });
    await bed().revocations.read();
    expect(await agent.call(getMyPermissions, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(agent.again()).rejects.toThrow('SESSION_OVER');
    expect((await admin.call(reactivateStaff, { params })).ok).toBe(true);
    expect(await bed().bed.admin('select 1 from auth.pins where account_id = $1', [agent.accountId])).toEqual([]);
  });

  it('of others are no business of another company, which cannot tell whether there is somebody', async () => {
    const { role, hire } = await freshCompany();
    const driver = await hire([await role('Driver')]);
    const other = await openCompany(bed(), operator());
    const params = { accountId: driver.accountId };
    const nobody = { accountId: newId() };
    const answers = await Promise.all(
      [params, nobody].flatMap((who) => [
        other.admin.call(getStaffPerson, { params: who }),
        other.admin.call(setPowers, { params: who, body: { version: 1, powers: [] } }),
        other.admin.call(deactivateStaff, { params: who }),
      ]),
    );
    const said = answers.map((answer) => (answer.ok ? 'told' : `${answer.code} ${answer.detail}`));
    for (const each of said) expect(each).toMatch(/^NOT_FOUND /);
    expect(said.slice(0, 3)).toEqual(said.slice(3));
    expect(await other.admin.call(listStaff, { query: { companyId: company().companyId } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await other.admin.call(listStaff, { query: {} })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
