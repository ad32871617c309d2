import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { holdSeats, passesByItself, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { transaction } from '@safiri/runtime';
import { sql } from 'kysely';
import { waitForSeats } from '../../src/kept-seats/kept-seat-queries.ts';
import { sampleCompany } from '../../src/network/sample-network.ts';
import type { Buyer, Ride, Sale } from '../open-sale.ts';

/** Somebody who wants one seat, and what they know in the end: the order that has it, or why they have none. */
export type Intent = { readonly buyer: Pick<Buyer, 'call' | 'subjectId'>; readonly ride: Ride; readonly key: string };
export type Known = { readonly order: Order } | { readonly code: string };

/** Half a minute: more than anything here is away. */
const mostTries = 300;
const pauseMilliseconds = 100;

export function intentOf(buyer: Intent['buyer'], ride: Ride): Intent {
  return { buyer, ride, key: newId() };
}

/** One question. No answer at all is 'NO_ANSWER'; a fault of ours fails the test. */
export async function ask({
  buyer,
  ride: { tripId, seat, from, to },
  key,
}: Intent): Promise<Known & { retryAfter?: boolean }> {
  const answer = await buyer.call(holdSeats, {
    body: { trips: [{ tripId, from, to, seats: [seat] }] },
    idempotencyKey: key,
  });
  if (answer.ok) return { order: answer.value };
  const { code, problem, detail } = answer;
  expect(problem?.status ?? 0, `${code} ${detail}`).not.toBe(500);
  return { code, retryAfter: problem !== undefined && passesByItself(problem) };
}

/** Asks with the same key until there is an answer that stays. `onAnswer` is told of every one. */
export async function insist(intent: Intent, onAnswer: (known: Known) => void = () => undefined): Promise<Known> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const { retryAfter, ...known } = await ask(intent);
    onAnswer(known);
    if ('order' in known || (known.code !== 'NO_ANSWER' && retryAfter !== true)) return known;
    await pause(pauseMilliseconds);
  }
  return expect.fail('no final answer in half a minute');
}

/** Some at a time, as many as there are lanes. */
export async function inLanes<Each, Result>(
  all: readonly Each[],
  lanes: number,
  work: (each: Each) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = all.entries();
  const lane = async (): Promise<void> => {
    for (const [index, each] of waiting) results[index] = await work(each);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/**
 * What has to be true after any fault: who was told of an order has that one and no other, who was refused has none, the
 * key says the same when it is sent again, nobody has a seat on a leg twice, and the auditor finds nothing.
 */
export async function expectSound(sale: Sale, intents: readonly Intent[], known: readonly Known[]): Promise<void> {
  const rows = await sale.bed.admin<{ idempotency_key: string; order_id: string; claims: number }>(
    `select o.idempotency_key, o.order_id, count(c.claim_id)::int as claims
       from ticketing.orders o left join ticketing.claims c on c.trip_id = any (o.trip_ids) and c.order_id = o.order_id and c.status = 'held'
      where o.idempotency_key = any ($1) group by o.order_id`,
    [intents.map((intent) => intent.key)],
  );
  const stored = new Map(rows.map((row) => [row.idempotency_key, { orderId: row.order_id, claims: row.claims }]));
  const told = intents.flatMap(({ key }, index): [string, { orderId: string; claims: number }][] => {
    const each = known[index];
    return each !== undefined && 'order' in each ? [[key, { orderId: each.order.orderId, claims: 1 }]] : [];
  });
  expect(rows).toHaveLength(stored.size);
  expect(stored).toEqual(new Map(told));
  expect(await inLanes(intents, 20, async (intent) => nameOf(await ask(intent)))).toEqual(known.map(nameOf));
  expect(await sale.violations()).toBe(0);
  const said: unknown[] = [];
  await sale.service.audit?.((violation) => said.push(violation));
  expect(said).toEqual([]);
}

/** Seats that are gone may be told as a full trip, and the other way round. */
function nameOf(known: Known): string {
  if ('order' in known) return known.order.orderId;
  return known.code === 'TRIP_FULL' ? 'SEATS_TAKEN' : known.code;
}

/** As the platform's /health/ready asks each service: whether it reaches its database within two seconds. */
export async function isReady({ service: { db } }: Sale): Promise<boolean> {
  const late = pause(2_000, false, { ref: false });
  const reached = sql`select 1`.execute(db.kysely).then(
    () => true,
    () => false,
  );
  return await Promise.race([reached, late]);
}

/** Asks again and again whether the service is ready while something goes on; answers what it was told. */
export async function watchReadiness<Result>(sale: Sale, during: Promise<Result>): Promise<[Result, boolean[]]> {
  const seen: boolean[] = [];
  let over = false;
  const watching = (async () => {
    while (!over) {
      seen.push(await isReady(sale));
      await pause(pauseMilliseconds);
    }
  })();
  const result = await during.finally(() => (over = true));
  await watching;
  return [result, seen];
}

/** Locks a seat for as long as nobody lets it go; who wants it waits. */
export async function lockSeat(
  sale: Sale,
  { tripId, seat }: Pick<Ride, 'tripId' | 'seat'>,
): Promise<() => Promise<void>> {
  const other = sale.bed.connectAs('ticketing');
  const staff = { kind: 'company', id: sampleCompany.companyId } as const;
  // Its rows are there for others to see before one is locked.
  await transaction(other, staff, async (tx) => await waitForSeats(tx, tripId, [seat]));
  const locked = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const holding = transaction(other, staff, async (tx) => {
    await waitForSeats(tx, tripId, [seat]);
    locked.resolve();
    await free.promise;
  });
  await Promise.race([locked.promise, holding]);
  return async () => {
    free.resolve();
    await holding;
  };
}
