import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerChallenge, requestCode, resetPassword, signIn } from '@safiri/contracts';
import { openAuthBed, password, valueOf, type AuthBed } from './auth-bed.ts';

let bed: AuthBed;
let known = '';
let unknowns = 0;
beforeAll(async () => {
  bed = await openAuthBed();
  known = (await bed.register()).account.email ?? '';
});
afterAll(async () => await bed.close());

type Tried = Awaited<ReturnType<ReturnType<AuthBed['as']>>>;
const wrongCode = async (identifier: string): Promise<Tried> => {
  const before = await bed.codes.count(identifier);
  const body = { identifier, purpose: 'reset' as const };
  const { challengeToken } = valueOf(await bed.as()(requestCode, { body }));
  const code = (await bed.codes.newest(identifier, before)) === '000000' ? '000001' : '000000';
  return await bed.as()(resetPassword, { body: { challengeToken, code, password: 'another long password' } });
};
const doors: Readonly<Record<string, (identifier: string) => Promise<Tried>>> = {
  'a password': async (identifier) => await bed.as()(signIn, { body: { identifier, password: `not ${password}` } }),
  'a code to sign in': async (identifier) => await bed.as()(requestCode, { body: { identifier, purpose: 'sign-in' } }),
  'a code for a new password': async (identifier) =>
    await bed.as()(requestCode, { body: { identifier, purpose: 'reset' } }),
};

/** What a caller sees, without what is random and what they said themselves. */
const seen = (answer: Tried): unknown =>
  answer.ok
    ? { ...Object(answer.value), challengeToken: '', expiresAt: '', sentTo: '' }
    : { ...answer.problem, requestId: '' };

it.each(Object.entries(doors))('%s answers the same whether or not there is an account', async (_door, ask) => {
  const [there, notThere] = [await ask(known), await ask('nobody@safiri.example')];
  expect(seen(there)).toEqual(seen(notThere));
});

it('a wrong code answers the same whether or not there is an account', async () => {
  expect(seen(await wrongCode(known))).toEqual(seen(await wrongCode('nobody-either@safiri.example')));
  const token = { challengeToken: 'x'.repeat(43) };
  const factor = { kind: 'code', code: '123456' } as const;
  expect(await bed.as()(answerChallenge, { body: { ...token, factor } })).toMatchObject({ code: 'CHALLENGE_OVER' });
});

/**
 * How often one of the first takes longer than one of the second: a half where nothing tells them apart. With 60 of each it
 * strays by 0.05, so that it lies outside of 0.25 to 0.75 by chance once in a million runs.
 */
function shareLonger(first: readonly number[], second: readonly number[]): number {
  const longer = first.flatMap((one) => second.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
  return longer.reduce<number>((sum, each) => sum + each, 0) / longer.length;
}

it.each(Object.entries(doors))('%s takes as long whether or not there is an account', async (_door, ask) => {
  const took: Record<'there' | 'notThere', number[]> = { there: [], notThere: [] };
  const timed = async (which: keyof typeof took, identifier: string): Promise<void> => {
    const began = performance.now();
    await ask(identifier);
    took[which].push(performance.now() - began);
  };
  for (let times = 0; times < 70; times += 1) {
    if (times % 5 === 0) await bed.bed.admin('truncate auth.tries');
    if (times === 10) for (const which of ['there', 'notThere'] as const) took[which].length = 0;
    // By turns, so that what else the machine does falls on both alike; and in both orders.
    const pair = [
      ['there', known],
      ['notThere', `unknown-${(unknowns += 1)}@safiri.example`],
    ] as const;
    for (const [which, identifier] of times % 2 === 0 ? pair : pair.toReversed()) await timed(which, identifier);
  }
  const share = shareLonger(took.there, took.notThere);
  expect(share).toBeGreaterThan(0.25);
  expect(share).toBeLessThan(0.75);
});
