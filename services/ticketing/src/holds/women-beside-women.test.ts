import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyChanged, getSeatMap, holdSeats, layoutChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { connect } from '@safiri/runtime';
import { decideHold, itemFor, openSale, type Buyer, type Sale, type Wanted } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { drawnLayout } from './drawn-layout.ts';

let sale: Sale;
let buyer: Buyer;
const layout = drawnLayout(['ss.ss', 'ss.ss']);
const without = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, without);
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
  await sale.bed.admin('insert into ticketing.sale_rules (company_id, women_beside_women) values ($1, true)', [
    sampleCompany.companyId,
  ]);
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

const newTrip = async (companyId: string = sampleCompany.companyId): Promise<number> =>
  await sale.addTrip({ layoutId: layout.layoutId, companyId });

/** The seats that were held, or the refusal with its seats. */
async function hold(trip: Wanted[number], womenOnly: boolean): Promise<unknown> {
  const answer = await buyer.call(holdSeats, { body: { trips: [trip], womenOnly }, idempotencyKey: newId() });
  return answer.ok
    ? answer.value.claims.map((claim) => claim.seat)
    : [answer.code, Reflect.get(answer.problem ?? {}, 'seats')];
}

async function shownAsTaken(tripId: number, stretch: { from: number; to: number }): Promise<readonly number[]> {
  const answer = await sale.served.as()(getSeatMap, { params: { tripId }, query: stretch });
  return answer.ok ? answer.value.taken : expect.fail(answer.code);
}

it('the seat beside a woman who travels alone is sold to women, on her part of the way', async () => {
  const tripId = await newTrip();
  expect(await hold({ tripId, from: 1, to: 3, seats: [1] }, true)).toEqual([1]);
  expect(await hold({ tripId, from: 2, to: 4, seats: [2, 4] }, false)).toEqual([
    'SEATS_TAKEN',
    [{ tripId, seat: 2, reason: 'women-only' }],
  ]);
  expect(await shownAsTaken(tripId, { from: 0, to: 2 })).toEqual([1, 2]);
  expect(await shownAsTaken(tripId, { from: 3, to: 4 })).toEqual([]);
  expect(await hold({ tripId, from: 3, to: 4, seats: [2] }, false)).toEqual([2]);
  // Across the aisle nobody sits beside her; and who does says that she is a woman.
  expect(await hold({ tripId, from: 0, to: 4, seats: [3] }, false)).toEqual([3]);
  expect(await hold({ tripId, from: 0, to: 3, seats: [2] }, true)).toEqual([2]);
  expect(await sale.violations()).toBe(0);
});

it('who asks for any seat is not given one beside her, nor is she given one beside others', async () => {
  const tripId = await newTrip();
  const any = { tripId, from: 0, to: 4, any: { count: 1 } };
  expect(await hold(any, true)).toEqual([1]);
  expect(await hold(any, false)).toEqual([3]);
  expect(await hold(any, true)).toEqual([2]);
  expect(await hold(any, true)).toEqual([5]);
  expect(await hold({ ...any, any: { count: 3 } }, false)).toEqual([4, 7, 8]);
  expect(await hold(any, false)).toEqual(['TRIP_FULL', undefined]);
  expect(await hold(any, true)).toEqual([6]);
});

it('her seat counts until her hold is over, and her own order sits where it likes', async () => {
  const tripId = await newTrip();
  const answer = await buyer.call(holdSeats, {
    body: { trips: [{ tripId, from: 0, to: 4, seats: [1, 2, 5] }], womenOnly: true },
    idempotencyKey: newId(),
  });
  expect(answer.ok).toBe(true);
  expect(await hold({ tripId, from: 0, to: 4, seats: [6] }, false)).toContain('SEATS_TAKEN');
  await sale.age(answer.ok ? answer.value.orderId : '');
  expect(await hold({ tripId, from: 0, to: 4, seats: [6] }, false)).toEqual([6]);
});

it('a company without that rule sells every seat to everybody', async () => {
  const tripId = await newTrip(without.companyId);
  expect(await hold({ tripId, from: 0, to: 4, seats: [1] }, true)).toEqual([1]);
  expect(await shownAsTaken(tripId, { from: 0, to: 4 })).toEqual([1]);
  expect(await hold({ tripId, from: 0, to: 4, seats: [2] }, false)).toEqual([2]);
});

it('a woman and a man who take two seats side by side at the same moment: he has his only if he came first', async () => {
  const wide = connect({
    connectionString: sale.bed.deps.db.connectionString,
    schema: 'ticketing',
    maxConnections: 12,
  });
  const trips = await Promise.all(Array.from({ length: 12 }, async () => await newTrip()));
  const outcomes = await Promise.all(
    trips.map(async (tripId, index) => {
      const ride = { tripId, from: 0, to: 4 };
      const items = [
        itemFor([{ ...ride, seat: index % 2 === 0 ? 1 : 2 }], { womenOnly: true }),
        itemFor([{ ...ride, seat: index % 2 === 0 ? 2 : 1 }]),
      ];
      const asked = index % 3 === 0 ? items.toReversed() : items;
      const answers = await Promise.all(
        asked.map(async (item) => ({ item, answer: await decideHold(wide, item, 10) })),
      );
      const woman = answers.find(({ item }) => item.womenOnly)?.answer ?? expect.fail();
      const man = answers.find(({ item }) => !item.womenOnly)?.answer ?? expect.fail();
      expect(woman.kind).toBe('held');
      if (man.kind === 'held' && woman.kind === 'held')
        expect(man.decidedAt.getTime()).toBeLessThanOrEqual(woman.decidedAt.getTime());
      else
        expect(man).toEqual({
          kind: 'taken',
          seats: [{ tripId, seat: index % 2 === 0 ? 2 : 1, reason: 'women-only' }],
        });
      return man.kind;
    }),
  );
  expect(outcomes).toHaveLength(12);
  await wide.close();
  expect(await sale.violations()).toBe(0);
});
