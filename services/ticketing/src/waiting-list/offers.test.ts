import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkOutOrder, getOrder, getSeatMap, leaveWaitingList, type WaitingEntry } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { createTicketing } from '../index.ts';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { entryOf, fullTrip, offerAll, release, wait } from '../../tests/waiting.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

type Waiter = { readonly buyer: Buyer; readonly entry: WaitingEntry };

async function waiter(tripId: number, asked: Partial<Parameters<typeof wait>[1]> = {}): Promise<Waiter> {
  const buyer = await sale.buyer();
  return { buyer, entry: await wait(buyer, { tripId, ...asked }) };
}

async function statuses(waiters: readonly Waiter[]): Promise<string[]> {
  return await Promise.all(waiters.map(async ({ buyer, entry }) => (await entryOf(buyer, entry)).status));
}

/** The order that holds what is offered. */
async function offeredOrder({ buyer, entry }: Waiter) {
  const { offer } = await entryOf(buyer, entry);
  assert(offer !== null, 'nothing is offered');
  const order = await buyer.call(getOrder, { params: { orderId: offer.orderId } });
  assert(order.ok, "the order is the passenger's own");
  return { ...order.value, until: offer.until };
}

async function offersTold(entry: WaitingEntry): Promise<readonly { payload: unknown }[]> {
  return (await sale.newsOf('waiting-offer-made')).filter(({ aggregateId }) => aggregateId === entry.entryId);
}

it('the first in line is offered the seat that came free, told once, and books it; nobody else is', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const waiters = [await waiter(tripId), await waiter(tripId)];
  const [first, second] = waiters;
  assert(first !== undefined && second !== undefined, 'two wait');
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['waiting', 'waiting']);

  for (const order of orders.slice(2, 3)) await release(holder, order);
  for (let time = 0; time < 3; time += 1) await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['offered', 'waiting']);
  expect((await entryOf(second.buyer, second.entry)).place).toBe(1);
  const order = await offeredOrder(first);
  expect(order).toMatchObject({ status: 'held', expiresAt: order.until, claims: [{ tripId, seat: 3 }] });
  expect((Date.parse(order.until) - Date.parse(order.serverTime)) / 60_000).toBeGreaterThan(14);
  expect((await offersTold(first.entry)).map(({ payload }) => payload)).toMatchObject([
    {
      orderId: order.orderId,
      companyId: sampleCompany.companyId,
      contact: { phone: null, email: first.entry.contact.email },
      until: order.until,
      journey: { fromStop: 'Nairobi', toStop: 'Kigali', seatLabels: ['3'] },
    },
  ]);
  expect(await offersTold(second.entry)).toEqual([]);

  const opened = await first.buyer.call(checkOutOrder, {
    params: { orderId: order.orderId },
    body: { contact: sampleContact, passengers: order.claims.map(({ claimId }) => ({ claimId, name: 'Ama' })) },
  });
  assert(opened.ok, 'an offer is checked out like any hold');
  await sale.pay(opened.value);
  expect(await statuses(waiters)).toEqual(['taken', 'waiting']);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['taken', 'waiting']);
  expect(await first.buyer.call(leaveWaitingList, { params: first.entry })).toMatchObject({ code: 'OFFER_TAKEN' });
  expect(await sale.violations()).toBe(0);
});

it('an offer that runs out, or is given back, goes to the next in line', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const waiters = [await waiter(tripId), await waiter(tripId), await waiter(tripId), await waiter(tripId)];
  const [first, second, third] = waiters;
  assert(first !== undefined && second !== undefined && third !== undefined, 'four wait');
  for (const order of orders.slice(0, 1)) await release(holder, order);
  await offerAll(sale.service);
  await sale.age((await offeredOrder(first)).orderId);
  expect(await statuses(waiters)).toEqual(['over', 'waiting', 'waiting', 'waiting']);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['over', 'offered', 'waiting', 'waiting']);

  await release(second.buyer, await offeredOrder(second));
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['over', 'over', 'offered', 'waiting']);

  expect((await third.buyer.call(leaveWaitingList, { params: third.entry })).ok).toBe(true);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['over', 'over', 'withdrawn', 'offered']);
  expect(await sale.violations()).toBe(0);
});

it('per leg: a seat that is free on a part of the way goes to the first who wants that part', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const waiters = [await waiter(tripId), await waiter(tripId, { to: 2 }), await waiter(tripId, { from: 2 })];
  for (const order of orders.slice(0, 1)) await release(holder, order);
  // Somebody who came before them all has the second half.
  await sale.bed.admin(
    "update ticketing.waiting_entries set rests_until = now() + interval '1 minute' where trip_id = $1",
    [tripId],
  );
  await sale.hold(holder, [{ tripId, from: 2, to: 4, seats: [1] }]);
  await sale.bed.admin('update ticketing.waiting_entries set rests_until = null where trip_id = $1', [tripId]);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['waiting', 'offered', 'waiting']);
  expect(await sale.violations()).toBe(0);
});

it('who wants more than there is does not keep it from those behind who want less; what fits is in order', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const waiters = [await waiter(tripId, { seats: 3 }), await waiter(tripId), await waiter(tripId)];
  const [, second] = waiters;
  for (const order of orders.slice(0, 1)) await release(holder, order);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['waiting', 'offered', 'waiting']);
  assert(second !== undefined, 'three wait');
  await release(second.buyer, await offeredOrder(second));
  for (const order of orders.slice(1, 3)) await release(holder, order);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['offered', 'over', 'waiting']);
});

it('several processes offer a seat once, and every entry at most one', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const waiters = await Promise.all(Array.from({ length: 5 }, async () => await waiter(tripId)));
  const others = [1, 2].map(() =>
    createTicketing({ ...sale.bed.deps, verifier: sale.bed.tokens.verifier, config: config() }),
  );
  for (const order of orders.slice(0, 3)) await release(holder, order);
  await Promise.all([sale.service, ...others].map(offerAll));
  await offerAll(sale.service);
  const offered = waiters.filter(({ entry }) => Number(entry.place) <= 3);
  expect(await statuses(offered)).toEqual(['offered', 'offered', 'offered']);
  expect((await statuses(waiters)).filter((status) => status === 'waiting')).toHaveLength(2);
  for (const { entry } of offered) expect(await offersTold(entry)).toHaveLength(1);
  expect(await sale.violations()).toBe(0);
});

it('an offer that fails leaves nothing behind, keeps the seat from nobody, and is made later', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const late = await waiter(tripId);
  for (const order of orders.slice(0, 1)) await release(holder, order);
  // The last step of it, the news, breaks.
  await sale.bed.admin(
    "alter table ticketing.outbox add constraint broken check (type <> 'waiting-offer-made') not valid",
  );
  await offerAll(sale.service);
  await sale.bed.admin('alter table ticketing.outbox drop constraint broken');
  expect(await statuses([late])).toEqual(['waiting']);
  expect(await sale.bed.admin('select from ticketing.orders where owner_id = $1', [late.buyer.subjectId])).toEqual([]);
  await release(holder, await sale.hold(holder, [{ tripId, from: 0, to: 4, seats: [1] }]));
  await sale.bed.admin(
    "update ticketing.waiting_entries set rests_until = now() - interval '1 second' where rests_until is not null",
  );
  await offerAll(sale.service);
  expect(await statuses([late])).toEqual(['offered']);
  expect(await sale.violations()).toBe(0);
});

it('lines end when the trip is cancelled, and when the bus has left', async () => {
  const [cancelled, left] = [await fullTrip(sale), await fullTrip(sale)];
  const [first, second, third] = [
    await waiter(cancelled.tripId),
    await waiter(cancelled.tripId),
    await waiter(left.tripId),
  ];
  for (const order of cancelled.orders.slice(0, 1)) await release(cancelled.holder, order);
  await offerAll(sale.service);
  await sale.cancelTrip(cancelled.tripId);
  await sale.bed.admin("update ticketing.trips set departs_at = now() - interval '1 second' where trip_id = $1", [
    left.tripId,
  ]);
  await offerAll(sale.service);
  expect(await statuses([first, second, third])).toEqual(['over', 'over', 'over']);
  await sale.bed.admin(
    "update ticketing.waiting_entries set ended_at = ended_at - interval '3 days' where ended_at is not null",
  );
  await sale.service.jobs.find(({ name }) => name === 'forget-waiting-entries')?.run();
  expect(await sale.bed.admin('select from ticketing.waiting_entries where ended_at is not null')).toEqual([]);
});

it('the terms of an entry are those of its hold: seats kept for reduced mobility', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  await sale.bed.admin(
    `insert into ticketing.kept_seats (kept_id, company_id, trip_id, seats, kept_for, reason, kept_by) values ($1, $2, $3, '{1}', 'reduced-mobility', 'ramp', $1)`,
    [newId(), sampleCompany.companyId, tripId],
  );
  const waiters = [await waiter(tripId), await waiter(tripId, { reducedMobility: true })];
  for (const order of orders.slice(0, 1)) await release(holder, order);
  await offerAll(sale.service);
  expect(await statuses(waiters)).toEqual(['waiting', 'offered']);
});

it('until it is offered, the seat map shows the seat as taken', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  await waiter(tripId, { to: 2 });
  for (const order of orders.slice(0, 2)) await release(holder, order);
  const taken = async (from: number, to: number) => {
    const map = await holder.call(getSeatMap, { params: { tripId }, query: { from, to } });
    return map.ok ? map.value.taken : undefined;
  };
  expect([await taken(0, 2), await taken(2, 4), await taken(1, 3)]).toEqual([
    [1, 3, 4],
    [3, 4],
    [1, 3, 4],
  ]);
});

function config() {
  return {
    holdMinutes: 10,
    holdBatching: true,
    mostSeatsHeld: null,
    mostSeatsPerPhone: null,
    mostHoldsPerAddress: null,
    mostSeatMapsOpen: 100,
    mostSeatMapsOpenPerAddress: 100,
    paymentWindowMinutes: 8,
    freeCancellationMinutes: 120,
    waitingOfferMinutes: 15,
    unpaidOrderHours: 48,
    passengerNameDays: 365,
  };
}
