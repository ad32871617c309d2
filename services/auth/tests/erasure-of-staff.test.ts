import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  acceptInvitation,
  askErasure,
  deactivateStaff,
  inviteStaff,
  reactivateStaff,
  type Session,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { CallPeer } from '@safiri/runtime';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';
import { openCompany, openOperator, type StaffedCompany } from './company-staff.ts';

const nothingInTheWay = (async () => ({ ok: true, value: { obstacles: [] } })) as CallPeer;

let bed: AuthBed;
let company: StaffedCompany;
beforeAll(async () => {
  bed = await openAuthBed({ ERASURE_WAIT_DAYS: '0' }, { callPeer: nothingInTheWay });
  company = await openCompany(bed, await openOperator(bed));
});
afterAll(async () => await bed.close());

async function leaver(): Promise<Session> {
  const session = await bed.register();
  valueOf(await bed.as(session.accessToken)(askErasure, { body: { understood: true } }));
  return session;
}
async function invited(email: string): Promise<string> {
  const body = { invitationId: newId(), companyId: company.companyId, email, powers: [await company.role('Driver')] };
  valueOf(await company.admin.call(inviteStaff, { body }));
  return await bed.invitationOf(email);
}
const accepted = async (token: string): Promise<boolean> =>
  (await bed.as()(acceptInvitation, { body: { token, name: 'Somebody', password } })).ok;
async function carryOut(): Promise<void> {
  while (await bed.auth.jobs.find(({ name }) => name === 'carry-out-erasures')?.run());
}
async function standing(accountId: string): Promise<{ works: boolean; forgotten: boolean } | undefined> {
  const [row] = await bed.bed.admin<{ works: boolean; forgotten: boolean }>(
    `select exists (select from auth.staff s where s.account_id = a.account_id and s.deactivated_at is null) as works,
            a.erased_at is not null as forgotten from auth.accounts a where a.account_id = $1`,
    [accountId],
  );
  return row;
}

it('who came to work since they asked to be forgotten is not: what they do has to stay known', async () => {
  const { account } = await leaver();
  expect(await accepted(await invited(account.email ?? ''))).toBe(true);
  await carryOut();
  expect(await standing(account.accountId)).toEqual({ works: true, forgotten: false });
  const erasures = 'select status from auth.erasures where subject_id = $1';
  expect(await bed.bed.admin(erasures, [account.accountId])).toEqual([{ status: 'called-off' }]);
});

it('of being forgotten and beginning to work at the same moment one comes true, and not both', async () => {
  for (let times = 0; times < 4; times += 1) {
    const { account } = await leaver();
    const token = await invited(account.email ?? '');
    const [works] = await Promise.all([accepted(token), carryOut()]);
    await carryOut();
    expect(await standing(account.accountId)).toEqual({ works, forgotten: !works });
  }
});

it('who was forgotten after they had left is not taken back', async () => {
  const person = await company.hire([await company.role('Driver')]);
  const params = { accountId: person.accountId };
  valueOf(await company.admin.call(deactivateStaff, { params }));
  const { accessToken } = await bed.signIn(person.email);
  valueOf(await bed.as(accessToken)(askErasure, { body: { understood: true } }));
  await carryOut();
  expect(await company.admin.call(reactivateStaff, { params })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await standing(person.accountId)).toEqual({ works: false, forgotten: true });
});
