import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getOrder, ticketSigned, type Order } from '@safiri/contracts';
import { republishTickets } from './republish-tickets.ts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function ticketOf(order: Order): Promise<{ ticketId: string; tripId: number; token: string | null }> {
  const answer = await buyer.call(getOrder, { params: { orderId: order.orderId } });
  const claim = answer.ok ? answer.value.claims[0] : undefined;
  if (claim === undefined || claim.ticket === null) return expect.fail('no ticket');
  return { ticketId: claim.ticket.ticketId, tripId: claim.tripId, token: claim.ticket.token };
}

describe('the signed code', () => {
  it('is kept with its ticket, unless it is of another epoch', async () => {
    const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    const { ticketId, tripId } = await ticketOf(order);
    const signed = { ticketId, tripId, orderId: order.orderId, version: 1 };
    await sale.bed.hear(sale.service, ticketSigned, { ...signed, epoch: 1, token: 'GENUINE' });
    expect((await ticketOf(order)).token).toBe('GENUINE');
    await sale.bed.admin("update ticketing.tickets set epoch = 2, token = 'REISSUED' where ticket_id = $1", [ticketId]);
    await sale.bed.hear(sale.service, ticketSigned, { ...signed, epoch: 1, token: 'GENUINE' });
    expect((await ticketOf(order)).token).toBe('REISSUED');
  });
});

describe('telling tickets again', () => {
  it('leaves out none, however many seats orders of groups have', async () => {
    for (let made = 0; made < 17; made += 1)
      await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    await sale.bed.admin(
      `begin; set local session_replication_role = replica;
       insert into ticketing.tickets (trip_id, ticket_id, order_id, claim_id, company_id, short_code, seat, seat_label, from_stop, to_stop, from_stop_name,
                                      to_stop_name, passenger_name, valid_from, valid_until)
       select trip_id, gen_random_uuid(), order_id, gen_random_uuid(), company_id, substr(gen_random_uuid()::text, 1, 8) || n, n, n::text, from_stop, to_stop,
              from_stop_name, to_stop_name, passenger_name, valid_from, valid_until
         from ticketing.tickets, generate_series(2, 200) n; commit`,
    );
    const [row] = await sale.bed.admin<{ tickets: number }>('select count(*)::int as tickets from ticketing.tickets');
    await sale.bed.admin('delete from ticketing.outbox');
    await republishTickets(sale.bed.deps.db);
    const told = (await sale.newsOf('ticket-issued')).map(({ payload }) => payload as { tickets: unknown[] });
    expect(told.reduce((sum, { tickets }) => sum + tickets.length, 0)).toBe(row?.tickets);
    await sale.bed.admin(
      `begin; set local session_replication_role = replica; delete from ticketing.tickets where seat_label ~ '^[0-9]+$' and seat > 1; commit`,
    );
  });

  it('says each as it was said first, cancelled ones as cancelled', async () => {
    const [kept, cancelled] = [await sale.addTrip(), await sale.addTrip()];
    const order = await sale.book(buyer, [
      { tripId: kept, from: 0, to: 1, seats: [1, 2] },
      { tripId: cancelled, from: 0, to: 1, seats: [1] },
    ]);
    await sale.hold(buyer, [{ tripId: kept, from: 0, to: 1, seats: [3] }]);
    await sale.cancelTrip(cancelled);
    const about = async (type: string) =>
      (await sale.newsOf(type)).filter((event) => event.aggregateId === order.orderId).map((event) => event.payload);
    const [first] = await about('ticket-issued');
    expect(await sale.service.republish?.()).toBeGreaterThan(1);
    const [, again] = await about('ticket-issued');
    const [cancelledFirst, cancelledAgain] = await about('tickets-cancelled');
    expect(ticketsOf(again)).toEqual(ticketsOf(first).filter((ticket) => ticket.tripId === kept));
    expect(ticketsOf(again)).toHaveLength(2);
    expect(cancelledAgain).toEqual(cancelledFirst);
  });
});

function ticketsOf(payload: unknown): readonly { tripId: number }[] {
  return (payload as { tickets: { tripId: number }[] }).tickets;
}
