import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkOutOrder,
  companyChanged,
  companyStatusChanged,
  extendOrder,
  getOrder,
  getPayableOrder,
  holdSeatsForCustomer,
  keepSeats,
  layoutChanged,
  type BodyOf,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { layoutOf, openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
let agent: Buyer['call'];
const { companyId } = sampleCompany;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };

beforeAll(async () => {
  // Far below a group: staff are not counted.
  sale = await openSale({ config: { mostSeatsHeld: 2 } });
  await sale.bed.hear(sale.service, companyChanged, rival);
  agent = await staff('agent');
});
afterAll(async () => await sale.bed.close());

async function staff(role: 'driver' | 'agent' | 'supervisor', of = companyId): Promise<Buyer['call']> {
  return sale.served.as(await sale.bed.tokens.staff(role, of));
}

type Body = BodyOf<typeof holdSeatsForCustomer>;

async function hold(
  trips: Body['trips'],
  { by = agent, key = newId(), channel = 'counter' as Body['channel'], company = companyId } = {},
) {
  return await by(holdSeatsForCustomer, {
    params: { companyId: company },
    body: { channel, trips },
    idempotencyKey: key,
  });
}

async function keep(tripId: number, seat: number, keptFor: BodyOf<typeof keepSeats>['keptFor']): Promise<void> {
  const answer = await (
    await staff('supervisor')
  )(keepSeats, {
    params: { companyId },
    body: { tripId, seats: [seat], keptFor, minutesBefore: null, reason: 'test' },
    idempotencyKey: newId(),
  });
  expect(answer).toMatchObject({ ok: true });
}

it('a bus-full is held in one order of the member of staff, on their channel; a repeat is the same order', async () => {
  const layout = layoutOf(newId(), 60);
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout });
  const tripId = await sale.addTrip({ layoutId: layout.layoutId });
  const trips = [{ tripId, from: 0, to: 4, seats: Array.from({ length: 60 }, (_, index) => index + 1) }];
  const key = newId();
  const first = await hold(trips, { key });
  if (!first.ok) return expect.fail(first.code);
  expect(first.value.claims).toHaveLength(60);
  expect(await hold(trips, { key })).toMatchObject({ ok: true, value: { orderId: first.value.orderId } });
  expect(await hold(trips, { key, channel: 'road' })).toMatchObject({ ok: false, code: 'IDEMPOTENCY_KEY_REUSED' });
  const { orderId } = first.value;
  expect(await sale.bed.admin('select channel from ticketing.orders where order_id = $1', [orderId])).toEqual([
    { channel: 'counter' },
  ]);
  expect(await agent(getOrder, { params: { orderId } })).toMatchObject({ ok: true });
  expect(await agent(extendOrder, { params: { orderId }, idempotencyKey: newId() })).toMatchObject({ ok: true });
  expect(await (await staff('agent'))(getOrder, { params: { orderId } })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await sale.violations()).toBe(0);
});

it('a bus-full that is paid, and whose trip is cancelled, is told as the contracts of news say', async () => {
  const layout = layoutOf(newId(), 60);
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout });
  const tripId = await sale.addTrip({ layoutId: layout.layoutId });
  const held = await hold([{ tripId, from: 0, to: 4, seats: Array.from({ length: 60 }, (_, index) => index + 1) }]);
  if (!held.ok) return expect.fail(held.code);
  const { orderId, claims } = held.value;
  const passengers = claims.map(({ claimId, seatLabel }) => ({ claimId, name: `Passenger ${seatLabel}` }));
  await agent(checkOutOrder, { params: { orderId }, body: { contact: sampleContact, passengers } });
  await sale.pay(held.value);
  await sale.cancelTrip(tripId);
  for (const type of ['ticket-issued', 'booking-confirmed', 'tickets-cancelled', 'refund-due'])
    expect((await sale.newsOf(type)).filter((event) => event.aggregateId === orderId)).toHaveLength(1);
});

it('seats kept for the counter and the house are the counter’s, those for the road the road’s, and nobody’s are nobody’s', async () => {
  const tripId = await sale.addTrip();
  const kinds = ['counter', 'house', 'road', 'nobody'] as const;
  for (const [index, kind] of kinds.entries()) await keep(tripId, index + 1, kind);
  const had = async (channel: Body['channel'], stretch: { from: number; to: number }) => {
    const answers: boolean[] = [];
    for (const seat of [1, 2, 3, 4])
      answers.push((await hold([{ tripId, ...stretch, seats: [seat] }], { channel })).ok);
    return answers;
  };
  expect(await had('counter', { from: 0, to: 1 })).toEqual([true, true, false, false]);
  expect(await had('road', { from: 1, to: 2 })).toEqual([false, false, true, false]);
  expect(await sale.violations()).toBe(0);
});

it('is refused: TRIP_OF_ANOTHER_COMPANY, TRIP_NOT_ON_SALE, TOO_MANY_SEATS, SEATS_TAKEN', async () => {
  const [ours, theirs] = [await sale.addTrip(), await sale.addTrip({ companyId: rival.companyId })];
  const ride = { from: 0, to: 1, seats: [1] };
  expect(
    await hold([
      { tripId: ours, ...ride },
      { tripId: theirs, ...ride },
    ]),
  ).toMatchObject({ ok: false, code: 'TRIP_OF_ANOTHER_COMPANY', problem: { field: '/body/trips/1/tripId' } });
  expect(await hold([{ tripId: ours + 1_000_000, ...ride }])).toMatchObject({ code: 'TRIP_NOT_ON_SALE' });
  const many = Array.from({ length: 101 }, (_, index) => index + 1);
  expect(
    await hold([
      { tripId: ours, from: 0, to: 1, seats: many },
      { tripId: ours, from: 1, to: 2, seats: many },
    ]),
  ).toMatchObject({ code: 'TOO_MANY_SEATS' });
  await hold([{ tripId: ours, ...ride }]);
  expect(await hold([{ tripId: ours, ...ride }])).toMatchObject({ code: 'SEATS_TAKEN' });
});

it('is refused: FORBIDDEN to drivers and to another company’s staff', async () => {
  const trips = [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }];
  expect(await hold(trips, { by: await staff('driver') })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  const stranger = await staff('supervisor', rival.companyId);
  expect(await hold(trips, { by: stranger })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  expect(await hold(trips, { by: stranger, company: rival.companyId })).toMatchObject({
    code: 'TRIP_OF_ANOTHER_COMPANY',
  });
});

it('an order that staff hold can be paid to any of their company, one of a passenger to its owner alone', async () => {
  const trips = [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }];
  const held = await hold(trips);
  const buyer = await sale.buyer();
  const ofPassenger = await sale.hold(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  if (!held.ok) return expect.fail(held.code);
  const orders = [
    { order: held.value, by: agent },
    { order: ofPassenger, by: buyer.call },
  ];
  const peer = sale.served.asPeer(await sale.bed.tokens.service('payment', 'ticketing'));
  const payable = async (orderId: string, company?: string): Promise<boolean> => {
    const query = { payer: newId(), ...(company === undefined ? {} : { company }) };
    return (await peer(getPayableOrder, { params: { orderId }, query })).ok;
  };
  for (const { order, by } of orders) {
    const passengers = order.claims.map(({ claimId }) => ({ claimId, name: 'Ama' }));
    const params = { orderId: order.orderId };
    expect(await by(checkOutOrder, { params, body: { contact: sampleContact, passengers } })).toMatchObject({
      ok: true,
    });
  }
  expect(await payable(held.value.orderId, companyId)).toBe(true);
  expect(await payable(held.value.orderId, rival.companyId)).toBe(false);
  expect(await payable(held.value.orderId)).toBe(false);
  expect(await payable(ofPassenger.orderId, companyId)).toBe(false);
});

describe('who may sell at some stations', () => {
  const at = async (everywhere: boolean, ...places: string[]): Promise<Buyer['call']> => {
    const held = ['seat:sell', 'seat:keep'].map((permission) => ({ permission, everywhere, places }));
    return sale.served.as(await sale.bed.tokens.staffHolding({ held, companyId }));
  };
  const ride = { from: 0, to: 1, seats: [1] };

  it('sells and keeps seats on trips that call there, and on no others', async () => {
    const tripId = await sale.addTrip();
    const calls = sale.pattern.stops[2]?.stopId ?? '';
    const keeping = async (by: Buyer['call'], about: { tripId: number } | { layoutId: string }) =>
      await by(keepSeats, {
        params: { companyId },
        body: { ...about, seats: [2], keptFor: 'counter', minutesBefore: null, reason: 'test' },
        idempotencyKey: newId(),
      });
    for (const by of [await at(false, newId()), await at(true, ...sale.pattern.stops.map(({ stopId }) => stopId))]) {
      expect(await hold([{ tripId, ...ride }], { by })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
      expect(await keeping(by, { tripId })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    }
    const here = await at(false, calls);
    expect((await keeping(here, { tripId })).ok).toBe(true);
    expect((await hold([{ tripId, ...ride }], { by: here })).ok).toBe(true);
    expect((await hold([{ tripId, ...ride, seats: [3] }], { by: await at(true, newId()) })).ok).toBe(true);
  });

  it('keeps no seats of all trips of a layout, which concerns the whole company', async () => {
    const layout = layoutOf(newId(), 10);
    await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout });
    const by = await at(false, sale.pattern.stops[0]?.stopId ?? '');
    const body = {
      layoutId: layout.layoutId,
      seats: [1],
      keptFor: 'counter' as const,
      minutesBefore: null,
      reason: 'test',
    };
    expect(await by(keepSeats, { params: { companyId }, body, idempotencyKey: newId() })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

it('a company that is suspended sells nothing more, until it is resumed', async () => {
  const status = async (version: number, is: 'active' | 'suspended') =>
    await sale.bed.hear(sale.service, companyStatusChanged, { companyId, version, status: is });
  await status(3, 'suspended');
  await status(2, 'active');
  const tripId = await sale.addTrip();
  const ride = { tripId, from: 0, to: 1, seats: [1] };
  expect(await hold([ride])).toMatchObject({ ok: false, code: 'TRIP_NOT_ON_SALE' });
  await status(4, 'active');
  expect((await hold([ride])).ok).toBe(true);
});
