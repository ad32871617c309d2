import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import { operation, pathOf, type Operation, type Traffic } from '@safiri/contracts/declaring';
import { movableClock, systemClock, type Clock } from '@safiri/kernel';
import { createTestTokens, type TestTokens } from '@safiri/testkit';
import {
  createChallenges,
  createHttpServer,
  createLog,
  createRateLimiter,
  limitsFrom,
  mountRoutes,
  rateLimitSettings,
  readSettings,
  route,
} from '../src/index.ts';

const declared = { service: 'qr', summary: 'For tests', refusals: {}, success: { status: 204 } } as const;
const look = operation({ ...declared, id: 'look', method: 'GET', path: '/look', who: { kind: 'visitor' } });
const change = operation({ ...declared, id: 'change', method: 'POST', path: '/change', who: { kind: 'visitor' } });
const find = operation({
  ...declared,
  id: 'find',
  method: 'GET',
  path: '/find',
  who: { kind: 'anyone' },
  traffic: 'searches',
});
const enter = operation({
  ...declared,
  id: 'enter',
  method: 'POST',
  path: '/enter',
  who: { kind: 'anyone' },
  traffic: 'sign-ins',
});
const among = operation({
  ...declared,
  id: 'among',
  method: 'GET',
  path: '/among',
  who: { kind: 'service', callers: ['ticketing'] },
});

let app: FastifyInstance;
afterEach(async () => await app.close());

type Given = {
  readonly perCaller?: number;
  readonly perAddress?: number;
  readonly clock?: Clock;
};

async function open({
  perCaller = 1_000,
  perAddress = 1_000_000,
  clock = movableClock(present),
}: Given): Promise<TestTokens> {
  const tokens = createTestTokens(clock);
  const each = { perCaller, perAddress };
  const limits: Record<Traffic, typeof each> = { reads: each, searches: each, writes: each, 'sign-ins': each };
  const limiter = createRateLimiter({ limits, challenges: createChallenges('a secret', systemClock), clock });
  app = await createHttpServer({ log: createLog({ level: 'silent', service: 'qr' }), trustProxy: 'loopback' });
  const routes = [look, change, find, enter, among].map((op) => route(op as Operation, async () => undefined));
  await mountRoutes(app, { routes, verifier: tokens.verifier, limiter, development: true });
  return tokens;
}

const present = new Date('2026-03-29T10:00:10Z');

async function ask(
  op: Operation,
  caller: {
    readonly token?: string;
    readonly device?: string;
    readonly from?: string;
    readonly solution?: string;
  } = {},
) {
  return await app.inject({
    method: op.method,
    url: pathOf(op),
    headers: {
      ...(caller.token === undefined ? {} : { authorization: `Bearer ${caller.token}` }),
      ...(caller.device === undefined ? {} : { 'safiri-device': caller.device }),
      ...(caller.from === undefined ? {} : { 'x-forwarded-for': caller.from }),
      ...(caller.solution === undefined ? {} : { 'safiri-challenge': caller.solution }),
    },
  });
}

async function statuses(times: number, asking: () => Promise<{ readonly statusCode: number }>): Promise<number[]> {
  const answers: number[] = [];
  for (let time = 0; time < times; time += 1) answers.push((await asking()).statusCode);
  return answers;
}

describe('a caller', () => {
  it('who asks too much is told to wait until the minute is over, and is answered then', async () => {
    const clock = movableClock(present);
    const tokens = await open({ perCaller: 2, clock });
    const token = await tokens.guest();
    expect(await statuses(3, async () => await ask(look, { token }))).toEqual([204, 204, 429]);
    const refused = await ask(look, { token });
    expect(refused.headers).toMatchObject({
      'retry-after': '50',
      'ratelimit-policy': '"reads";q=2;w=60',
      ratelimit: '"reads";r=0;t=50',
    });
    expect(refused.json()).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS', retryAfter: 50 });
    clock.advanceSeconds(50);
    expect((await ask(look, { token })).statusCode).toBe(204);
  });

  it('takes nothing from others at the same address, and its reads nothing from its writes', async () => {
    const tokens = await open({ perCaller: 2 });
    const [greedy, other] = [await tokens.guest(), await tokens.guest()];
    expect(await statuses(3, async () => await ask(look, { token: greedy }))).toEqual([204, 204, 429]);
    expect((await ask(look, { token: other })).statusCode).toBe(204);
    expect((await ask(change, { token: greedy })).statusCode).toBe(204);
  });

  it('is told what is left once that is little', async () => {
    const tokens = await open({ perCaller: 4 });
    const token = await tokens.guest();
    const said = [];
    for (let time = 0; time < 4; time += 1) said.push((await ask(look, { token })).headers['ratelimit']);
    expect(said).toEqual([undefined, undefined, undefined, '"reads";r=0;t=50']);
  });

  it('who takes new sessions is known by its device', async () => {
    const tokens = await open({ perCaller: 2 });
    const device = '0198c0de-0000-7000-8000-000000000001';
    const asNewGuest = async () => await ask(look, { token: await tokens.guest(), device });
    expect(await statuses(3, asNewGuest)).toEqual([204, 204, 429]);
  });

  it('that is a service is not counted', async () => {
    const tokens = await open({ perCaller: 1, perAddress: 1 });
    const headers = { 'safiri-service-token': await tokens.service('ticketing', 'qr') };
    const asked = async () => await app.inject({ url: pathOf(among), headers });
    expect(await statuses(3, asked)).toEqual([204, 204, 204]);
  });
});

describe('an address', () => {
  it('of a carrier, with thousands of phones behind it, is let in with all of them', async () => {
    const settings = readSettings(Type.Object(rateLimitSettings), {});
    const tokens = createTestTokens(systemClock);
    const limiter = createRateLimiter({
      limits: limitsFrom(settings),
      challenges: createChallenges('a secret', systemClock),
      clock: movableClock(present),
    });
    app = await createHttpServer({ log: createLog({ level: 'silent', service: 'qr' }) });
    await mountRoutes(app, { routes: [], verifier: tokens.verifier, development: true });
    const phones = Array.from({ length: 5_000 }, (_, phone) => phone);
    for (let page = 0; page < 4; page += 1)
      for (const phone of phones) {
        const request = {
          ip: '41.90.0.1',
          headers: {},
          actor: { kind: 'guest', subjectId: `${phone}`, sessionId: '' },
        };
        expect(limiter.admitAddress(look, request as never)).toBeUndefined();
        limiter.admitCaller(look, request as never, { header: fail } as never);
      }
  });

  it('beyond its ceiling is refused before anybody looks who it is', async () => {
    await open({ perAddress: 2 });
    expect(await statuses(3, async () => await ask(find, { from: '41.90.0.1' }))).toEqual([204, 204, 429]);
    expect((await ask(look, { from: '41.90.0.1' })).statusCode).toBe(401);
    expect((await ask(find, { from: '41.90.0.2' })).statusCode).toBe(204);
  });

  it('of IPv6 is its first half, which one customer has', async () => {
    await open({ perAddress: 2 });
    const froms = ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::1', '2001:db8:1:3::1'];
    const answers = [];
    for (const from of froms) answers.push((await ask(find, { from })).statusCode);
    expect(answers).toEqual([204, 204, 429, 204]);
  });

  it('is what a proxy of ours says, and never what a stranger says', async () => {
    await open({ perAddress: 2 });
    const asked = async (from: string) =>
      await app.inject({ url: pathOf(find), remoteAddress: '198.51.100.7', headers: { 'x-forwarded-for': from } });
    const answers = [];
    for (const from of ['41.90.0.1', '41.90.0.2', '41.90.0.3']) answers.push((await asked(from)).statusCode);
    expect(answers).toEqual([204, 204, 429]);
  });
});

describe('signing in from an address beyond its ceiling', () => {
  const askedFrom = { from: '41.90.0.1' };

  async function challenged(): Promise<Challenge> {
    await ask(enter, askedFrom);
    const refused = await ask(enter, askedFrom);
    expect(refused.json()).toMatchObject({ status: 429, code: 'CHALLENGE_NEEDED', retryAfter: 50 });
    expect(refused.headers['retry-after']).toBe('50');
    return refused.json().challenge;
  }
  const answerTo = (challenge: unknown, solution: unknown): string =>
    Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');

  it('takes a second of work, and the same work once', async () => {
    await open({ perAddress: 1 });
    const challenge = await challenged();
    const solution = answerTo(challenge, await solveChallenge({ challenge, deriveKey }));
    const answers = await statuses(2, async () => await ask(enter, { ...askedFrom, solution }));
    expect(answers).toEqual([204, 429]);
  });

  it.each([
    ['no answer at all', () => 'x'],
    ['no work', (challenge: Challenge) => answerTo(challenge, { counter: 1, derivedKey: '00'.repeat(32) })],
    [
      'a challenge of its own that is easier',
      (challenge: Challenge) =>
        answerTo(
          { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '00' } },
          { counter: 1, derivedKey: '00'.repeat(32) },
        ),
    ],
    ['a text without end', () => 'x'.repeat(4_000)],
  ])('is not had for %s', async (_case, answer) => {
    await open({ perAddress: 1 });
    const solution = answer(await challenged());
    expect((await ask(enter, { ...askedFrom, solution })).json()).toMatchObject({ code: 'CHALLENGE_NEEDED' });
  });
});

function fail(): never {
  throw new Error('nothing is left to say');
}
