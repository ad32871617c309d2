import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  accountChanged,
  deactivateStaff,
  getMySecurity,
  inviteStaff,
  listInvitations,
  putBranch,
  putRole,
  reactivateStaff,
  resetSecondFactors,
  signIn,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { addApp } from './authenticator-app.ts';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';
import { openCompany, openOperator, type Person, type StaffedCompany } from './company-staff.ts';

let bed: AuthBed;
let operator: Person;
let company: StaffedCompany;
beforeAll(async () => {
  bed = await openAuthBed();
  operator = await openOperator(bed);
  company = await openCompany(bed, operator);
});
afterAll(async () => await bed.close());

const reset = async (by: Person, { accountId }: Person) => await by.call(resetSecondFactors, { params: { accountId } });
const another = (email: string) => ({
  body: { invitationId: newId(), companyId: company.companyId, email, powers: [] },
});

it('a colleague without app and codes signs in by a mailed code, and changes nothing before they have an app again', async () => {
  const { admin, role, hire } = company;
  const lost = await hire([await role('Company admin')]);
  await addApp(bed, lost.call);
  const view = valueOf(await reset(admin, lost));
  expect(view.accountId).toBe(lost.accountId);
  await expect(lost.again()).rejects.toThrow('SESSION_OVER');
  const body = { identifier: lost.email, password };
  expect(valueOf(await bed.as()(signIn, { body }))).toMatchObject({
    kind: 'challenge',
    challenge: { factors: ['code'] },
  });
  const session = await bed.signIn(lost.email);
  const call = bed.as(session.accessToken);
  expect(valueOf(await call(getMySecurity, {}))).toMatchObject({ secondFactorDue: true, hasTotp: false });
  expect(await call(listInvitations, { query: { companyId: company.companyId } })).toMatchObject({ ok: true });
  expect(await call(inviteStaff, another('x@bus.example'))).toMatchObject({ code: 'FORBIDDEN' });
  await addApp(bed, call);
  await bed.revocations.read();
  expect(await call(getMySecurity, {})).toMatchObject({ code: 'UNAUTHENTICATED' });
  const outcome = valueOf(await bed.as()(signIn, { body }));
  expect(outcome).toMatchObject({ challenge: { factors: ['totp', 'recovery-code'] } });
  const told = (await bed.bed.outbox()).filter(({ type }) => type === accountChanged.type);
  expect(told.map(({ payload }) => Reflect.get(Object(payload), 'what'))).toEqual([
    'app-added',
    'factors-reset',
    'app-added',
  ]);
  const acts = await bed.bed.admin(
    "select subject_id, before, after from auth.audit_entries where operation = 'resetSecondFactors' and thing_id = $1",
    [lost.accountId],
  );
  const before = { secondFactors: ['totp_secrets', 'recovery_codes'] };
  expect(acts).toEqual([{ subject_id: admin.accountId, before, after: { secondFactors: [] } }]);
});

it('nobody does it to themselves, to who holds more than they do, or to somebody elsewhere', async () => {
  const { admin, role, hire, branches } = company;
  const at = { scope: 'branch', scopeId: branches[0]?.branchId ?? '' } as const;
  const local = await hire([{ kind: 'grant', roleId: null, permission: 'staff:write', ...at }]);
  const agent = await hire([await role('Agent')]);
  await addApp(bed, agent.call);
  await addApp(bed, admin.call);
  expect(await reset(admin, admin)).toMatchObject({ code: 'OWN_POWERS' });
  expect(await reset(local, admin)).toMatchObject({ code: 'MORE_THAN_OWN' });
  expect(await reset(local, agent)).toMatchObject({ code: 'MORE_THAN_OWN' });
  expect(await reset(agent, admin)).toMatchObject({ code: 'FORBIDDEN' });
  const elsewhere = await openCompany(bed, operator);
  expect(await reset(elsewhere.admin, agent)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await reset(admin, local)).toMatchObject({ code: 'NO_SECOND_FACTOR' });
  expect(await reset(operator, admin)).toMatchObject({ ok: true });
  const params = { accountId: agent.accountId };
  const other = await hire([await role('Company admin')]);
  valueOf(await other.call(deactivateStaff, { params }));
  expect(await reset(other, agent)).toMatchObject({ code: 'NOT_FOUND' });
  valueOf(await other.call(reactivateStaff, { params }));
});

it('roles, branches and open invitations of a company have an end', async () => {
  const { companyId, admin } = await openCompany(bed, operator);
  const call = admin.call;
  const fill = async (sentence: string) => await bed.bed.admin(sentence, [companyId]);
  await fill(
    "insert into auth.staff_roles (role_id, company_id, name) select gen_random_uuid(), $1, 'r' || n from generate_series(1, 196) n",
  );
  expect(
    await call(putRole, { params: { roleId: newId() }, body: { companyId, name: 'One more', permissions: [] } }),
  ).toMatchObject({ code: 'TOO_MANY_ROLES' });
  await fill(
    "insert into auth.branches (branch_id, company_id, name) select gen_random_uuid(), $1, 'b' || n from generate_series(1, 199) n",
  );
  expect(
    await call(putBranch, { params: { branchId: newId() }, body: { companyId, name: 'One more', stationIds: [] } }),
  ).toMatchObject({ code: 'TOO_MANY_BRANCHES' });
  await bed.bed.admin(
    `insert into auth.invitations (invitation_id, company_id, email, powers, token_hash, created_at, expires_at)
     select gen_random_uuid(), $1::uuid, n || '@bus.example', '[]', sha256(convert_to($1::uuid::text || n, 'UTF8')), $2, $2::timestamptz + interval '1 day'
       from generate_series(1, 100) n`,
    [companyId, bed.bed.deps.clock.now()],
  );
  const power = { kind: 'grant', roleId: null, permission: 'ticket:scan', scope: 'company', scopeId: null } as const;
  const body = { invitationId: newId(), companyId, email: 'more@bus.example', powers: [power] };
  expect(await call(inviteStaff, { body })).toMatchObject({ code: 'TOO_MANY_INVITATIONS', problem: { status: 429 } });
});
