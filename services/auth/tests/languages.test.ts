import { afterAll, beforeAll, expect, it } from 'vitest';
import { Value } from 'typebox/value';
import {
  acceptInvitation,
  accountChanged,
  changePassword,
  createStaff,
  inviteStaff,
  requestCode,
  SecretMessage,
  setMyLanguage,
  signIn,
  type Account,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';
import { openCompany, openOperator } from './company-staff.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

/** What somebody was sent, by what it was for, with the language it is written in. */
async function languagesOf(email: string): Promise<string[]> {
  const sent = (await bed.bed.outbox()).flatMap(({ payload }) => (Value.Check(SecretMessage, payload) ? payload : []));
  return sent.filter(({ recipient }) => recipient === email).map(({ template, locale }) => `${template} ${locale}`);
}

it('who is invited is written to in the language of the page, and from then on in that they accepted in', async () => {
  const { companyId, admin, role } = await openCompany(bed, await openOperator(bed));
  const email = `${newId()}@bus.example`;
  const invited = { companyId, email, powers: [await role('Driver')], locale: 'rw' };
  valueOf(await admin.call(inviteStaff, { body: { invitationId: newId(), ...invited } }));
  const token = await bed.invitationOf(email);
  valueOf(await bed.as()(acceptInvitation, { body: { token, name: 'P', password, locale: 'sw' } }));
  valueOf(await bed.as()(signIn, { body: { identifier: email, password } }));
  expect(await languagesOf(email)).toEqual(['staff-invitation rw', 'second-factor-code sw']);
});

it('staff who are taken over have the language that they are said to speak', async () => {
  const operator = await openOperator(bed);
  const email = `${newId()}@bus.example`;
  const body = { companyId: newId(), email, name: 'Driver', password, role: 'driver', locale: 'fr' } as const;
  const made: Account = valueOf(await operator.call(createStaff, { body }));
  expect(made.locale).toBe('fr');
  valueOf(await bed.as()(signIn, { body: { identifier: email, password } }));
  expect(await languagesOf(email)).toEqual(['second-factor-code fr']);
});

it('another language that somebody chooses is that of their codes and news, whatever page asks for them', async () => {
  const { account, accessToken } = await bed.register();
  const email = account.email ?? '';
  valueOf(await bed.as(accessToken)(setMyLanguage, { body: { locale: 'fr' } }));
  valueOf(await bed.as()(requestCode, { body: { identifier: email, purpose: 'reset', locale: 'en' } }));
  expect((await languagesOf(email)).at(-1)).toBe('reset-code fr');
  const body = { password: `${password} anew`, oldPassword: password };
  valueOf(await bed.as(accessToken)(changePassword, { body }));
  const told = (await bed.bed.outbox()).findLast(({ type }) => type === accountChanged.type);
  expect(told?.payload).toMatchObject({ what: 'password-changed', locale: 'fr' });
});
