import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { pathOf } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { contentAt, mayBeSealed, mustBeSealed, post, sealRaw, startProcess, type Process } from './sealed-bed.ts';
import { openTestbed, type Testbed } from './testbed.ts';

let bed: Testbed;
let process: Process;
const startAt = systemClock.now();
const period = 30 * 86_400_000;
const inPeriods = (periods: number): void => bed.deps.clock.set(new Date(startAt.getTime() + periods * period));
const say = (secret: string) => ({ params: { place: 'here' }, body: { secret } });

beforeAll(async () => {
  bed = await openTestbed({ service: 'auth', postgres: inject('postgres'), startAt });
  process = await startProcess(bed);
});
afterAll(async () => await bed.close());
beforeEach(() => inPeriods(0));

/** A client, and all that it says and hears on the wire. */
function overheard(at: Process, options: Parameters<Process['client']>[0] = {}) {
  const wire: string[] = [];
  const mediaTypes: (string | null)[] = [];
  const listening: typeof fetch = async (input, init) => {
    if (typeof init?.body === 'string') {
      wire.push(init.body);
      mediaTypes.push(new Headers(init.headers).get('content-type'));
    }
    const response = await fetch(input, init);
    wire.push(await response.clone().text());
    return response;
  };
  return { call: at.client({ fetch: listening, ...options }), wire, mediaTypes };
}

it('nobody on the way reads what a client says, is answered or is refused', async () => {
  const { call, wire, mediaTypes } = overheard(process);
  expect(await call(mustBeSealed, say('the password'))).toEqual({ ok: true, value: { heard: 'heard the password' } });
  expect(await call(mayBeSealed, say('the password'))).toMatchObject({ ok: true });
  expect(await call(mustBeSealed, say('no'))).toMatchObject({ ok: false, code: 'NOT_THAT', detail: 'Not that one.' });
  expect(wire.filter((text) => /password|Not that/.test(text))).toEqual([]);
  expect(mediaTypes).toEqual(Array.from({ length: 3 }, () => 'application/jose'));
});

it('a plain body is refused where it must be sealed, and taken where it may be', async () => {
  const plain = async (path: string) =>
    await fetch(`${process.url}${path.replace(':place', 'here')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret: 'plain' }),
    });
  const refused = await plain(pathOf(mustBeSealed));
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'SEALING_REQUIRED' }]);
  const taken = await plain(pathOf(mayBeSealed));
  expect([taken.status, await taken.json()]).toEqual([200, { heard: 'heard plain' }]);
});

it('while sealing is off bodies are plain, sealed ones are refused, and who insists on sealing says nothing', async () => {
  const off = await startProcess(bed, { encryption: 'off' });
  const asPublished = overheard(off);
  expect(await asPublished.call(mustBeSealed, say('plain'))).toMatchObject({ ok: true });
  expect(asPublished.mediaTypes).toEqual(['application/json']);
  const [key] = await process.keys();
  if (key === undefined) throw new Error('no key is published');
  const sealed = await sealRaw(contentAt(startAt, 'sealed'), key);
  expect(await post(off.url, sealed)).toMatchObject({ status: 422, code: 'SEALING_OFF' });
  const insisting = overheard(off, { sealing: 'always' });
  expect(await insisting.call(mustBeSealed, say('never said'))).toMatchObject({ ok: false, code: 'NO_ANSWER' });
  expect(insisting.mediaTypes).toEqual([]);
});

it('a client that cannot have the keys, or loses them, never says it plainly', async () => {
  const fresh = await startProcess(bed);
  const said: unknown[] = [];
  const withKeys =
    (status: number, keys: unknown): typeof fetch =>
    async (input, init) => {
      if (init?.body === undefined) return Response.json(keys, { status });
      said.push(new Headers(init.headers).get('content-type'));
      return await fetch(input, init);
    };
  // Keys are remembered by address, and a port may have been another server's before.
  const without = fresh.client({ baseUrl: 'https://never-asked.example', fetch: withKeys(503, {}) });
  expect(await without(mayBeSealed, say('x'))).toMatchObject({ ok: false, code: 'NO_ANSWER' });
  expect(said).toEqual([]);
  // Known keys, all refused; and then a list that somebody emptied.
  expect(await fresh.client()(mayBeSealed, say('x'))).toMatchObject({ ok: true });
  inPeriods(2);
  const emptied = fresh.client({ fetch: withKeys(200, { now: bed.deps.clock.now().toISOString(), keys: [] }) });
  expect(await emptied(mayBeSealed, say('x'))).toMatchObject({ ok: false, code: 'NO_ANSWER' });
  expect(said).toEqual(['application/jose']);
});

it('a plain answer to a sealed body is not believed', async () => {
  const call = process.client({
    fetch: async (input, init) =>
      init?.body === undefined ? await fetch(input, init) : Response.json({ heard: 'forged' }),
  });
  expect(await call(mustBeSealed, say('x'))).toMatchObject({ ok: false, code: 'NO_ANSWER' });
});

it('keys rotate under a client that carries on, and under requests on their way', async () => {
  const { call, mediaTypes } = overheard(process);
  for (const periods of [0, 1, 2, 7, 1]) {
    inPeriods(periods);
    expect(await call(mustBeSealed, say(`after ${periods}`))).toMatchObject({ ok: true });
  }
  expect(mediaTypes.every((mediaType) => mediaType === 'application/jose')).toBe(true);
  const [current, next] = await process.keys();
  for (const [key, periods, code] of [
    [current, 0, undefined],
    [current, 1, undefined],
    [current, 2, 'SEALING_KEY_UNKNOWN'],
    [next, 0, undefined],
  ] as const) {
    if (key === undefined) throw new Error('no key is published');
    inPeriods(1 + periods);
    const sealed = await sealRaw(contentAt(bed.deps.clock.now(), 'on its way'), key);
    expect((await post(process.url, sealed)).code).toBe(code);
  }
});

it('the keys of another generation are other keys, and a client learns of them by itself', async () => {
  const [before] = await process.keys();
  if (before === undefined) throw new Error('no key is published');
  const replaced = await startProcess(bed, { generation: 2 });
  const sealed = await sealRaw(contentAt(startAt, 'to the leaked key'), before);
  expect(await post(replaced.url, sealed)).toMatchObject({ status: 409, code: 'SEALING_KEY_UNKNOWN' });
  expect(await replaced.client()(mustBeSealed, say('x'))).toMatchObject({ ok: true });
});

it('a caller whose clock is hours wrong seals by the server’s', async () => {
  inPeriods(0.01);
  const far = await startProcess(bed);
  expect(await far.client()(mustBeSealed, say('x'))).toMatchObject({ ok: true });
});
