import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { createOwnLockNode, createSeatLock } from '@safiri/runtime';
import { setTimeout as pause } from 'node:timers/promises';
import { sampleCompany } from '../src/network/sample-network.ts';
import {
  ask,
  expectSound,
  insist,
  intentOf,
  lockSeat,
  watchReadiness,
  type Intent,
  type Known,
} from './faults/buyers.ts';
import { randomFrom } from './model/random.ts';
import { layoutOf, openSale, type Ride, type Sale } from './open-sale.ts';

const locked = createSeatLock([createOwnLockNode(() => performance.now())]);

describe.each([
  { how: 'decided together', config: { holdBatching: true } },
  { how: 'decided one by one', config: { holdBatching: false } },
  { how: 'kept apart by a lock of seats', config: { holdBatching: true }, seatLock: locked },
])('a crowd at one bus, $how', ({ config, seatLock }) => {
  let sale: Sale;
  beforeAll(async () => {
    sale = await openSale({ config, ...(seatLock === undefined ? {} : { seatLock }) });
  });
  afterAll(async () => await sale.bed.close());

  async function tripWith(seats: number): Promise<number> {
    const layout = layoutOf(newId(), seats);
    await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
    return await sale.addTrip({ layoutId: layout.layoutId });
  }

  async function intentsFor(rides: readonly Ride[]): Promise<Intent[]> {
    return await Promise.all(rides.map(async (ride) => intentOf(await sale.buyer(), ride)));
  }

  it('200 buyers want overlapping stretches at once: no leg is sold twice, and none is lost that was asked for and fits', async () => {
    const tripId = await tripWith(20);
    const random = randomFrom(1);
    const rides = Array.from({ length: 200 }, (): Ride => {
      const from = random(4);
      return { tripId, seat: 1 + random(20), from, to: from + 1 + random(4 - from) };
    });
    const intents = await intentsFor(rides);
    const known = await Promise.all(intents.map(async (intent) => await ask(intent)));
    expect(new Set(known.map(wordFor))).toEqual(new Set(['held', 'taken']));
    expectNothingLost(rides, known);
    await expectSound(sale, intents, known);
  });

  it('50 buyers want the last seat: one has it, the others are told so, and the service is ready all the while', async () => {
    const tripId = await tripWith(5);
    const others = [2, 3, 4, 5].map((seat): Ride => ({ tripId, seat, from: 0, to: 4 }));
    for (const intent of await intentsFor(others)) expect(wordFor(await ask(intent))).toBe('held');
    await expectOneWinner({ tripId, seat: 1, from: 0, to: 4 });
  });

  it('so they are while somebody else keeps them waiting for its row, and gives up', async () => {
    const tripId = await tripWith(2);
    const letGo = await lockSeat(sale, { tripId, seat: 1 });
    const freed = pause(3_000).then(letGo);
    await expectOneWinner({ tripId, seat: 1, from: 0, to: 4 });
    await freed;
  });

  /** Seats that are left are offered to the losers; where none is, the trip is full. */
  async function expectOneWinner(ride: Ride): Promise<void> {
    const intents = await intentsFor(Array.from({ length: 50 }, () => ride));
    const [known, ready] = await watchReadiness(sale, Promise.all(intents.map(async (intent) => await insist(intent))));
    expect(known.filter((each) => 'order' in each)).toHaveLength(1);
    expect(known.filter((each) => 'code' in each).map(wordFor)).toEqual(Array.from({ length: 49 }, () => 'taken'));
    expect(new Set(ready)).toEqual(new Set([true]));
    await expectSound(sale, intents, known);
  }
});

function wordFor(known: Known): string {
  if ('order' in known) return 'held';
  return known.code === 'SEATS_TAKEN' || known.code === 'TRIP_FULL' ? 'taken' : known.code;
}

/** Leg by leg: winners share none, and every loser wanted one that a winner has. */
function expectNothingLost(rides: readonly Ride[], known: readonly Known[]): void {
  const legsOf = ({ seat, from, to }: Ride): string[] =>
    Array.from({ length: to - from }, (_leg, index) => `${seat} ${from + index}`);
  const won = rides.filter((_ride, index) => 'order' in (known[index] ?? {})).flatMap(legsOf);
  const legs = new Set(won);
  expect(legs.size).toBe(won.length);
  const lost = rides.filter((_ride, index) => 'code' in (known[index] ?? {}));
  expect(lost.filter((ride) => !legsOf(ride).some((leg) => legs.has(leg)))).toEqual([]);
}
