import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerChallenge,
  requestCode,
  resetPassword,
  sendCode,
  signIn,
  type Challenge,
  type Factor,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { firefox, openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
beforeAll(async () => {
  bed = await openAuthBed();
});
afterAll(async () => await bed.close());

const later = (seconds: number): void => bed.bed.deps.clock.advanceSeconds(seconds);
const browser = (deviceId = newId()) => bed.as(undefined, firefox, deviceId);
const requested = async (identifier: string, purpose: 'sign-in' | 'reset' = 'sign-in') => {
  const before = await bed.codes.count(identifier);
  const challenge = valueOf(await browser()(requestCode, { body: { identifier, purpose } }));
  return { challenge, code: await bed.codes.newest(identifier, before) };
};
const codeFactor = (code: string): Factor => ({ kind: 'code', code });
const answered = async ({ challengeToken }: Challenge, factor: Factor, call = browser()) =>
  await call(answerChallenge, { body: { challengeToken, factor } });
/** Another code than the right one. */
const wrong = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0');
let people = 0;
const fresh = (): string => `codes-${(people += 1)}@safiri.example`;

describe('a code', () => {
  it('signs in, and verifies the phone or mailbox it was read at', async () => {
    const { account } = await bed.register();
    await bed.bed.admin('update auth.accounts set email_verified_at = null where account_id = $1', [account.accountId]);
    const { challenge, code } = await requested(account.email ?? '');
    expect(challenge).toMatchObject({ factors: ['code'], sentTo: expect.stringContaining('•••'), passkey: null });
    expect(valueOf(await answered(challenge, codeFactor(code)))).toMatchObject({ kind: 'session' });
    const [row] = await bed.bed.admin<{ at: Date | null }>(
      'select email_verified_at as at from auth.accounts where account_id = $1',
      [account.accountId],
    );
    expect(row?.at).not.toBeNull();
  });

  it('is taken once, also from two who have it at the same moment', async () => {
    const { account } = await bed.register();
    const { challenge, code } = await requested(account.email ?? '');
    const answers = await Promise.all([1, 2, 3, 4].map(async () => await answered(challenge, codeFactor(code))));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual(Array(3).fill('CHALLENGE_OVER'));
  });

  it('lives ten minutes, and only the newest of a challenge counts', async () => {
    const { account } = await bed.register();
    const late = await requested(account.email ?? '');
    later(600);
    expect(await answered(late.challenge, codeFactor(late.code))).toMatchObject({ code: 'CHALLENGE_OVER' });
    const { challenge, code } = await requested(account.email ?? '');
    const before = await bed.codes.count(account.email ?? '');
    valueOf(await browser()(sendCode, { body: { challengeToken: challenge.challengeToken } }));
    const newer = await bed.codes.newest(account.email ?? '', before);
    if (newer !== code) expect(await answered(challenge, codeFactor(code))).toMatchObject({ code: 'FACTOR_WRONG' });
    expect(await answered(challenge, codeFactor(newer))).toMatchObject({ ok: true });
  });

  it('is worth nothing with another challenge, nor for another purpose', async () => {
    const { account } = await bed.register();
    const [mine, other] = [await requested(account.email ?? ''), await requested(account.email ?? '', 'reset')];
    if (mine.code !== other.code)
      expect(await answered(mine.challenge, codeFactor(other.code))).toMatchObject({ code: 'FACTOR_WRONG' });
    expect(await answered(other.challenge, codeFactor(other.code))).toMatchObject({ code: 'CHALLENGE_OVER' });
    const { challengeToken } = mine.challenge;
    const body = { challengeToken, code: mine.code, password };
    expect(await browser()(resetPassword, { body })).toMatchObject({ code: 'CHALLENGE_OVER' });
    expect(await answered(mine.challenge, { kind: 'totp', code: mine.code })).toMatchObject({
      code: 'FACTOR_NOT_ASKED',
    });
    const over = { challengeToken: 'x'.repeat(43) };
    expect(await browser()(sendCode, { body: over })).toMatchObject({ code: 'CHALLENGE_OVER' });
  });

  it('stands nowhere in the clear: neither in a table nor in the outbox', async () => {
    const identifier = fresh();
    const { challenge, code } = await requested(identifier);
    const rows = await bed.bed.admin("select payload::text from auth.outbox where type = 'secret-message-due'");
    expect(rows.filter((row) => JSON.stringify(row).includes(`"${code}"`))).toEqual([]);
    const [stored] = await bed.bed.admin<{ hash: Buffer }>(
      'select code_hash as hash from auth.challenges order by created_at desc limit 1',
    );
    expect(stored?.hash).toHaveLength(32);
    expect(JSON.stringify(stored)).not.toContain(challenge.challengeToken);
  });
});

describe('guessing', () => {
  it('ends a challenge after five wrong codes, whichever they are and however many come at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 999_999 }), { minLength: 6, maxLength: 12 }),
        async (offsets) => {
          const { challenge, code } = await requested(fresh());
          const call = browser();
          const answers = await Promise.all(
            offsets.map(async (by) => await answered(challenge, codeFactor(wrong(code, by)), call)),
          );
          const looked = answers.filter((answer) => !answer.ok && answer.code === 'FACTOR_WRONG');
          expect(looked.length).toBeLessThanOrEqual(5);
          expect(await answered(challenge, codeFactor(code))).toMatchObject({ ok: false });
        },
      ),
      { numRuns: 5 },
    );
  });

  it('of an account from many places ends after thirty in an hour, and a browser it knows goes on', async () => {
    const device = newId();
    const { account } = await bed.register();
    const identifier = account.email ?? '';
    const known = bed.as(undefined, firefox, device);
    valueOf(await known(signIn, { body: { identifier, password } }));
    const looked: string[] = [];
    await bed.bed.admin('truncate auth.tries');
    for (let challenges = 0; challenges < 8; challenges += 1) {
      const { challenge, code } = await requested(identifier);
      for (let tries = 1; tries <= 5; tries += 1) {
        // As if from another address each time: what one address may try is counted apart.
        await bed.bed.admin("delete from auth.tries where kind = 'codes'");
        const answer = await answered(challenge, codeFactor(wrong(code, tries)));
        looked.push(answer.ok ? 'let in' : answer.code);
      }
    }
    expect(looked.filter((each) => each === 'FACTOR_WRONG')).toHaveLength(30);
    expect(looked.slice(30)).toEqual(Array(10).fill('TOO_MANY_TRIES'));
    const own = await requested(identifier);
    expect(await answered(own.challenge, codeFactor(own.code))).toMatchObject({ code: 'TOO_MANY_TRIES' });
    expect(await answered(own.challenge, codeFactor(own.code), known)).toMatchObject({ ok: true });
    expect(await browser()(signIn, { body: { identifier, password } })).toMatchObject({ ok: true });
  });

  it('passwords from one place waits longer each time, and neither other people nor the known browser wait', async () => {
    const device = newId();
    const { account } = await bed.register();
    const identifier = account.email ?? '';
    const body = { identifier, password };
    valueOf(await bed.as(undefined, firefox, device)(signIn, { body }));
    const stranger = async (tried: string) => await browser()(signIn, { body: { identifier, password: tried } });
    for (let tries = 0; tries < 5; tries += 1)
      expect(await stranger('wrong')).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(await stranger(password)).toMatchObject({ code: 'TOO_MANY_TRIES', problem: { status: 429, retryAfter: 5 } });
    expect(await bed.as(undefined, firefox, device)(signIn, { body })).toMatchObject({ ok: true });
    later(5);
    expect(await stranger('wrong')).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(await stranger(password)).toMatchObject({ problem: { retryAfter: 10 } });
    later(10);
    expect(await stranger(password)).toMatchObject({ ok: true });
    expect(await stranger('wrong')).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('many passwords at once is counted before any is hashed', async () => {
    const { account } = await bed.register();
    const body = { identifier: account.email ?? '', password: 'wrong' };
    const answers = await Promise.all(Array.from({ length: 20 }, async () => await browser()(signIn, { body })));
    const codes = answers.map((answer) => (answer.ok ? '' : answer.code));
    expect(codes.filter((code) => code === 'SIGN_IN_FAILED')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TOO_MANY_TRIES')).toHaveLength(15);
  });
});

describe('messages', () => {
  it('to one phone or mailbox have an end, whether or not it has an account', async () => {
    const { account } = await bed.register();
    const ends = async (identifier: string): Promise<string[]> => {
      const answers: string[] = [];
      for (let times = 0; times < 12; times += 1) {
        const answer = await browser()(requestCode, { body: { identifier, purpose: 'sign-in' } });
        answers.push(answer.ok ? 'sent' : answer.code);
      }
      return answers;
    };
    later(3_600);
    const [known, unknown] = [await ends(account.email ?? ''), await ends(fresh())];
    expect(known).toEqual(unknown);
    expect(known.filter((each) => each === 'sent')).toHaveLength(10);
    expect(known.at(-1)).toBe('TOO_MANY_CODES');
  });

  it('go to what is a phone or an e-mail address', async () => {
    const body = { identifier: 'neither', purpose: 'sign-in' as const };
    expect(await browser()(requestCode, { body })).toMatchObject({ code: 'IDENTIFIER_INVALID' });
  });
});
