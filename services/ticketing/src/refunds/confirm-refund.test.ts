import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getSeatMap, quoteRefundByLink, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { claimIdsOf, linkOf, openRefundDesk, type RefundDesk } from '../../tests/refund-desk.ts';
import { entryOf, offerAll, wait } from '../../tests/waiting.ts';

let sale: Sale;
let desk: RefundDesk;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  desk = openRefundDesk(sale);
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

/** Two passengers there, one of them back; the platform's policy gives all of it back in time. */
async function family(): Promise<Order> {
  const [there, back] = [await sale.addTrip(), await sale.addTrip()];
  return await sale.book(buyer, [
    { tripId: there, from: 0, to: 3, seats: [1, 2] },
    { tripId: back, from: 0, to: 1, seats: [3] },
  ]);
}

describe('repeated clicks (C8):', () => {
  it('the same key, another key, and ten tabs at once refund once, and all are answered the same', async () => {
    const order = await family();
    const quote = await desk.quote(order, [1, 3]);
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_tab, tab) => await desk.confirm(order, quote, tab < 5 ? key : newId())),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: true, value: { status: 'confirmed', total: quote.total } });
    expect(await desk.confirm(order, quote, key)).toMatchObject({ ok: true, value: { status: 'confirmed' } });
    expect(await desk.told('refund-due', order)).toHaveLength(1);
    expect(await desk.told('tickets-cancelled', order)).toHaveLength(1);
    expect(await sale.violations()).toBe(0);
  });

  it('two offers for one seat, taken at once, give it back once; the other is told that the order changed', async () => {
    const order = await family();
    const [one, other] = [await desk.quote(order, [1]), await desk.quote(order, [1, 2])];
    const answers = await Promise.all([desk.confirm(order, one), desk.confirm(order, other)]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).toSorted()).toEqual(['ORDER_CHANGED', 'ok']);
    expect(await desk.told('refund-due', order)).toHaveLength(1);
    expect(await sale.violations()).toBe(0);
  });

  it('IDEMPOTENCY_KEY_REUSED: a key that took one offer takes no other', async () => {
    const order = await family();
    const key = newId();
    await desk.confirm(order, await desk.quote(order, [1]), key);
    expect(await desk.confirm(order, await desk.quote(order, [2]), key)).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await desk.told('refund-due', order)).toHaveLength(1);
  });
});

describe('races (C8):', () => {
  it('an offer and the cancellation of its trip at once: every fare goes back once, whoever came first', async () => {
    for (let round = 0; round < 2; round += 1) {
      const tripId = await sale.addTrip();
      const order = await sale.book(buyer, [{ tripId, from: 0, to: 3, seats: [1, 2] }]);
      const quote = await desk.quote(order, [1]);
      await Promise.all(
        round % 2 === 0
          ? [desk.confirm(order, quote), sale.cancelTrip(tripId)]
          : [sale.cancelTrip(tripId), desk.confirm(order, quote)],
      );
      const { refunds, status } = await desk.current(buyer, order);
      expect(status).toBe('cancelled');
      expect(refunds.reduce((sum, refund) => sum + refund.amount.amountMinor, 0)).toBe(6000);
      expect(await sale.violations()).toBe(0);
    }
  });

  it('an offer and a scan at the door at once: either nobody boards on a cancelled ticket, or the door is told', async () => {
    for (let round = 0; round < 2; round += 1) {
      const order = await family();
      const quote = await desk.quote(order, [1]);
      const [answer] = await Promise.all([desk.confirm(order, quote), desk.board(order, 1)]);
      if (!answer.ok) expect(answer.code).toBe('ALREADY_BOARDED');
      const cancelled = await desk.told('tickets-cancelled', order);
      expect(cancelled).toHaveLength(answer.ok ? 1 : 0);
      expect(await sale.violations()).toBe(0);
    }
  });

  it('one seat and the whole order at once: no seat is given back twice', async () => {
    const order = await family();
    const [part, whole] = [await desk.quote(order, [2]), await desk.quote(order, [1, 2, 3])];
    const answers = await Promise.all([desk.confirm(order, part), desk.confirm(order, whole)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const rest = (await desk.current(buyer, order)).claims.filter((claim) => claim.ticket?.status === 'issued');
    if (rest.length > 0)
      await desk.confirm(
        order,
        await desk.quote(
          order,
          rest.map((claim) => claim.seat),
        ),
      );
    const { refunds } = await desk.current(buyer, order);
    expect(refunds.reduce((sum, refund) => sum + refund.amount.amountMinor, 0)).toBe(7000);
    expect(await sale.violations()).toBe(0);
  });
});

it('a seat that is cancelled is free in the seat map and the counts, on its legs alone, and goes to who waited for it (C8)', async () => {
  const tripId = await sale.addTrip();
  const order = await sale.book(buyer, [{ tripId, from: 1, to: 3, seats: [1, 2, 3, 4] }]);
  const waiter = await sale.buyer();
  const entry = await wait(waiter, { tripId, from: 1, to: 3 });
  const count = sale.service.jobs.find((job) => job.name === 'count-legs');
  while (await count?.run());
  await desk.confirm(order, await desk.quote(order, [2]));
  while (await count?.run());
  expect(await sale.bed.admin('select taken from ticketing.leg_counts where trip_id = $1', [tripId])).toEqual([
    { taken: [0, 3, 3] },
  ]);
  expect(await sale.bed.admin('select ticketing.drifted_leg_counts(array[$1::bigint])', [tripId])).toEqual([]);
  await offerAll(sale.service);
  expect((await entryOf(waiter, entry)).status).toBe('offered');
  const map = await sale.served.as()(getSeatMap, { params: { tripId }, query: { from: 3, to: 4 } });
  expect(map).toMatchObject({ ok: true, value: { taken: [] } });
  expect(await sale.violations()).toBe(0);
});

describe('an offer is refused', () => {
  it('ORDER_NOT_CONFIRMED before it is paid, CLAIM_UNKNOWN for a seat of another order', async () => {
    const open = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    expect(await desk.tryQuote(open, [1])).toMatchObject({ ok: false, code: 'ORDER_NOT_CONFIRMED' });
    const order = await family();
    const body = { claimIds: claimIdsOf(open, [1]) };
    expect(await sale.served.as()(quoteRefundByLink, { params: { link: linkOf(order) }, body })).toMatchObject({
      code: 'CLAIM_UNKNOWN',
    });
  });

  it('ALREADY_BOARDED once somebody rides on it, when asked for and when taken', async () => {
    const order = await family();
    const quote = await desk.quote(order, [1, 2]);
    await desk.board(order, 1);
    expect(await desk.confirm(order, quote)).toMatchObject({ ok: false, code: 'ALREADY_BOARDED' });
    expect(await desk.tryQuote(order, [1])).toMatchObject({ ok: false, code: 'ALREADY_BOARDED' });
    expect((await desk.confirm(order, await desk.quote(order, [2]))).ok).toBe(true);
  });

  it('TRIP_DEPARTED once the bus has left the stop, when asked for and when taken', async () => {
    const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    const quote = await desk.quote(order, [1]);
    await desk.leavesIn(order, '-1 minutes');
    expect(await desk.confirm(order, quote)).toMatchObject({ ok: false, code: 'TRIP_DEPARTED' });
    expect(await desk.tryQuote(order, [1])).toMatchObject({ ok: false, code: 'TRIP_DEPARTED' });
  });

  it('TOO_MANY_QUOTES is counted one by one: of thirty asked for at once, twenty are open', async () => {
    const order = await family();
    const answers = await Promise.all(Array.from({ length: 30 }, async () => await desk.tryQuote(order, [1])));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
  });

  it('QUOTE_EXPIRED when its ten minutes are over by the database clock, TOO_MANY_QUOTES when twenty are open; old ones are forgotten', async () => {
    const order = await family();
    const quote = await desk.quote(order, [1]);
    for (let made = 1; made < 20; made += 1) await desk.quote(order, [1]);
    expect(await desk.tryQuote(order, [1])).toMatchObject({ ok: false, code: 'TOO_MANY_QUOTES' });
    await sale.bed.admin(
      "update ticketing.refund_quotes set expires_at = now() - interval '2 hours' where order_id = $1",
      [order.orderId],
    );
    expect(await desk.confirm(order, quote)).toMatchObject({ ok: false, code: 'QUOTE_EXPIRED' });
    await desk.confirm(order, await desk.quote(order, [2]));
    await sale.service.jobs.find((job) => job.name === 'forget-refund-quotes')?.run();
    expect(await desk.confirm(order, quote)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect((await desk.current(buyer, order)).refunds).toHaveLength(1);
  });
});
