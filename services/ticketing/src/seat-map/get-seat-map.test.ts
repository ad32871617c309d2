import { afterAll, beforeAll, expect, it } from 'vitest';
import { getSeatMap } from '@safiri/contracts';
import { openSale, type Sale } from '../../tests/open-sale.ts';
import { sampleLayout } from '../network/sample-network.ts';
import { listTakenSeats } from './taken-seats.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

async function taken(tripId: number, from: number, to: number): Promise<readonly number[] | string> {
  const answer = await sale.served.as()(getSeatMap, { params: { tripId }, query: { from, to } });
  return answer.ok ? answer.value.taken : answer.code;
}

it('shows the layout and fare of a trip nobody has asked for yet, with every seat free', async () => {
  const tripId = await sale.addTrip();
  const answer = await sale.served.as()(getSeatMap, { params: { tripId }, query: { from: 1, to: 4 } });
  expect(answer).toMatchObject({
    ok: true,
    value: { tripId, fare: { amountMinor: 3000, currency: 'RWF' }, decks: sampleLayout.decks, taken: [] },
  });
});

it('judges seats by stretch and holds by time', async () => {
  const tripId = await sale.addTrip();
  const buyer = await sale.buyer();
  await sale.book(buyer, [{ tripId, from: 1, to: 3, seats: [4] }]);
  const held = await sale.hold(buyer, [{ tripId, from: 0, to: 2, seats: [2] }]);
  await sale.hold(buyer, [{ tripId, from: 3, to: 4, seats: [2] }]);
  expect([await taken(tripId, 0, 4), await taken(tripId, 0, 1), await taken(tripId, 2, 3)]).toEqual([[2, 4], [2], [4]]);
  await sale.age(held.orderId);
  expect([await taken(tripId, 0, 4), await taken(tripId, 0, 1), await taken(tripId, 2, 3)]).toEqual([[2, 4], [], [4]]);
  const stretches = [
    { tripId, from: 0, to: 1 },
    { tripId, from: 3, to: 4 },
    { tripId, from: 1, to: 2 },
  ];
  const listed = await listTakenSeats(sale.bed.deps.db, stretches);
  expect(listed.map((each) => each.taken)).toEqual([[], [2], [4]]);
});

it('no seat can be had once the bus has left the stop or does not run', async () => {
  const gone = await sale.addTrip({ departsAt: new Date(sale.bed.deps.clock.now().getTime() - 60_000).toISOString() });
  expect([await taken(gone, 0, 4), await taken(gone, 1, 4)]).toEqual([[1, 2, 3, 4], []]);
  const cancelled = await sale.addTrip();
  await sale.cancelTrip(cancelled);
  expect(await taken(cancelled, 0, 4)).toEqual([1, 2, 3, 4]);
});

it('is refused: STRETCH_INVALID, NOT_FOUND', async () => {
  const tripId = await sale.addTrip();
  expect([await taken(tripId, 2, 2), await taken(tripId, 0, 5), await taken(999_999, 0, 1)]).toEqual([
    'STRETCH_INVALID',
    'STRETCH_INVALID',
    'NOT_FOUND',
  ]);
});
