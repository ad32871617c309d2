import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cancelOtherSeats,
  changeSeats,
  changeSeatsByLink,
  changeSeatsForCustomer,
  getSeatMap,
  holdSeats,
  keepSeats,
  layoutChanged,
  setSaleRules,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { askForSeats } from '../../tests/change-desk.ts';
import { lateOrders } from '../../tests/late-orders.ts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { linkOf, openRefundDesk, type RefundDesk } from '../../tests/refund-desk.ts';
import { entryOf, offerAll, wait } from '../../tests/waiting.ts';
import { drawnLayout } from '../holds/drawn-layout.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
let desk: RefundDesk;
let buyer: Buyer;
const { companyId } = sampleCompany;
const way = { from: 0, to: 4 };

beforeAll(async () => {
  sale = await openSale();
  desk = openRefundDesk(sale);
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function booked(seats: number[], tripId?: number): Promise<Order> {
  return await sale.book(buyer, [{ tripId: tripId ?? (await sale.addTrip()), ...way, seats }]);
}

async function change(order: Order, ...seats: [number, number][]) {
  return await askForSeats(sale, order, { seats });
}

const tripOf = (order: Order): number => order.claims[0]?.tripId ?? expect.fail('it has a seat');

async function taken(tripId: number): Promise<readonly number[]> {
  const answer = await sale.served.as()(getSeatMap, { params: { tripId }, query: way });
  return answer.ok ? answer.value.taken : expect.fail(answer.code);
}

describe('another seat of the same bus', () => {
  it('C8 exchange is atomic: the new seat is held before the old one goes, the ticket has a higher epoch, and it is told once', async () => {
    const order = await booked([1, 2]);
    const answer = await change(order, [1, 3]);
    expect(answer).toMatchObject({ ok: true, value: { status: 'confirmed', total: order.total, refunds: [] } });
    expect(await taken(tripOf(order))).toEqual([2, 3]);
    const [, reissued] = await desk.told('ticket-issued', order);
    expect(reissued).toMatchObject({ tickets: [{ seat: 3, seatLabel: '3', epoch: 2, version: 2, status: 'issued' }] });
    expect(await desk.told('tickets-replaced', order)).toMatchObject([
      { reference: order.reference, journeys: [{ seatLabels: ['3'], seatLabelsBefore: ['1'], fromStop: 'Nairobi' }] },
    ]);
    const after = await desk.current(buyer, order);
    expect(after.claims.map(({ seat, fare, ticket }) => [seat, fare.amountMinor, ticket?.token])).toEqual(
      order.claims.map(({ fare }, index) => [index + 2, fare.amountMinor, null]),
    );
    const drifted = await sale.bed.deps.db.pool.query('select * from drifted_leg_counts($1)', [[tripOf(order)]]);
    expect(drifted.rows).toEqual([]);
  });

  it('several at once, all or none; by the owner, and by staff for tickets of their company', async () => {
    const order = await booked([1, 2]);
    await booked([4], tripOf(order));
    expect(await change(order, [1, 3], [2, 4])).toMatchObject({ code: 'SEATS_TAKEN' });
    expect(await taken(tripOf(order))).toEqual([1, 2, 4]);
    const [first] = order.claims;
    const body = { changes: [{ claimId: first?.claimId ?? '', seat: 3 }] };
    const params = { orderId: order.orderId };
    expect(await buyer.call(changeSeats, { params, body, idempotencyKey: newId() })).toMatchObject({ ok: true });
    const stranger = await sale.buyer();
    expect(await stranger.call(changeSeats, { params, body, idempotencyKey: newId() })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const agent = sale.served.as(await sale.bed.tokens.staff('agent', companyId));
    const back = { changes: [{ claimId: first?.claimId ?? '', seat: 1 }] };
    expect(
      await agent(changeSeatsForCustomer, { params: { ...params, companyId }, body: back, idempotencyKey: newId() }),
    ).toMatchObject({ ok: true, value: { claims: [{ seat: 1 }, { seat: 2 }] } });
    const rival = newId();
    const elsewhere = sale.served.as(await sale.bed.tokens.staff('agent', rival));
    expect(
      await elsewhere(changeSeatsForCustomer, {
        params: { ...params, companyId: rival },
        body,
        idempotencyKey: newId(),
      }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('the same key answers again and changes nothing more; with another wish it is IDEMPOTENCY_KEY_REUSED', async () => {
    const order = await booked([1]);
    const key = newId();
    for (let time = 0; time < 2; time += 1)
      expect(await askForSeats(sale, order, { seats: [[1, 2]], key })).toMatchObject({
        ok: true,
        value: { claims: [{ seat: 2 }] },
      });
    expect(await desk.told('tickets-replaced', order)).toHaveLength(1);
    expect(await askForSeats(sale, order, { seats: [[1, 3]], key })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('what is given back afterwards is what was paid; whom late money gave another seat may give everything back as before', async () => {
    const late = lateOrders(sale, buyer);
    const tripId = await sale.addTrip();
    const order = await late.lateOrder([{ tripId, ...way, seats: [1] }]);
    await late.lose(tripId, [1]);
    const given = await late.paid(order);
    expect(given.claims[0]?.orderedSeatLabel).toBe('1');
    const [had, wish] = given.claims[0]?.seat === 2 ? [2, 3] : [given.claims[0]?.seat ?? 0, 2];
    expect(await change(given, [had, wish])).toMatchObject({
      ok: true,
      value: { claims: [{ seat: wish, orderedSeatLabel: '1' }], freeCancellationUntil: given.freeCancellationUntil },
    });
    const quote = await desk.quote(await desk.current(buyer, order), [wish]);
    expect(quote.total).toEqual(order.total);
    expect((await desk.confirm(order, quote)).ok).toBe(true);
  });

  it('who changes to the seat they had ordered has it, and gives it back as its policy says', async () => {
    const late = lateOrders(sale, buyer);
    const tripId = await sale.addTrip();
    const order = await late.lateOrder([{ tripId, ...way, seats: [1] }]);
    const other = await sale.hold(await sale.buyer(), [{ tripId, ...way, seats: [1] }]);
    const given = await late.paid(order);
    await sale.age(other.orderId);
    expect(await change(given, [given.claims[0]?.seat ?? 0, 1])).toMatchObject({
      ok: true,
      value: { claims: [{ seat: 1, orderedSeatLabel: null }], freeCancellationUntil: null },
    });
    const params = { link: linkOf(given) };
    expect(await sale.served.as()(cancelOtherSeats, { params, body: {} })).toMatchObject({
      code: 'CANCELLATION_NOT_FREE',
    });
  });
});

describe('other seats are refused', () => {
  it('SEATS_TAKEN with a seat nearby, also for a seat of the same order; TRIP_FULL when none is left', async () => {
    const order = await booked([1]);
    await booked([2, 3], tripOf(order));
    const lost = { seats: [{ tripId: tripOf(order), seat: 2 }], alternatives: [{ tripId: tripOf(order), seats: [4] }] };
    expect(await change(order, [1, 2])).toMatchObject({ code: 'SEATS_TAKEN', problem: lost });
    expect(await change(order, [1, 1])).toMatchObject({ code: 'SEATS_TAKEN' });
    const onFull = await booked([1]);
    await booked([2, 3, 4], tripOf(onFull));
    expect(await change(onFull, [1, 2])).toMatchObject({ code: 'TRIP_FULL' });
  });

  it('ORDER_NOT_CONFIRMED, CLAIM_UNKNOWN, CLAIM_TWICE, SEAT_UNKNOWN, ALREADY_CANCELLED', async () => {
    const open = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
    expect(await change(open, [1, 2])).toMatchObject({ code: 'ORDER_NOT_CONFIRMED' });
    const order = await booked([1, 2]);
    expect(await change(order, [4, 3])).toMatchObject({ code: 'CLAIM_UNKNOWN' });
    expect(await change(order, [1, 3], [1, 4])).toMatchObject({ code: 'CLAIM_TWICE' });
    expect(await change(order, [1, 99])).toMatchObject({ code: 'SEAT_UNKNOWN' });
    await desk.confirm(order, await desk.quote(order, [1]));
    expect(await change(order, [1, 3])).toMatchObject({ code: 'ALREADY_CANCELLED' });
    await sale.cancelTrip(tripOf(order));
    expect(await change(order, [2, 3])).toMatchObject({ code: 'ALREADY_CANCELLED' });
  });

  it('ALREADY_BOARDED and TRIP_DEPARTED once the journey has begun', async () => {
    const order = await booked([1, 2]);
    await desk.board(order, 1);
    expect(await change(order, [1, 3])).toMatchObject({ code: 'ALREADY_BOARDED' });
    expect((await change(order, [2, 3])).ok).toBe(true);
    await desk.leavesIn(order, '-1 minutes');
    expect(await change(order, [2, 4])).toMatchObject({ code: 'TRIP_DEPARTED' });
  });

  it('TOO_MANY_CHANGES after five of one ticket; what is given back is asked anew after each', async () => {
    const order = await booked([1]);
    const quote = await desk.quote(order, [1]);
    for (let time = 0; time < 5; time += 1) {
      const seat = time % 2 === 0 ? 2 : 1;
      expect(await change(order, [1, seat])).toMatchObject({ ok: true, value: { claims: [{ seat }] } });
    }
    expect(await change(order, [1, 3])).toMatchObject({ code: 'TOO_MANY_CHANGES' });
    expect(await desk.confirm(order, quote)).toMatchObject({ code: 'ORDER_CHANGED' });
  });

  it('CLASS_PLAINER: a seat as good or better, and none that is not as good', async () => {
    const layout = drawnLayout(['vv.ss', 'ss.ss']);
    await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout });
    const tripId = await sale.addTrip({ layoutId: layout.layoutId });
    const order = await booked([3], tripId);
    expect(await change(order, [3, 1])).toMatchObject({ ok: true, value: { claims: [{ seatClass: 'vip' }] } });
    expect(await change(order, [3, 4])).toMatchObject({ code: 'CLASS_PLAINER' });
    expect(await change(order, [3, 2])).toMatchObject({ ok: true });
  });

  it('seats that are kept, and those that somebody waits for, are not given; a seat that comes free is offered', async () => {
    const order = await booked([1]);
    const tripId = tripOf(order);
    const supervisor = sale.served.as(await sale.bed.tokens.staff('supervisor', companyId));
    const kept = { tripId, seats: [2], keptFor: 'counter' as const, minutesBefore: null, reason: 'kept' };
    await supervisor(keepSeats, { params: { companyId }, body: kept, idempotencyKey: newId() });
    expect(await change(order, [1, 2])).toMatchObject({ code: 'SEATS_TAKEN' });
    const other = await booked([3, 4], tripId);
    const waiter = await sale.buyer();
    const entry = await wait(waiter, { tripId });
    await desk.confirm(other, await desk.quote(other, [3, 4]));
    expect(await change(order, [1, 3])).toMatchObject({
      code: 'SEATS_TAKEN',
      problem: { seats: [{ tripId, seat: 3, reason: 'waiting-list' }], alternatives: [{ tripId, seats: [4] }] },
    });
    await offerAll(sale.service);
    expect(await entryOf(waiter, entry)).toMatchObject({ status: 'offered' });
  });

  it('women beside women: the seat beside her goes to who said so too', async () => {
    const layout = drawnLayout(['ss.ss']);
    await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout });
    const admin = sale.served.as(await sale.bed.tokens.staff('company-admin', companyId));
    const rule = async (womenBesideWomen: boolean) =>
      await admin(setSaleRules, { params: { companyId }, body: { womenBesideWomen } });
    await rule(true);
    const tripId = await sale.addTrip({ layoutId: layout.layoutId });
    const her = await buyer.call(holdSeats, {
      body: { trips: [{ tripId, ...way, seats: [1] }], womenOnly: true },
      idempotencyKey: newId(),
    });
    expect(her.ok).toBe(true);
    const order = await booked([3], tripId);
    expect(await change(order, [3, 2])).toMatchObject({
      code: 'SEATS_TAKEN',
      problem: { seats: [{ seat: 2, reason: 'women-only' }] },
    });
    expect((await change(order, [3, 4])).ok).toBe(true);
    await rule(false);
  });

  it('NOT_FOUND for a link that leads nowhere', async () => {
    expect(
      await sale.served.as()(changeSeatsByLink, {
        params: { link: 'A'.repeat(22) },
        body: { changes: [{ claimId: newId(), seat: 1 }] },
        idempotencyKey: newId(),
      }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(linkOf(await booked([1]))).toHaveLength(22);
  });
});

it('what was changed leaves nothing behind that must never be, and nothing that the audit would find', async () => {
  const found: unknown[] = [];
  await sale.service.audit?.((violation) => found.push(violation));
  expect(found).toEqual([]);
  expect(await sale.violations()).toBe(0);
});
