import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faresChanged, holdSeats, layoutChanged, patternsChanged, type LayoutCell } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale, type Wanted } from '../../tests/open-sale.ts';
import { sampleCompany, sampleFares, sampleLayout, samplePattern, sampleStop } from '../network/sample-network.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

/** The code of the refusal, or 'held'. */
async function outcome(trips: Wanted, given: { by?: Buyer; key?: string } = {}): Promise<string> {
  const answer = await (given.by ?? buyer).call(holdSeats, { body: { trips }, idempotencyKey: given.key ?? newId() });
  return answer.ok ? 'held' : answer.code;
}

async function storedOrders(): Promise<number> {
  const [row] = await sale.bed.admin<{ count: number }>('select count(*)::int as count from ticketing.orders');
  return row?.count ?? -1;
}

describe('a hold', () => {
  it('is an order with its seats, stretch, fare and end', async () => {
    const tripId = await sale.addTrip();
    const order = await sale.hold(buyer, [{ tripId, from: 1, to: 3, seats: [2, 1] }]);
    expect(order).toMatchObject({
      status: 'held',
      total: { amountMinor: 4000, currency: 'RWF' },
      contact: { phone: null, email: null },
      link: null,
    });
    expect(
      order.claims.map((claim) => [
        claim.tripId,
        claim.seat,
        claim.seatLabel,
        claim.from.name,
        claim.to.name,
        claim.fare.amountMinor,
        claim.ticket,
      ]),
    ).toEqual([
      [tripId, 1, '1', 'Eldoret', 'Mbarara', 2000, null],
      [tripId, 2, '2', 'Eldoret', 'Mbarara', 2000, null],
    ]);
    expect(Date.parse(order.expiresAt) - Date.parse(order.serverTime)).toBe(600_000);
    expect(order.reference).toMatch(/^[CDFGHJKMNPQRTWXY34679]{8}$/);
  });

  it('leaves the seat on sale where its stretch does not lie', async () => {
    const tripId = await sale.addTrip();
    expect(await outcome([{ tripId, from: 1, to: 3, seats: [1] }])).toBe('held');
    expect(await outcome([{ tripId, from: 0, to: 2, seats: [1] }])).toBe('SEATS_TAKEN');
    expect(await outcome([{ tripId, from: 2, to: 4, seats: [1] }])).toBe('SEATS_TAKEN');
    expect(await outcome([{ tripId, from: 0, to: 1, seats: [1] }])).toBe('held');
    expect(await outcome([{ tripId, from: 3, to: 4, seats: [1] }])).toBe('held');
    expect(await sale.violations()).toBe(0);
  });

  it('that is over blocks nobody, although nothing cleared it away', async () => {
    const tripId = await sale.addTrip();
    const first = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }]);
    expect(await outcome([{ tripId, from: 0, to: 2, seats: [1] }])).toBe('SEATS_TAKEN');
    await sale.age(first.orderId);
    expect(await outcome([{ tripId, from: 0, to: 2, seats: [1] }])).toBe('held');
    expect(await outcome([{ tripId, from: 2, to: 4, seats: [1] }])).toBe('held');
    expect(await sale.violations()).toBe(0);
  });

  it('that is over and another that is not: only the first gives way', async () => {
    const tripId = await sale.addTrip();
    const over = await sale.hold(buyer, [{ tripId, from: 0, to: 2, seats: [1] }]);
    await sale.hold(buyer, [{ tripId, from: 2, to: 4, seats: [1] }]);
    await sale.age(over.orderId);
    expect(await outcome([{ tripId, from: 0, to: 3, seats: [1] }])).toBe('SEATS_TAKEN');
    expect(await sale.violations()).toBe(0);
    expect(await outcome([{ tripId, from: 0, to: 2, seats: [1] }])).toBe('held');
  });
});

describe('all or none', () => {
  it('one taken seat among several holds nothing, and the answer names it', async () => {
    const tripId = await sale.addTrip();
    await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [3] }]);
    const before = await storedOrders();
    const answer = await buyer.call(holdSeats, {
      body: { trips: [{ tripId, from: 0, to: 1, seats: [2, 3, 4] }] },
      idempotencyKey: newId(),
    });
    expect(answer).toMatchObject({
      ok: false,
      code: 'SEATS_TAKEN',
      problem: { status: 409, seats: [{ tripId, seat: 3 }] },
    });
    expect(await storedOrders()).toBe(before);
    expect(await outcome([{ tripId, from: 0, to: 1, seats: [2, 4] }])).toBe('held');
    expect(await sale.violations()).toBe(0);
  });

  it('spans two trips', async () => {
    const [out, back] = [await sale.addTrip(), await sale.addTrip()];
    await sale.hold(buyer, [{ tripId: back, from: 0, to: 4, seats: [1] }]);
    expect(
      await outcome([
        { tripId: out, from: 0, to: 4, seats: [1] },
        { tripId: back, from: 0, to: 4, seats: [1] },
      ]),
    ).toBe('SEATS_TAKEN');
    const order = await sale.hold(buyer, [
      { tripId: back, from: 0, to: 4, seats: [2] },
      { tripId: out, from: 0, to: 4, seats: [1] },
    ]);
    expect(order.claims.map((claim) => claim.tripId).toSorted((a, b) => a - b)).toEqual([out, back]);
    expect(order.total.amountMinor).toBe(8000);
    expect(await sale.violations()).toBe(0);
  });
});

describe('is refused', () => {
  it('TRIP_NOT_ON_SALE: unknown, cancelled, or without fares', async () => {
    const seats = { from: 0, to: 1, seats: [1] };
    expect(await outcome([{ tripId: 999_999, ...seats }])).toBe('TRIP_NOT_ON_SALE');
    const bare = samplePattern(
      sale.pattern.stops.map((_stop, index) => ({ at: sampleStop(`Bare ${index}`), minutes: index * 60 })),
    );
    await sale.bed.hear(sale.service, patternsChanged, { patterns: [{ ...bare, stops: sale.pattern.stops }] });
    expect(await outcome([{ tripId: await sale.addTrip({ patternId: bare.patternId }), ...seats }])).toBe(
      'TRIP_NOT_ON_SALE',
    );
    const tripId = await sale.addTrip();
    await sale.cancelTrip(tripId);
    expect(await outcome([{ tripId, ...seats }])).toBe('TRIP_NOT_ON_SALE');
  });

  it('TRIP_DEPARTED: the bus has left the boarding stop, though not a later one', async () => {
    const tripId = await sale.addTrip({
      departsAt: new Date(sale.bed.deps.clock.now().getTime() - 60_000).toISOString(),
    });
    expect(await outcome([{ tripId, from: 0, to: 2, seats: [1] }])).toBe('TRIP_DEPARTED');
    expect(await outcome([{ tripId, from: 1, to: 2, seats: [1] }])).toBe('held');
  });

  it('STRETCH_INVALID: backwards, beyond the end, no fare, no boarding, no alighting', async () => {
    const tripId = await sale.addTrip();
    for (const [from, to] of [
      [2, 1],
      [1, 1],
      [0, 5],
    ] as const)
      expect(await outcome([{ tripId, from, to, seats: [1] }])).toBe('STRETCH_INVALID');
    const odd = {
      ...sale.pattern,
      patternId: newId(),
      stops: sale.pattern.stops.map((stop, index) => ({ ...stop, boarding: index !== 1, alighting: index !== 2 })),
    };
    const fares = sampleFares(odd);
    await sale.bed.hear(sale.service, patternsChanged, { patterns: [odd] });
    await sale.bed.hear(sale.service, faresChanged, {
      fares: [{ ...fares, amountsMinor: fares.amountsMinor.map((amount, index) => (index === 0 ? null : amount)) }],
    });
    const oddTrip = await sale.addTrip({ patternId: odd.patternId });
    for (const [from, to] of [
      [0, 1],
      [1, 3],
      [0, 2],
    ] as const)
      expect(await outcome([{ tripId: oddTrip, from, to, seats: [1] }])).toBe('STRETCH_INVALID');
    expect(await outcome([{ tripId: oddTrip, from: 0, to: 3, seats: [1] }])).toBe('held');
  });

  it('SEAT_UNKNOWN, TRIP_TWICE, CURRENCY_MIXED', async () => {
    const tripId = await sale.addTrip();
    expect(await outcome([{ tripId, from: 0, to: 1, seats: [1, 5] }])).toBe('SEAT_UNKNOWN');
    expect(
      await outcome([
        { tripId, from: 0, to: 1, seats: [1] },
        { tripId, from: 1, to: 2, seats: [1] },
      ]),
    ).toBe('TRIP_TWICE');
    const dollars = { ...sale.pattern, patternId: newId() };
    await sale.bed.hear(sale.service, patternsChanged, { patterns: [dollars] });
    await sale.bed.hear(sale.service, faresChanged, { fares: [sampleFares(dollars, { currency: 'USD' })] });
    const other = await sale.addTrip({ patternId: dollars.patternId });
    expect(
      await outcome([
        { tripId, from: 0, to: 1, seats: [1] },
        { tripId: other, from: 0, to: 1, seats: [1] },
      ]),
    ).toBe('CURRENCY_MIXED');
  });

  it('without a key', async () => {
    const tripId = await sale.addTrip();
    expect(await outcome([{ tripId, from: 0, to: 1, seats: [1] }], { key: ' ' })).toBe('IDEMPOTENCY_KEY_MISSING');
  });
});

describe('a repeat with the same key', () => {
  it('answers the same order, whatever became of it, and holds nothing more', async () => {
    const tripId = await sale.addTrip();
    const key = newId();
    const first = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }], key);
    const again = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [2, 1] }], key);
    expect({ ...again, serverTime: '' }).toEqual({ ...first, serverTime: '' });
    await sale.age(first.orderId);
    const late = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }], key);
    expect([late.orderId, late.status]).toEqual([first.orderId, 'expired']);
    expect(await outcome([{ tripId, from: 0, to: 4, seats: [1, 2] }], { by: await sale.buyer(), key })).toBe('held');
    expect(await sale.violations()).toBe(0);
  });

  it('answers it also when the same request would be refused today', async () => {
    const tripId = await sale.addTrip();
    const key = newId();
    const first = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1] }], key);
    await sale.cancelTrip(tripId);
    const again = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1] }], key);
    expect([again.orderId, again.status]).toEqual([first.orderId, 'released']);
    expect(await outcome([{ tripId, from: 0, to: 3, seats: [1] }], { key })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('and another body is refused', async () => {
    const tripId = await sale.addTrip();
    const key = newId();
    await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1] }], key);
    expect(await outcome([{ tripId, from: 0, to: 4, seats: [2] }], { key })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await outcome([{ tripId, from: 0, to: 3, seats: [1] }], { key })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await sale.violations()).toBe(0);
  });

  it('while the first is in flight makes one order', async () => {
    const tripId = await sale.addTrip();
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 12 }, async () => await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1, 4] }], key)),
    );
    expect(new Set(answers.map((order) => order.orderId)).size).toBe(1);
    expect(await sale.violations()).toBe(0);
  });

  it('after a refusal is decided afresh', async () => {
    const tripId = await sale.addTrip();
    const other = await sale.hold(await sale.buyer(), [{ tripId, from: 0, to: 4, seats: [1] }]);
    const key = newId();
    expect(await outcome([{ tripId, from: 0, to: 4, seats: [1] }], { key })).toBe('SEATS_TAKEN');
    await sale.age(other.orderId);
    expect(await outcome([{ tripId, from: 0, to: 4, seats: [1] }], { key })).toBe('held');
  });
});

it('a bus with more seats than at the first hold: the new ones can be held too', async () => {
  const tripId = await sale.addTrip();
  await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1] }]);
  const fifth: LayoutCell = { kind: 'seat', seat: 5, label: '5', class: 'standard' };
  const longer = {
    ...sampleLayout,
    capacity: 5,
    decks: [{ name: '', rows: [[...(sampleLayout.decks[0]?.rows[0] ?? []), fifth]] }],
  };
  await sale.bed.hear(sale.service, layoutChanged, { version: 2, companyId: sampleCompany.companyId, layout: longer });
  expect(await outcome([{ tripId, from: 0, to: 4, seats: [5] }])).toBe('held');
  await sale.bed.hear(sale.service, layoutChanged, {
    version: 3,
    companyId: sampleCompany.companyId,
    layout: sampleLayout,
  });
});
