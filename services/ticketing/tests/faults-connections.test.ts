import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdSeats, pathOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { ask, expectSound, insist, intentOf, isReady, lockSeat, type Intent } from './faults/buyers.ts';
import { openSale, type Sale } from './open-sale.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

/** A seat each, on trips that nobody else wants. */
async function intentsFor(count: number): Promise<Intent[]> {
  const trips = await Promise.all(Array.from({ length: Math.ceil(count / 4) }, async () => await sale.addTrip()));
  return await Promise.all(
    Array.from({ length: count }, async (_intent, index) =>
      intentOf(await sale.buyer(), {
        tripId: trips[Math.floor(index / 4)] ?? expect.fail(),
        seat: 1 + (index % 4),
        from: 0,
        to: 4,
      }),
    ),
  );
}

it('while all connections of the service are taken, it says that it is not ready, and to everybody when to come again; then all is well', async () => {
  const intents = await intentsFor(12);
  const { pool } = sale.service.db;
  const taken = await Promise.all(Array.from({ length: pool.options.max }, async () => await pool.connect()));
  const [ready, header, answers] = await Promise.all([
    isReady(sale),
    askPlainly(intents[0] ?? expect.fail()),
    Promise.all(intents.map(async (intent) => await ask(intent))),
  ]);
  expect(new Set(answers.map((answer) => ('code' in answer ? answer.code : 'held')))).toEqual(new Set(['UNAVAILABLE']));
  expect(header).toEqual({ status: 503, retryAfter: '1' });
  expect(ready).toBe(false);
  for (const connection of taken) connection.release();
  expect(await isReady(sale)).toBe(true);
  await expectSound(sale, intents, await Promise.all(intents.map(async (intent) => await insist(intent))));
});

/** What stands above the answer, for clients that know HTTP alone. */
async function askPlainly({
  ride: { tripId, seat, from, to },
}: Intent): Promise<{ status: number; retryAfter: string | null }> {
  const response = await fetch(`${sale.served.app.listeningOrigin}${pathOf(holdSeats)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await sale.bed.tokens.guest()}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify({ trips: [{ tripId, from, to, seats: [seat] }] }),
  });
  await response.body?.cancel();
  return { status: response.status, retryAfter: response.headers.get('retry-after') };
}

it('a session that is ended in the middle of a batch costs nobody anything: all of the batch are told to repeat, and then know', async () => {
  const [intents, before] = [await intentsFor(16), await intentsFor(2)];
  const [one = expect.fail(), other = expect.fail()] = before;
  const [first = expect.fail()] = intents;
  // Both calls of the queue wait for locked seats, so that those who come now are decided together.
  const [freeOne, freeOther, freeFirst] = [
    await lockSeat(sale, one.ride),
    await lockSeat(sale, other.ride),
    await lockSeat(sale, first.ride),
  ];
  const early = insist(one);
  const late = insist(other);
  await expect.poll(waitingCalls).toHaveLength(2);
  const told: string[] = [];
  const known = Promise.all(
    intents.map(async (intent) => await insist(intent, (each) => void told.push('code' in each ? each.code : 'held'))),
  );
  await freeOne();
  const knownEarly = await early;
  // In its place the batch waits.
  await expect.poll(waitingCalls).toHaveLength(2);
  await sale.bed.admin('select pg_terminate_backend($1)', [(await waitingCalls())[0]]);
  await expect.poll(() => told).toContain('UNAVAILABLE');
  await freeOther();
  await freeFirst();
  await expectSound(sale, [...intents, one, other], [...(await known), knownEarly, await late]);
});

/** Sessions of the service that wait for somebody's lock, the latest first. */
async function waitingCalls(): Promise<number[]> {
  const rows = await sale.bed.admin<{ pid: number }>(
    `select pid from pg_stat_activity
      where application_name = 'safiri-ticketing' and wait_event_type = 'Lock' and datname = current_database()
      order by query_start desc`,
  );
  return rows.map(({ pid }) => pid);
}
