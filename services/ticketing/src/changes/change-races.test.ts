import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { askForSeats } from '../../tests/change-desk.ts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { openRefundDesk, type RefundDesk } from '../../tests/refund-desk.ts';

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

const booked = async (tripId: number, ...seats: number[]): Promise<Order> =>
  await sale.book(buyer, [{ tripId, ...way, seats }]);

/** Both at once, in either order. */
async function race<One, Other>(
  round: number,
  one: () => Promise<One>,
  other: () => Promise<Other>,
): Promise<[One, Other]> {
  if (round % 2 === 0) return await Promise.all([one(), other()]);
  const [second, first] = await Promise.all([other(), one()]);
  return [first, second];
}

it('C8 two tabs: one key from ten of them changes once; of two wishes the last one stands, and each is told', async () => {
  const order = await booked(await sale.addTrip(), 1);
  const key = newId();
  const answers = await Promise.all(
    Array.from({ length: 10 }, async () => await askForSeats(sale, order, { seats: [[1, 2]], key })),
  );
  for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { claims: [{ seat: 2 }] } });
  expect(await desk.told('tickets-replaced', order)).toHaveLength(1);

  await race(
    0,
    async () => await askForSeats(sale, order, { seats: [[1, 3]] }),
    async () => await askForSeats(sale, order, { seats: [[1, 4]] }),
  );
  const { claims } = await desk.current(buyer, order);
  expect([3, 4]).toContain(claims[0]?.seat);
  expect(await desk.told('tickets-replaced', order)).toHaveLength(3);
});

it('C8 two passengers change into one seat: one has it, the other keeps theirs', async () => {
  for (let round = 0; round < 3; round += 1) {
    const tripId = await sale.addTrip();
    const [one, other] = [await booked(tripId, 1), await booked(tripId, 2)];
    const answers = await race(
      round,
      async () => await askForSeats(sale, one, { seats: [[1, 3]] }),
      async () => await askForSeats(sale, other, { seats: [[2, 3]] }),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).toSorted()).toEqual(['SEATS_TAKEN', 'ok']);
  }
});

it('C8 a change and a hold of the same seat: one has it', async () => {
  const tripId = await sale.addTrip();
  const order = await booked(tripId, 1);
  const [changed, held] = await race(
    0,
    async () => await askForSeats(sale, order, { seats: [[1, 2]] }),
    async () => await sale.hold(await sale.buyer(), [{ tripId, ...way, seats: [2] }]).catch(() => undefined),
  );
  expect(changed.ok).toBe(held === undefined);
});

it('C8 a change and a refund of the same ticket: it is changed, or it is cancelled for what was offered', async () => {
  for (let round = 0; round < 4; round += 1) {
    const order = await booked(await sale.addTrip(), 1, 2);
    const quote = await desk.quote(order, [1]);
    const [changed, refunded] = await race(
      round,
      async () => await askForSeats(sale, order, { seats: [[1, 3]] }),
      async () => await desk.confirm(order, quote),
    );
    expect(changed.ok).toBe(!refunded.ok);
    if (!changed.ok) expect(changed.code).toBe('ALREADY_CANCELLED');
    if (!refunded.ok) expect(refunded.code).toBe('ORDER_CHANGED');
    expect(await desk.told('refund-due', order)).toHaveLength(refunded.ok ? 1 : 0);
  }
});

it('C8 a change and a scan at the door: who boarded keeps their seat, or boards once they have the other', async () => {
  for (let round = 0; round < 4; round += 1) {
    const order = await booked(await sale.addTrip(), 1);
    const [changed] = await race(
      round,
      async () => await askForSeats(sale, order, { seats: [[1, 3]] }),
      async () => await desk.board(order, 1),
    );
    if (!changed.ok) expect(changed.code).toBe('ALREADY_BOARDED');
    expect(await askForSeats(sale, order, { seats: [[1, 4]] })).toMatchObject({ code: 'ALREADY_BOARDED' });
  }
});

it('C8 a change and the cancellation of the trip: every seat ends and every fare goes back once', async () => {
  for (let round = 0; round < 4; round += 1) {
    const tripId = await sale.addTrip();
    const order = await booked(tripId, 1, 2);
    const [changed] = await race(
      round,
      async () => await askForSeats(sale, order, { seats: [[1, 3]] }),
      async () => await sale.cancelTrip(tripId),
    );
    if (!changed.ok) expect(changed.code).toBe('ALREADY_CANCELLED');
    const { status, refunds, total } = await desk.current(buyer, order);
    expect(status).toBe('cancelled');
    expect(refunds.reduce((sum, refund) => sum + refund.amount.amountMinor, 0)).toBe(total.amountMinor);
  }
});

it('C8 leaves nothing behind that must never be, and nothing that the audit would find', async () => {
  const found: unknown[] = [];
  await sale.service.audit?.((violation) => found.push(violation));
  expect(found).toEqual([]);
  expect(await sale.violations()).toBe(0);
});
