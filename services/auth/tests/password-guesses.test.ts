import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountChanged, answerChallenge, requestCode, signIn } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { createAuth, readAuthConfig } from '../src/index.ts';
import { firefox, openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const stranger = (): Client => bed.as(undefined, firefox, newId());
/** Tries of all that account does not know, as if from as many addresses; each of them may still be tried from. */
async function alreadyGuessed(times: number): Promise<void> {
  await bed.bed.admin("update auth.tries set count = $1 where kind = 'passwords-of-strangers'", [times]);
  await bed.bed.admin("delete from auth.tries where kind = 'passwords'");
}
async function said(call: Client, identifier: string, tried: string): Promise<string> {
  const answer = await call(signIn, { body: { identifier, password: tried } });
  return answer.ok ? answer.value.kind : answer.code;
}
async function freshPerson(): Promise<string> {
  await bed.bed.admin('truncate auth.tries');
  return (await bed.register()).account.email ?? '';
}
async function lastNews(): Promise<unknown[]> {
  const outbox = await bed.bed.outbox();
  return outbox.filter(({ type }) => type === accountChanged.type).map(({ payload }) => payload);
}

it('guesses of many strangers end after a hundred in a day, and the owner’s browser, and a code, still sign in', async () => {
  const identifier = await freshPerson();
  const own = bed.as(undefined, firefox, newId());
  expect(await said(own, identifier, password)).toBe('session');
  expect(await said(stranger(), identifier, 'wrong')).toBe('SIGN_IN_FAILED');
  await alreadyGuessed(99);
  const before = (await lastNews()).length;
  expect(await said(stranger(), identifier, 'wrong')).toBe('SIGN_IN_FAILED');
  expect((await lastNews()).slice(before)).toMatchObject([{ what: 'tries-used-up' }]);
  await bed.bed.admin("delete from auth.tries where kind = 'passwords'");
  expect(await said(stranger(), identifier, password)).toBe('TOO_MANY_TRIES');
  expect(await said(own, identifier, password)).toBe('session');
  const sent = await bed.codes.count(identifier);
  const { challengeToken } = valueOf(await stranger()(requestCode, { body: { identifier, purpose: 'sign-in' } }));
  const factor = { kind: 'code' as const, code: await bed.codes.newest(identifier, sent) };
  expect(await stranger()(answerChallenge, { body: { challengeToken, factor } })).toMatchObject({ ok: true });
  bed.bed.deps.clock.advanceSeconds(60);
  expect(await said(stranger(), identifier, 'wrong')).toBe('SIGN_IN_FAILED');
  expect(await said(stranger(), identifier, password)).toBe('TOO_MANY_TRIES');
});

it('many strangers at the same moment make no more guesses than are left', async () => {
  const identifier = await freshPerson();
  await said(stranger(), identifier, 'wrong');
  await alreadyGuessed(97);
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () => await said(stranger(), identifier, 'wrong')),
  );
  expect(answers.filter((each) => each === 'SIGN_IN_FAILED')).toHaveLength(3);
  expect(answers.filter((each) => each === 'TOO_MANY_TRIES')).toHaveLength(9);
});

it('guesses are counted together whichever process they are made at', async () => {
  const identifier = await freshPerson();
  const environment = { KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'), BCRYPT_COST: '4' };
  const config = readAuthConfig(environment);
  const { callPeer } = bed.codes;
  const other = await bed.bed.serve(await createAuth({ ...bed.bed.deps, callPeer, config, servicePublicKeys: [] }));
  await said(other.as(), identifier, 'wrong');
  await alreadyGuessed(99);
  expect(await said(stranger(), identifier, 'wrong')).toBe('SIGN_IN_FAILED');
  await bed.bed.admin("delete from auth.tries where kind = 'passwords'");
  expect(await said(other.as(), identifier, password)).toBe('TOO_MANY_TRIES');
});

it('a right password counts for nothing, and where nobody has an account the count is the same', async () => {
  const identifier = await freshPerson();
  expect(await said(stranger(), identifier, password)).toBe('session');
  expect(await bed.bed.admin("select 1 from auth.tries where kind like 'passwords%' and count > 0")).toEqual([]);
  const nobodys = `nobody-${newId()}@safiri.example`;
  expect(await said(stranger(), nobodys, 'wrong')).toBe('SIGN_IN_FAILED');
  await alreadyGuessed(100);
  expect(await said(stranger(), nobodys, 'wrong')).toBe('TOO_MANY_TRIES');
});
