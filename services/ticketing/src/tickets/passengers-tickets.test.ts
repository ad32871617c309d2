import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findBooking,
  getItineraryByLink,
  namePassengersByLink,
  sendTicketsByLink,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { askForSeats } from '../../tests/change-desk.ts';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { linkOf, openRefundDesk, type RefundDesk } from '../../tests/refund-desk.ts';

let sale: Sale;
let desk: RefundDesk;
let buyer: Buyer;
const way = { from: 0, to: 4 };

beforeAll(async () => {
  sale = await openSale();
  desk = openRefundDesk(sale);
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function booked(seats: number[]): Promise<Order> {
  return await sale.book(buyer, [{ tripId: await sale.addTrip(), ...way, seats }]);
}

async function name(order: Order, ...names: [seat: number, name: string][]) {
  const passengers = names.map(([seat, given]) => ({
    claimId: order.claims.find((claim) => claim.seat === seat)?.claimId ?? newId(),
    name: given,
  }));
  return await sale.served.as()(namePassengersByLink, { params: { link: linkOf(order) }, body: { passengers } });
}

describe('a name on a ticket', () => {
  it('is written by whoever has the tickets; doors learn it once, the code stays', async () => {
    const order = await booked([1, 2]);
    for (let time = 0; time < 2; time += 1)
      expect(await name(order, [2, ' Ndèye Šárka '])).toMatchObject({
        ok: true,
        value: { claims: [{ seat: 1 }, { seat: 2, passengerName: 'Ndèye Šárka' }] },
      });
    const [, told, ...more] = await desk.told('ticket-issued', order);
    expect(told).toMatchObject({ tickets: [{ seat: 2, epoch: 1, version: 2, passengerName: 'Ndèye Šárka' }] });
    expect(more).toEqual([]);
  });

  it('all of them or none', async () => {
    const order = await booked([1]);
    expect(await name(order, [1, 'Bella'], [9, 'Nobody'])).toMatchObject({ code: 'CLAIM_UNKNOWN' });
    expect(await name(order, [1, 'Bella'], [1, 'Cleo'])).toMatchObject({ code: 'CLAIM_TWICE' });
    expect((await desk.current(buyer, order)).claims[0]?.passengerName).toBe(order.claims[0]?.passengerName);
  });

  it('stays when somebody boarded, the bus left, or the ticket is cancelled', async () => {
    const order = await booked([1, 2]);
    await desk.board(order, 1);
    expect(await name(order, [1, 'Bella'])).toMatchObject({ code: 'ALREADY_BOARDED' });
    await desk.confirm(order, await desk.quote(order, [2]));
    expect(await name(order, [2, 'Bella'])).toMatchObject({ code: 'ALREADY_CANCELLED' });
    const left = await booked([1]);
    await desk.leavesIn(left, '-1 minute');
    expect(await name(left, [1, 'Bella'])).toMatchObject({ code: 'TRIP_DEPARTED' });
  });

  it('is changed ten times at the most, which other seats do not count for, and not of an order that nobody paid', async () => {
    const order = await booked([1]);
    await askForSeats(sale, order, { seats: [[1, 2]] });
    const now = await desk.current(buyer, order);
    for (let time = 1; time <= 10; time += 1) expect((await name(now, [2, `Bella ${time}`])).ok).toBe(true);
    expect(await name(now, [2, 'Bella 11'])).toMatchObject({ code: 'TOO_MANY_CHANGES' });
    const open = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
    expect(await name(open, [1, 'Bella'])).toMatchObject({ code: 'ORDER_NOT_CONFIRMED' });
  });
});

describe('an itinerary', () => {
  it('has the stops of the stretch with their places, the conditions, and a revision that rises with every change', async () => {
    const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 1, to: 3, seats: [1] }]);
    const read = async () => {
      const answer = await sale.served.as()(getItineraryByLink, { params: { link: linkOf(order) } });
      return answer.ok ? answer.value.journeys : expect.fail(answer.code);
    };
    const [journey] = await read();
    expect(journey?.stops.map(({ index }) => index)).toEqual([1, 2, 3]);
    expect(journey?.stops[0]).toMatchObject({ latitude: expect.any(Number), longitude: expect.any(Number) });
    expect(journey?.refundTiers.length).toBeGreaterThan(0);
    await askForSeats(sale, order, { seats: [[1, 2]] });
    expect((await read())[0]?.revision).toBeGreaterThan(journey?.revision ?? 0);
  });

  it('is of nobody who does not have the link', async () => {
    const stranger = sale.served.as();
    const params = { link: 'A'.repeat(22) };
    expect(await stranger(getItineraryByLink, { params })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger(sendTicketsByLink, { params, body: { channel: 'sms' } })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('tickets that are sent again', () => {
  const send = async (order: Order, channel: 'sms' | 'email' = 'sms') =>
    await sale.served.as()(sendTicketsByLink, { params: { link: linkOf(order) }, body: { channel } });

  it('go to the contact of the order that was chosen, three times an hour at the most', async () => {
    const order = await booked([1, 2]);
    for (const channel of ['sms', 'email', 'sms'] as const) expect((await send(order, channel)).ok).toBe(true);
    expect(await send(order)).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
    const told = await desk.told('tickets-asked-for', order);
    expect(told).toHaveLength(3);
    expect(told).toMatchObject([
      {
        contact: { phone: sampleContact.phone, email: null },
        link: order.link,
        journeys: [{ seatLabels: ['1', '2'] }],
      },
      { contact: { phone: null, email: sampleContact.email } },
      {},
    ]);
    await sale.bed.admin(
      "update ticketing.orders set tickets_sent_at = array(select at - interval '2 hours' from unnest(tickets_sent_at) at) where order_id = $1",
      [order.orderId],
    );
    for (let time = 0; time < 3; time += 1) expect((await send(order)).ok).toBe(true);
    await sale.bed.admin(
      "update ticketing.orders set tickets_sent_at = array(select at - interval '2 hours' from unnest(tickets_sent_at) at) where order_id = $1",
      [order.orderId],
    );
    expect(await send(order)).toMatchObject({ code: 'TOO_MANY_MESSAGES' });
  });

  it('not of an order that nobody paid, nor to a contact it has not', async () => {
    const open = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
    expect(await send(open)).toMatchObject({ code: 'ORDER_NOT_CONFIRMED' });
    const order = await booked([1]);
    await sale.bed.admin('update ticketing.orders set contact_email = null where order_id = $1', [order.orderId]);
    expect(await send(order, 'email')).toMatchObject({ code: 'CONTACT_MISSING' });
  });
});

describe('a booking that is looked for', () => {
  const find = async (by: Buyer, reference: string, contact: { phone?: string; email?: string }) =>
    await by.call(findBooking, { body: { reference, ...contact } });

  it('is sent to its contact, and whoever asks is told the same whether or not there is one', async () => {
    const order = await booked([1]);
    const stranger = await sale.buyer();
    const nothing = { ok: true, value: { link: null } };
    const { phone, email } = sampleContact;
    const typed = ` ${order.reference.toLowerCase().slice(0, 4)}-${order.reference.slice(4)} `;
    expect(await find(stranger, typed, { phone })).toMatchObject(nothing);
    expect(await find(stranger, order.reference, { email: email.toUpperCase() })).toMatchObject(nothing);
    expect(await desk.told('tickets-asked-for', order)).toHaveLength(2);
    expect(await find(stranger, order.reference, { phone: '+250780000999' })).toMatchObject(nothing);
    expect(await find(stranger, 'CCCCCCCC', { phone })).toMatchObject(nothing);
    expect(await desk.told('tickets-asked-for', order)).toHaveLength(2);
    expect(await find(stranger, order.reference, {})).toMatchObject({ code: 'CONTACT_MISSING' });
  });

  it('is named at once to whom it belongs, and nothing is sent', async () => {
    const order = await booked([1]);
    expect(await find(buyer, order.reference, { phone: '+250780000999' })).toMatchObject({
      value: { link: order.link },
    });
    expect(await desk.told('tickets-asked-for', order)).toEqual([]);
  });

  it('not by a network that tries too many', async () => {
    const stranger = await sale.buyer();
    const phone = sampleContact.phone;
    let answer = await find(stranger, 'CCCCCCCC', { phone });
    for (let tries = 0; tries < 20 && answer.ok; tries += 1) answer = await find(stranger, 'CCCCCCCC', { phone });
    expect(answer).toMatchObject({ code: 'TOO_MANY_TRIES_FROM_ADDRESS' });
  });
});
