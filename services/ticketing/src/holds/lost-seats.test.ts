import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdSeats, layoutChanged, LostSeats, LostTrip } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { Check } from 'typebox/value';
import { openSale, type Buyer, type Sale, type Wanted } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { drawnLayout } from './drawn-layout.ts';

let sale: Sale;
let buyer: Buyer;
const layout = drawnLayout(['ss.ss', 'ss.vv']);

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

const newTrip = async (): Promise<number> => await sale.addTrip({ layoutId: layout.layoutId });

/** What is said to who asks for these seats and is refused. */
async function refusal(trips: Wanted): Promise<Record<string, unknown>> {
  const answer = await buyer.call(holdSeats, { body: { trips }, idempotencyKey: newId() });
  if (answer.ok) return { code: 'held' };
  if (answer.code === 'SEATS_TAKEN') expect(Check(LostSeats, answer.problem)).toBe(true);
  if (answer.code === 'TRIP_FULL') expect(Check(LostTrip, answer.problem)).toBe(true);
  return { ...answer.problem };
}

describe('who loses a seat', () => {
  it('is told which, and of as many others nearby for each trip', async () => {
    const [out, back] = [await newTrip(), await newTrip()];
    await sale.hold(buyer, [{ tripId: out, from: 1, to: 3, seats: [2, 5] }]);
    expect(
      await refusal([
        { tripId: back, from: 0, to: 4, seats: [1] },
        { tripId: out, from: 0, to: 2, seats: [1, 2] },
      ]),
    ).toMatchObject({
      status: 409,
      code: 'SEATS_TAKEN',
      seats: [{ tripId: out, seat: 2 }],
      alternatives: [{ tripId: out, seats: [3, 4] }],
    });
    expect(await refusal([{ tripId: out, from: 0, to: 2, seats: [3, 4] }])).toEqual({ code: 'held' });
  });

  it('is told of none where too few are left, of that class and together on one trip', async () => {
    const tripId = await newTrip();
    await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [7] }]);
    expect(await refusal([{ tripId, from: 0, to: 4, seats: [7, 8] }])).toMatchObject({
      code: 'SEATS_TAKEN',
      alternatives: [],
    });
  });

  it('is told that the trip is full when no seat is left for the stretch, and only then', async () => {
    const tripId = await newTrip();
    await sale.hold(buyer, [{ tripId, from: 0, to: 2, seats: [1, 2, 3, 4, 5, 6, 7] }]);
    const last = await sale.hold(buyer, [{ tripId, from: 1, to: 2, seats: [8] }]);
    expect(await refusal([{ tripId, from: 1, to: 3, seats: [8] }])).toMatchObject({
      status: 409,
      code: 'TRIP_FULL',
      tripId,
    });
    expect(await refusal([{ tripId, from: 0, to: 1, seats: [1] }])).toMatchObject({ code: 'SEATS_TAKEN' });
    await sale.age(last.orderId);
    expect(await refusal([{ tripId, from: 1, to: 2, seats: [1] }])).toMatchObject({ code: 'SEATS_TAKEN' });
    expect(await refusal([{ tripId, from: 1, to: 3, seats: [8] }])).toEqual({ code: 'held' });
  });

  it('is not told of seats that are kept for others', async () => {
    const tripId = await newTrip();
    await sale.bed.admin(
      `insert into ticketing.kept_seats (kept_id, company_id, trip_id, seats, kept_for, reason, kept_by)
       values (gen_random_uuid(), $1, $2, '{1, 3}', 'counter', 'for the counter', gen_random_uuid())`,
      [sampleCompany.companyId, tripId],
    );
    await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [2] }]);
    expect(await refusal([{ tripId, from: 0, to: 4, seats: [2] }])).toMatchObject({
      alternatives: [{ tripId, seats: [6] }],
    });
    expect(await refusal([{ tripId, from: 0, to: 4, any: { count: 5, class: 'standard' } }])).toMatchObject({
      code: 'TRIP_FULL',
    });
  });
});

describe('a wish for any seats', () => {
  it('is held whole, also beside named seats on another trip, and a repeat of it is the same order', async () => {
    const [out, back] = [await newTrip(), await newTrip()];
    const trips: Wanted = [
      { tripId: out, from: 0, to: 4, seats: [4] },
      { tripId: back, from: 1, to: 4, any: { count: 2, class: 'vip' } },
    ];
    const key = newId();
    const order = await sale.hold(buyer, trips, key);
    expect(order.claims.map(({ tripId, seat }) => [tripId, seat])).toEqual([
      [out, 4],
      [back, 7],
      [back, 8],
    ]);
    expect(await sale.hold(buyer, trips, key)).toMatchObject({ orderId: order.orderId, claims: order.claims });
    expect(await refusal(trips)).toMatchObject({ code: 'SEATS_TAKEN', seats: [{ tripId: out, seat: 4 }] });
    expect(await refusal([{ tripId: out, from: 0, to: 4, seats: [3] }, trips[1] ?? expect.fail()])).toMatchObject({
      code: 'TRIP_FULL',
      tripId: back,
    });
    expect(await refusal([{ tripId: out, from: 0, to: 4, seats: [3] }])).toEqual({ code: 'held' });
    expect(await sale.violations()).toBe(0);
  });

  it('has seats under holds that are over, and none that is kept for others', async () => {
    const tripId = await newTrip();
    const over = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2, 3, 4, 5, 6, 7, 8] }]);
    const any: Wanted = [{ tripId, from: 0, to: 4, any: { count: 2 } }];
    expect(await refusal(any)).toMatchObject({ code: 'TRIP_FULL', tripId });
    await sale.age(over.orderId);
    await sale.bed.admin(
      `insert into ticketing.kept_seats (kept_id, company_id, trip_id, seats, kept_for, reason, kept_by)
       values (gen_random_uuid(), $1, $2, '{2}', 'house', 'second driver', gen_random_uuid())`,
      [sampleCompany.companyId, tripId],
    );
    expect((await sale.hold(buyer, any)).claims.map((claim) => claim.seat)).toEqual([3, 4]);
    expect(await sale.violations()).toBe(0);
  });

  it('is refused when it is not one: CLASS_UNKNOWN, VALIDATION_FAILED', async () => {
    const tripId = await newTrip();
    const stretch = { tripId, from: 0, to: 4 };
    expect(await refusal([{ ...stretch, any: { count: 1, class: 'sofa' } }])).toMatchObject({
      code: 'CLASS_UNKNOWN',
      field: '/body/trips/0/any/class',
    });
    const both: object = { ...stretch, seats: [1], any: { count: 1 } };
    for (const wish of [both, stretch, { ...stretch, any: { count: 9 } }, { ...stretch, any: { count: 0 } }]) {
      const answer = await fetch(`${sale.served.app.listeningOrigin}/api/v1/ticketing/orders`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${buyer.token}`,
          'idempotency-key': newId(),
        },
        body: JSON.stringify({ trips: [wish] }),
      });
      expect(await answer.json()).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' });
    }
  });
});
