import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accountChanged,
  addIdentifier,
  answerChallenge,
  changePassword,
  confirmIdentifier,
  makeRecoveryCodes,
  removeTotp,
  requestCode,
  resetPassword,
  signIn,
  type PayloadOf,
  type Session,
} from '@safiri/contracts';
import { addApp } from './authenticator-app.ts';
import { firefox, openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const another = 'another long password';
const own = (session: Session) => bed.as(session.accessToken);
/** What a recipient was told of, oldest first. */
const toldTo = async (recipient: string | null): Promise<PayloadOf<typeof accountChanged>[]> =>
  (await bed.bed.outbox())
    .filter(({ type }) => type === accountChanged.type)
    .map(({ payload }) => Value.Parse(accountChanged.payload, payload))
    .filter(({ readers }) => readers.some((reader) => reader.recipient === recipient));
const whatWasTold = async (recipient: string | null) => (await toldTo(recipient)).map(({ what }) => what);
const addPhone = async (session: Session, phone: string): Promise<void> => {
  const before = await bed.codes.count(phone);
  const { challengeToken } = valueOf(await own(session)(addIdentifier, { body: { identifier: phone } }));
  const code = await bed.codes.newest(phone, before);
  valueOf(await own(session)(confirmIdentifier, { body: { challengeToken, code } }));
};

describe('the holder of an account is told once', () => {
  it('of another password, by the old one or by a code', async () => {
    const session = await bed.register();
    const { email } = session.account;
    valueOf(await own(session)(changePassword, { body: { password: another, oldPassword: password } }));
    const before = await bed.codes.count(email ?? '');
    const body = { identifier: email ?? '', purpose: 'reset' as const };
    const { challengeToken } = valueOf(await bed.as()(requestCode, { body }));
    const code = await bed.codes.newest(email ?? '', before);
    expect(await bed.as()(resetPassword, { body: { challengeToken, code: '000000', password } })).toMatchObject({
      ok: code === '000000',
    });
    valueOf(await bed.as()(resetPassword, { body: { challengeToken, code, password } }));
    expect(await toldTo(email)).toMatchObject([
      { what: 'password-changed', locale: 'en', readers: [{ channel: 'email', recipient: email }] },
      { what: 'password-reset' },
    ]);
    expect(JSON.stringify(await toldTo(email))).not.toContain(another);
  });

  it('of a second factor that came or went, and of each recovery code that was used', async () => {
    const session = await bed.register();
    const { email } = session.account;
    const [recoveryCode = ''] = (await addApp(bed, own(session))).recoveryCodes;
    const outcome = valueOf(await bed.as()(signIn, { body: { identifier: email ?? '', password } }));
    if (outcome.kind !== 'challenge') throw new Error('no second factor was asked');
    const { challengeToken } = outcome.challenge;
    const body = { challengeToken, factor: { kind: 'recovery-code' as const, recoveryCode } };
    valueOf(await bed.as()(answerChallenge, { body }));
    valueOf(await own(session)(makeRecoveryCodes, {}));
    valueOf(await own(session)(removeTotp, {}));
    valueOf(await own(session)(removeTotp, {}));
    const told = await toldTo(email);
    expect(told.map(({ what }) => what)).toEqual([
      'app-added',
      'recovery-code-used',
      'recovery-codes-made',
      'app-removed',
    ]);
    expect(told[1]?.codesLeft).toBe(9);
  });

  it('of another phone: where the former one is read, or else where they are, and at the new one', async () => {
    const session = await bed.register();
    const { email } = session.account;
    await addPhone(session, '+250788111401');
    await addPhone(session, '+250788111401');
    await addPhone(session, '+250788111402');
    expect((await toldTo('+250788111401')).map(({ readers }) => readers.map(({ recipient }) => recipient))).toEqual([
      [email, '+250788111401'],
      ['+250788111401', '+250788111402'],
    ]);
    expect(await whatWasTold('+250788111402')).toEqual(['phone-changed']);
  });

  it('at no address that somebody else wrote down and nobody read a code at', async () => {
    const session = await bed.register();
    const { email, accountId } = session.account;
    await bed.bed.admin('update auth.accounts set email_verified_at = null where account_id = $1', [accountId]);
    valueOf(await own(session)(changePassword, { body: { password: another, oldPassword: password } }));
    expect(await toldTo(email)).toEqual([]);
  });
});

describe('somebody who is being guessed at', () => {
  it('is told once a day, by wrong passwords and wrong codes alike', async () => {
    const { email } = (await bed.register()).account;
    const wrong = async () => await bed.as()(signIn, { body: { identifier: email ?? '', password: 'wrong' } });
    for (let tries = 0; tries < 4; tries += 1) await wrong();
    expect(await toldTo(email)).toEqual([]);
    await wrong();
    bed.bed.deps.clock.advanceSeconds(5);
    await wrong();
    expect(await whatWasTold(email)).toEqual(['tries-used-up']);
    const body = { identifier: email ?? '', purpose: 'sign-in' as const };
    for (let challenges = 0; challenges < 2; challenges += 1) {
      const before = await bed.codes.count(email ?? '');
      const { challengeToken } = valueOf(await bed.as()(requestCode, { body }));
      const right = await bed.codes.newest(email ?? '', before);
      const code = right === '000000' ? '000001' : '000000';
      for (let tries = 0; tries < 5; tries += 1)
        await bed.as()(answerChallenge, { body: { challengeToken, factor: { kind: 'code', code } } });
    }
    expect(await whatWasTold(email)).toEqual(['tries-used-up']);
    await bed.bed.admin("delete from auth.tries where kind <> 'slowing-told'");
    bed.bed.deps.clock.advanceSeconds(86_400);
    for (let tries = 0; tries < 5; tries += 1) await wrong();
    expect(await whatWasTold(email)).toEqual(['tries-used-up', 'tries-used-up']);
  });

  it('loses nothing by their own right codes: only wrong ones count among the thirty of an hour', async () => {
    const { email } = (await bed.register()).account;
    const identifier = email ?? '';
    for (let times = 0; times < 3; times += 1) {
      await bed.bed.admin("delete from auth.tries where kind = 'codes-sent'");
      const before = await bed.codes.count(identifier);
      const { challengeToken } = valueOf(
        await bed.as(undefined, firefox)(requestCode, { body: { identifier, purpose: 'sign-in' } }),
      );
      const code = await bed.codes.newest(identifier, before);
      valueOf(await bed.as()(answerChallenge, { body: { challengeToken, factor: { kind: 'code', code } } }));
    }
    const counted = await bed.bed.admin<{ count: number }>(
      "select coalesce(sum(count), 0)::int as count from auth.tries where kind = 'codes-of-strangers' and last_at = $1",
      [bed.bed.deps.clock.now()],
    );
    expect(counted).toEqual([{ count: 0 }]);
  });
});

it('what staff change about their own account stands in the audit log of their company', async () => {
  const identifier = await bed.staffAddress();
  const session = await bed.signIn(identifier);
  await addApp(bed, own(session));
  valueOf(await own(session)(changePassword, { body: { password: another, oldPassword: password } }));
  const acts = await bed.bed.admin<{ operation: string; after: unknown }>(
    'select operation, after from auth.audit_entries where thing_id = $1 and subject_id = $1::uuid order by operation',
    [session.account.accountId],
  );
  expect(acts).toEqual([
    { operation: 'changePassword', after: { what: 'password-changed' } },
    { operation: 'confirmTotp', after: { what: 'app-added' } },
  ]);
  const passenger = await bed.register();
  await addApp(bed, own(passenger));
  const none = 'select operation from auth.audit_entries where thing_id = $1';
  expect(await bed.bed.admin(none, [passenger.account.accountId])).toEqual([]);
});
