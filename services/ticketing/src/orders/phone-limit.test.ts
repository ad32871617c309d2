import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkOutOrder, holdSeatsForCustomer, releaseOrder, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { transaction } from '@safiri/runtime';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
const phone = '+250788000111';

beforeAll(async () => {
  sale = await openSale({ config: { mostSeatsPerPhone: 2 } });
});
afterAll(async () => await sale.bed.close());

type Held = { readonly buyer: Buyer; readonly order: Order };

async function hold(tripId: number, seats: number[], stretch = { from: 0, to: 1 }): Promise<Held> {
  const buyer = await sale.buyer();
  return { buyer, order: await sale.hold(buyer, [{ tripId, ...stretch, seats }]) };
}

async function checkOut({ buyer, order }: Held, contact: { phone?: string; email?: string } = { phone }) {
  const passengers = order.claims.map(({ claimId }) => ({ claimId, name: 'Ama' }));
  return await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: { contact, passengers } });
}

it('one phone has at most so many seats on a trip, paid or not; refused is TOO_MANY_SEATS_FOR_PHONE, and nothing is opened', async () => {
  const tripId = await sale.addTrip();
  const first = await hold(tripId, [1]);
  expect(await checkOut(first)).toMatchObject({ ok: true });
  await sale.pay(first.order);
  const second = await hold(tripId, [2]);
  expect(await checkOut(second)).toMatchObject({ ok: true });
  const third = await hold(tripId, [3]);
  expect(await checkOut(third)).toMatchObject({
    ok: false,
    code: 'TOO_MANY_SEATS_FOR_PHONE',
    problem: { most: 2, field: '/body/contact/phone' },
  });
  expect(
    await sale.bed.admin('select status from ticketing.orders where order_id = $1', [third.order.orderId]),
  ).toEqual([{ status: 'held' }]);
  expect(await checkOut(third, { phone: '+250788000112' })).toMatchObject({ ok: true });
  expect(await checkOut(third, { phone })).toMatchObject({ ok: false, code: 'TOO_MANY_SEATS_FOR_PHONE' });
  expect(await checkOut(third, { email: 'ama@example.org' })).toMatchObject({ ok: true });
});

it('what was given back, is over, or is on another trip does not count', async () => {
  const tripId = await sale.addTrip();
  const [released, over] = [await hold(tripId, [1]), await hold(tripId, [2])];
  for (const each of [released, over, await hold(await sale.addTrip(), [1, 2])])
    expect(await checkOut(each)).toMatchObject({ ok: true });
  await released.buyer.call(releaseOrder, { params: { orderId: released.order.orderId } });
  await sale.age(over.order.orderId);
  expect(await checkOut(await hold(tripId, [3, 4]))).toMatchObject({ ok: true });
});

it('repeating a checkout counts its seats once', async () => {
  const held = await hold(await sale.addTrip(), [1, 2]);
  for (let time = 0; time < 2; time += 1) expect(await checkOut(held)).toMatchObject({ ok: true });
});

it('checkouts of one phone at once stop at the limit', async () => {
  const tripId = await sale.addTrip();
  const held = await Promise.all([1, 2, 3, 4].map(async (seat) => await hold(tripId, [seat])));
  const answers = await Promise.all(held.map(async (each) => await checkOut(each)));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(2);
  expect(await sale.violations()).toBe(0);
});

it('an order of staff is their own decision', async () => {
  const tripId = await sale.addTrip();
  const agent = sale.served.as(await sale.bed.tokens.staff('agent', sampleCompany.companyId));
  const answer = await agent(holdSeatsForCustomer, {
    params: { companyId: sampleCompany.companyId },
    body: { channel: 'counter', trips: [{ tripId, from: 0, to: 1, seats: [1, 2, 3] }] },
    idempotencyKey: newId(),
  });
  if (!answer.ok) return expect.fail(answer.code);
  const buyer = { subjectId: '', token: '', call: agent };
  expect(await checkOut({ buyer, order: answer.value })).toMatchObject({ ok: true });
  expect(await checkOut(await hold(tripId, [4]))).toMatchObject({ ok: false, code: 'TOO_MANY_SEATS_FOR_PHONE' });
});

it('nobody asks for the phone of somebody else’s order', async () => {
  const { order } = await hold(await sale.addTrip(), [1]);
  const asking = transaction(
    sale.bed.deps.db,
    { kind: 'passenger', id: newId() },
    async (tx) => await sql`select phone_has_room(${order.orderId}, 1)`.execute(tx),
  );
  await expect(asking).rejects.toThrow('not the actor');
});
