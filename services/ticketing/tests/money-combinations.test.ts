import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelOtherSeats, type Order } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { inspect } from '../src/audit/inspect.ts';
import { askForSeats } from './change-desk.ts';
import type { Buyer } from './open-sale.ts';
import { linkOf, openRefundDesk, type RefundDesk } from './refund-desk.ts';
import { openVoucherDesk, type VoucherDesk } from './voucher-desk.ts';

let desk: VoucherDesk;
let refunds: RefundDesk;
let buyer: Buyer;
beforeAll(async () => {
  desk = await openVoucherDesk();
  refunds = openRefundDesk(desk.sale);
  await refunds.setPolicy([{ hoursBefore: 1, refundedPercent: 75, feePerSeat: { amountMinor: 101, currency: 'RWF' } }]);
});
afterAll(async () => await desk.sale.bed.close());

const beginning = fc.record({
  vouchers: fc.array(fc.constantFrom(300, 700, 5_000, 20_000), { maxLength: 2 }),
  money: fc.constantFrom('in time', 'late', 'late, and a seat is gone', 'twice'),
});
const step = fc.record({
  what: fc.constantFrom('refund', 'change', 'free', 'board', 'cancel', 'pay'),
  seat: fc.integer({ min: 1, max: 4 }),
  trip: fc.nat({ max: 1 }),
});
type Beginning = { readonly vouchers: readonly number[]; readonly money: string };
type Trips = readonly number[];
type Step = { readonly what: string; readonly seat: number; readonly trip: number };

it('whatever is changed, given back or cancelled, at once too: all that was paid lies on seats, is kept or went back, once', async () => {
  await fc.assert(
    fc.asyncProperty(beginning, fc.array(step, { minLength: 2, maxLength: 8 }), async (how, steps) => {
      const { sale } = desk;
      // Of an address, codes of vouchers are counted by the minute.
      sale.bed.deps.clock.advanceSeconds(61);
      buyer = await sale.buyer();
      const trips = [await sale.addTrip(), await sale.addTrip()];
      const order = await bought(trips, how);
      // Two at a time: what one begins the other may end.
      for (let at = 0; at < steps.length; at += 2)
        await Promise.all(steps.slice(at, at + 2).map(async (each) => await carryOut(each, order, trips)));
      expect(await findings(order, trips)).toEqual([]);
      for (const tripId of trips) await sale.cancelTrip(tripId);
      expect(await findings(order, trips)).toEqual([]);
      await expectAllBack(order);
      for (const type of ['tickets-cancelled', 'tickets-replaced', 'ticket-issued', 'refund-due', 'voucher-moved'])
        await sale.newsOf(type);
    }),
    { numRuns: 10 },
  );
  expect(await desk.sale.violations()).toBe(0);
});

/** Two seats there and one back, bought by vouchers and money. */
async function bought(trips: Trips, { vouchers, money }: Beginning): Promise<Order> {
  const { sale } = desk;
  const [there = 0, back = 0] = trips;
  let order = await sale.checkOut(buyer, [
    { tripId: there, from: 0, to: 4, seats: [1, 2] },
    { tripId: back, from: 0, to: 4, seats: [1] },
  ]);
  for (const amountMinor of vouchers) {
    const answer = await desk.put(buyer, order, await desk.issue(amountMinor));
    if (answer.ok) order = answer.value;
  }
  if (order.due.amountMinor === 0) {
    assert((await desk.book(buyer, order)).ok, 'vouchers pay all of it');
    return order;
  }
  if (money.startsWith('late')) await sale.age(order.orderId);
  if (money.endsWith('gone')) await sale.hold(await sale.buyer(), [{ tripId: there, from: 3, to: 4, seats: [1] }]);
  for (let time = 0; time < (money === 'twice' ? 2 : 1); time += 1) await sale.pay(order, { amount: order.due });
  return order;
}

async function carryOut({ what, seat, trip }: Step, order: Order, trips: Trips): Promise<void> {
  const now = await refunds.current(buyer, order);
  const had = now.claims.find((claim) => claim.ticket?.status === 'issued');
  if (what === 'cancel') await desk.sale.cancelTrip(trips[trip] ?? 0);
  if (what === 'pay') await desk.sale.pay(order, { amount: order.due.amountMinor === 0 ? order.total : order.due });
  if (what === 'free') await desk.sale.served.as()(cancelOtherSeats, { params: { link: linkOf(order) }, body: {} });
  if (had === undefined) return;
  if (what === 'board') await refunds.board(now, had.seat);
  if (what === 'change') await askForSeats(desk.sale, now, { seats: [[had.seat, seat]] });
  if (what !== 'refund') return;
  const quote = await refunds.tryQuote(now, [had.seat]);
  if (quote.ok) await refunds.confirm(order, quote.value);
}

async function findings({ orderId }: Order, tripIds: Trips): Promise<string[]> {
  const found = await transaction(
    desk.sale.bed.deps.db,
    asService,
    async (tx) => await inspect(tx, { orderIds: [orderId], tripIds: [...tripIds] }),
  );
  return found.map(({ sentence }) => sentence);
}

/** Of what paid for the booking nothing is left but what was kept of cancelled seats, and no tender gave back more than it paid. */
async function expectAllBack({ orderId }: Order): Promise<void> {
  const rows = await desk.sale.bed.admin<{ paid: number; back: number }>(
    `select amount_minor::int as paid,
            (select coalesce(sum(amount_minor), 0)::int from ticketing.order_refunds r where r.attempt_id = p.attempt_id) as back
       from ticketing.order_payments p where order_id = $1
     union all
     select amount_minor::int, restored_minor::int from ticketing.order_tenders where order_id = $1 and status = 'used'`,
    [orderId],
  );
  const [kept] = await desk.sale.bed.admin<{ minor: number }>(
    'select coalesce(sum(kept_minor), 0)::int as minor from ticketing.refund_quote_lines where order_id = $1 and confirmed',
    [orderId],
  );
  for (const { paid, back } of rows) expect(back).toBeLessThanOrEqual(paid);
  expect(rows.reduce((sum, { paid, back }) => sum + paid - back, 0)).toBe(kept?.minor);
}
