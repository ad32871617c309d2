import { describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  cancelInvitation,
  inviteStaff,
  listInvitations,
  readInvitation,
  type Power,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { password, valueOf } from './auth-bed.ts';
import { grant, openCompany, useStaff } from './company-staff.ts';

const { bed, operator, freshCompany, set } = useStaff();

describe('an invitation', () => {
  it('is good once, also for two at once', async () => {
    const { companyId, admin, role } = await freshCompany();
    const email = `${newId()}@bus.example`;
    const body = { invitationId: newId(), companyId, email, powers: [await role('Driver')] };
    const first = await admin.call(inviteStaff, { body });
    expect(await admin.call(inviteStaff, { body })).toEqual(first);
    expect(await admin.call(inviteStaff, { body: { ...body, email: 'b@b.example' } })).toMatchObject({
      code: 'INVITATION_EXISTS',
    });
    const token = await bed().invitationOf(email);
    expect(await bed().as()(readInvitation, { body: { token } })).toMatchObject({ value: { email } });
    const answers = await Promise.all(
      [1, 2, 3].map(async () => await bed().as()(acceptInvitation, { body: { token, name: 'P', password } })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('INVITATION_OVER');
    // Its address is the account's now, and stands here no more.
    expect(await bed().bed.admin('select 1 from auth.invitations where email = $1', [email])).toEqual([]);
    expect(await admin.call(inviteStaff, { body })).toMatchObject({ code: 'INVITATION_EXISTS' });
    expect(await bed().as()(readInvitation, { body: { token } })).toMatchObject({ code: 'INVITATION_OVER' });
  });

  it('is over after seven days, when taken back, and when its inviter may not give it any more', async () => {
    const { companyId, admin, role, hire } = await freshCompany();
    const second = await hire([await role('Company admin')]);
    const invited = async (by: Client) => {
      const [invitationId, email] = [newId(), `${newId()}@bus.example`];
      valueOf(await by(inviteStaff, { body: { invitationId, companyId, email, powers: [await role('Driver')] } }));
      return { invitationId, token: await bed().invitationOf(email) };
    };
    const outcome = async ({ token }: { token: string }) =>
      await bed().as()(acceptInvitation, { body: { token, name: 'P', password } });
    const [back, lost, late] = [await invited(admin.call), await invited(second.call), await invited(operator().call)];
    const open = async () =>
      valueOf(await operator().call(listInvitations, { query: { companyId } })).invitations.length;
    expect(await open()).toBe(3);
    await admin.call(cancelInvitation, { params: { invitationId: back.invitationId } });
    expect(await outcome(back)).toMatchObject({ code: 'INVITATION_OVER' });
    valueOf(await set(admin.call, second.accountId, [await role('Driver')]));
    expect(await outcome(lost)).toMatchObject({ code: 'INVITATION_OVER' });
    await bed().bed.admin("update auth.invitations set expires_at = expires_at - interval '7 days'");
    expect(await outcome(late)).toMatchObject({ code: 'INVITATION_OVER' });
    expect(await open()).toBe(0);
  });

  it('gives no more than its giver holds, and nothing that is no power here', async () => {
    const { companyId, admin, role, hire } = await freshCompany();
    const clerk = await hire([grant('staff:write'), await role('Driver')]);
    const ask = async (by: Client, powers: readonly Power[]) =>
      await by(inviteStaff, { body: { invitationId: newId(), companyId, email: 'c@b.example', powers: [...powers] } });
    expect(await ask(clerk.call, [await role('Agent')])).toMatchObject({ code: 'MORE_THAN_OWN' });
    expect((await ask(clerk.call, [await role('Driver')])).ok).toBe(true);
    expect(await ask(admin.call, [grant('tenant:write')])).toMatchObject({ code: 'MORE_THAN_OWN' });
    const wrong = [
      grant('no:such'),
      { ...(await role('Driver')), roleId: newId() },
      grant('seat:sell', { scope: 'branch', scopeId: newId() }),
    ];
    for (const power of wrong) expect(await ask(admin.call, [power])).toMatchObject({ code: 'POWER_INVALID' });
    expect(await ask(admin.call, [])).toMatchObject({ code: 'POWER_INVALID' });
    const other = await openCompany(bed(), operator());
    expect(await ask(admin.call, [await other.role('Driver')])).toMatchObject({ code: 'POWER_INVALID' });
    expect(await ask(other.admin.call, [await role('Driver')])).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('makes staff of a passenger with that address, who is signed out; who is on a staff stays there', async () => {
    const { companyId, admin, role } = await freshCompany();
    const passenger = await bed().register();
    const email = passenger.account.email ?? '';
    const invited = async () => {
      const body = { invitationId: newId(), companyId, email, powers: [await role('Agent')] };
      valueOf(await admin.call(inviteStaff, { body }));
      return await bed().as()(acceptInvitation, {
        body: { token: await bed().invitationOf(email), name: 'N', password },
      });
    };
    expect(await invited()).toMatchObject({ ok: true, value: { accountId: passenger.account.accountId } });
    await bed().payment.revocations.read();
    expect(await bed().payment.verifier.verifyAccess(passenger.accessToken)).toBeUndefined();
    expect(await invited()).toMatchObject({ code: 'ALREADY_STAFF' });
  });

  it('names its link to notification alone', async () => {
    const { companyId, admin, role } = await freshCompany();
    const body = { invitationId: newId(), companyId, email: 'sealed@b.example', powers: [await role('Driver')] };
    valueOf(await admin.call(inviteStaff, { body }));
    const token = await bed().invitationOf('sealed@b.example');
    expect(JSON.stringify(await bed().bed.outbox())).not.toContain(token);
    expect(JSON.stringify(await bed().bed.admin('select * from auth.invitations'))).not.toContain(token);
  });
});
