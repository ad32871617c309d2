import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getOrder, layoutChanged, paymentSucceeded, type Order, type PayloadOf } from '@safiri/contracts';
import type { Envelope } from '@safiri/contracts/declaring';
import { newId } from '@safiri/kernel';
import { receiveMany, type Hearing } from '@safiri/runtime';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany, sampleLayout } from '../network/sample-network.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

type Payment = PayloadOf<typeof paymentSucceeded>;

function payment(order: Pick<Order, 'orderId' | 'total'>, given: Partial<Payment> = {}): Envelope {
  const payload: Payment = {
    attemptId: newId(),
    orderId: order.orderId,
    version: 2,
    method: 'mtn-momo',
    amount: order.total,
    providerTransactionId: newId(),
    ...given,
  };
  return envelope(payload);
}

function envelope(payload: unknown): Envelope {
  const { type, source } = paymentSucceeded;
  const occurredAt = sale.bed.deps.clock.now().toISOString();
  return { eventId: newId(), type, source, aggregateId: newId(), version: 1, occurredAt, payload };
}

function hearing(): Hearing {
  return { ...sale.service, log: sale.bed.deps.log };
}

/** What became of messages that came together. */
async function receiveAll(envelopes: readonly Envelope[], by: Hearing = hearing()): Promise<string[]> {
  return (await receiveMany(by, envelopes)).map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : 'rejected',
  );
}

/** An open order of one seat on one leg of a trip of its own. */
async function openOrder(): Promise<Order> {
  return await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
}

async function openOrders(count: number): Promise<Order[]> {
  const orders: Order[] = [];
  for (let n = 0; n < count; n += 1) orders.push(await openOrder());
  return orders;
}

async function current(order: Order): Promise<Order> {
  const answer = await buyer.call(getOrder, { params: { orderId: order.orderId } });
  return answer.ok ? answer.value : expect.fail(answer.code);
}

async function statusOf(order: Order): Promise<string> {
  return (await current(order)).status;
}

async function told(type: string, order: Pick<Order, 'orderId'>): Promise<readonly unknown[]> {
  return (await sale.newsOf(type)).filter((event) => event.aggregateId === order.orderId).map((event) => event.payload);
}

/** How many transactions confirmed these orders. */
async function transactionsOf(orders: readonly Order[]): Promise<number> {
  const [row] = await sale.bed.admin<{ n: number }>(
    `select count(distinct xmin::text)::int as n from ticketing.order_payments where order_id = any ($1::uuid[]) and outcome = 'booking'`,
    [orders.map((order) => order.orderId)],
  );
  return row?.n ?? -1;
}

describe('payments that come together', () => {
  it('confirm their orders in one transaction, and each says what it says alone', async () => {
    const [out, back] = [await sale.addTrip(), await sale.addTrip()];
    const round = await sale.checkOut(buyer, [
      { tripId: out, from: 1, to: 3, seats: [1, 2] },
      { tripId: back, from: 0, to: 1, seats: [3] },
    ]);
    const neighbour = await sale.checkOut(buyer, [{ tripId: out, from: 1, to: 4, seats: [3] }]);
    const alone = await sale.checkOut(buyer, [{ tripId: out, from: 3, to: 4, seats: [1] }]);
    expect(await receiveAll([payment(round), payment(neighbour)])).toEqual(['handled', 'handled']);
    await sale.pay(alone);

    expect(await transactionsOf([round, neighbour])).toBe(1);
    const confirmed = await current(round);
    expect(confirmed.status).toBe('confirmed');
    expect(new Set(confirmed.claims.map((claim) => claim.ticket?.ticketId)).size).toBe(3);
    expect(await told('ticket-issued', round)).toMatchObject([{ tickets: { length: 3 } }]);
    expect(await told('booking-confirmed', round)).toMatchObject([
      {
        version: 3,
        journeys: expect.arrayContaining([expect.objectContaining({ tripId: out, seatLabels: ['1', '2'] })]),
      },
    ]);
    const [together] = await told('ticket-issued', neighbour);
    const [single] = await told('ticket-issued', alone);
    expect(shapeOf(together)).toEqual(shapeOf(single));
    expect(await sale.violations()).toBe(0);
  });

  it('C2 have one effect each, however often and however many processes are told', async () => {
    const orders = await openOrders(8);
    const messages = orders.map((order) => payment(order));
    const second = { ...hearing(), db: sale.bed.connectAs('ticketing') };
    // Told again by another message too, as payment does after a restart.
    const again = messages.slice(2, 5).map((message) => envelope(message.payload));
    await Promise.all([
      receiveAll(messages),
      receiveAll(messages.toReversed(), second),
      receiveAll([...again, ...messages.slice(0, 2)], second),
    ]);
    for (const order of orders) {
      expect(await statusOf(order)).toBe('confirmed');
      expect(await told('booking-confirmed', order)).toHaveLength(1);
      expect(await told('ticket-issued', order)).toHaveLength(1);
      expect(await told('refund-due', order)).toEqual([]);
    }
    expect(await receiveAll(messages)).toEqual(messages.map(() => 'repeated'));
    expect(await sale.violations()).toBe(0);
  });

  it('are judged one by one where they are out of the ordinary, and each order gets what it would get alone', async () => {
    const shared = await sale.addTrip();
    const [plain, late, left, cancelled, twice, wrong] = [
      await openOrder(),
      await openOrder(),
      await openOrder(),
      await openOrder(),
      await openOrder(),
      await openOrder(),
    ];
    const gone = await sale.checkOut(buyer, [{ tripId: shared, from: 0, to: 4, seats: [1, 2] }]);
    const unopened = await sale.hold(buyer, [{ tripId: shared, from: 0, to: 1, seats: [4] }]);
    for (const order of [late, left, gone]) await sale.age(order.orderId);
    await sale.hold(await sale.buyer(), [{ tripId: shared, from: 2, to: 3, seats: [2, 3] }]);
    await setTrip(left, "departs_at = now() - interval '1 minute'");
    await setTrip(cancelled, "status = 'cancelled'");
    const unknown = { orderId: newId(), total: plain.total };
    const cheap = { ...wrong.total, amountMinor: 1 };
    const [first, second] = [payment(twice), payment(twice)];

    const outcomes = await receiveAll([
      payment(plain),
      payment(late),
      payment(left),
      payment(cancelled),
      first,
      second,
      envelope(first.payload),
      payment(wrong, { amount: cheap }),
      payment(wrong),
      payment(gone),
      payment(unopened),
      payment(unknown),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => 'handled'));
    expect(await Promise.all([plain, late, twice, wrong, left, cancelled, gone, unopened].map(statusOf))).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
      'confirmed',
      'unallocated',
      'unallocated',
      'unallocated',
      'held',
    ]);
    expect(await told('refund-due', plain)).toEqual([]);
    expect(await told('refund-due', twice)).toMatchObject([{ cause: 'paid-twice', ...attemptOf(second) }]);
    expect(await told('refund-due', wrong)).toMatchObject([{ cause: 'amount-mismatch', amount: cheap }]);
    expect(await told('refund-due', left)).toMatchObject([{ cause: 'seats-gone', amount: left.total }]);
    expect(await told('refund-due', cancelled)).toMatchObject([{ cause: 'trip-cancelled' }]);
    for (const order of [gone, unopened, unknown])
      expect(await told('refund-due', order)).toMatchObject([{ cause: 'seats-gone' }]);
    expect(await sale.violations()).toBe(0);
  });

  it('fail alone: neither a message that is none nor an order that cannot be told of harms the others', async () => {
    const [good, torn, other] = [await openOrder(), await openOrder(), await openOrder()];
    const pattern = newId();
    await setTrip(torn, `pattern_id = '${pattern}'`);
    const outcomes = await receiveAll([payment(good), envelope({ no: 'payment' }), payment(torn), payment(other)]);
    expect(outcomes).toEqual(['handled', 'rejected', 'rejected', 'handled']);
    await setTrip(torn, `pattern_id = '${sale.pattern.patternId}'`);
    expect(await Promise.all([good, torn, other].map(statusOf))).toEqual(['confirmed', 'checkout', 'confirmed']);
    await sale.pay(torn);
    expect(await statusOf(torn)).toBe('confirmed');
    expect(await sale.violations()).toBe(0);
  });

  it('confirm an order although its hold is over, as long as nobody took the seats (C1), in the same transaction', async () => {
    const orders = await openOrders(3);
    for (const order of orders) await sale.age(order.orderId);
    await receiveAll(orders.map((order) => payment(order)));
    expect(await Promise.all(orders.map(statusOf))).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(await transactionsOf(orders)).toBe(1);
  });

  it('print what the trip is now, not what was remembered when its seats were held', async () => {
    const orders = await openOrders(2);
    const renamed = sampleLayout.decks.map((deck) => ({
      ...deck,
      rows: deck.rows.map((row) =>
        row.map((cell) => (cell.kind === 'seat' ? { ...cell, label: `${cell.seat}A` } : cell)),
      ),
    }));
    const tell = async (version: number, decks: typeof renamed) =>
      await sale.bed.hear(sale.service, layoutChanged, {
        version,
        companyId: sampleCompany.companyId,
        layout: { ...sampleLayout, decks },
      });
    await tell(2, renamed);
    await receiveAll(orders.map((order) => payment(order)));
    await tell(
      3,
      sampleLayout.decks.map((deck) => deck),
    );
    for (const order of orders)
      expect(await told('ticket-issued', order)).toMatchObject([{ tickets: [{ seatLabel: '1A' }] }]);
  });
});

describe('dozens of payments', () => {
  it('meet the cancellation of the trip they are for: no live claim, no good ticket, all money back', async () => {
    const tripId = await sale.addTrip();
    const orders: Order[] = [];
    for (const seat of [1, 2, 3, 4])
      for (const from of [0, 1, 2])
        orders.push(await sale.checkOut(buyer, [{ tripId, from, to: from + 1, seats: [seat] }]));
    const messages = orders.map((order) => payment(order));
    await Promise.all([
      receiveAll(messages.slice(0, 6)),
      sale.cancelTrip(tripId),
      receiveAll(messages.slice(6), { ...hearing(), db: sale.bed.connectAs('ticketing') }),
    ]);
    for (const order of orders)
      expect(await told('refund-due', order), order.orderId).toMatchObject([{ amount: order.total }]);
    expect(
      await sale.bed.admin(`select from ticketing.claims where trip_id = $1 and status in ('held', 'sold')`, [tripId]),
    ).toEqual([]);
    expect(await sale.violations()).toBe(0);
  });
});

async function setTrip(order: Order, change: string): Promise<void> {
  await sale.bed.admin(`update ticketing.trips set ${change} where trip_id = $1`, [order.claims[0]?.tripId]);
}

function attemptOf(message: Envelope): { attemptId: string } {
  return { attemptId: (message.payload as Payment).attemptId };
}

function shapeOf(payload: unknown): string[] {
  return Object.keys((payload as { tickets: object[] }).tickets[0] ?? {}).toSorted();
}
