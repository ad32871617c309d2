import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  checkOutOrder,
  claimGuestOrders,
  holdSeatsForCustomer,
  ordersErased,
  subjectErased,
  ticketingPersonalData,
  type DataSubject,
  type Order,
} from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import type { ServiceDeps } from '@safiri/runtime';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { fullTrip, wait } from '../../tests/waiting.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { forgetNames } from './forget-names.ts';

const { companyId } = sampleCompany;
/** Whom auth says to forget; nobody, while it does not answer. */
let who: DataSubject | undefined;
const callPeer = (async () =>
  who === undefined
    ? { ok: false, code: 'NO_ANSWER', detail: 'away' }
    : { ok: true, value: who }) as ServiceDeps['callPeer'];

let sale: Sale;
beforeAll(async () => {
  sale = await openSale({ callPeer });
});
beforeEach(() => {
  who = undefined;
});
afterAll(async () => await sale.bed.close());

const ofNobody = { phones: [], emails: [] };

async function tell(subjectId: string, { erasureId = newId(), version = 1 } = {}): Promise<string> {
  await sale.bed.hear(sale.service, subjectErased, { erasureId, subjectId, version });
  return erasureId;
}
async function forget(): Promise<void> {
  const job = sale.service.jobs.find(({ name }) => name === 'forget-subjects');
  while (await job?.run());
}
/** Names, contacts and amounts of an order, as they are stored. */
async function stored({ orderId }: Pick<Order, 'orderId'>) {
  const [order] = await sale.bed.admin<Record<string, unknown>>(
    `select contact_phone as phone, contact_email as email, total_minor::integer as total, status, erased_at is not null as erased,
            (select array_agg(passenger_name) from ticketing.claims c where c.order_id = o.order_id and passenger_name is not null) as claimed,
            (select array_agg(passenger_name) from ticketing.tickets t where t.order_id = o.order_id and passenger_name is not null) as tickets
       from ticketing.orders o where order_id = $1`,
    [orderId],
  );
  return order;
}
const gone = { phone: null, email: null, claimed: null, tickets: null, erased: true };

async function booked(buyer: Buyer): Promise<Order> {
  return await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1, 2] }]);
}
/** An order that an agent makes for somebody at the counter. */
async function sold(phone: string): Promise<Order> {
  const agent = sale.served.as(await sale.bed.tokens.staff('agent', companyId));
  const trips = [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [3] }];
  const held = await agent(holdSeatsForCustomer, {
    params: { companyId },
    body: { channel: 'counter', trips },
    idempotencyKey: newId(),
  });
  assert(held.ok, 'seats are free');
  const { orderId, claims } = held.value;
  const passengers = claims.map(({ claimId }) => ({ claimId, name: 'Counter Customer' }));
  const opened = await agent(checkOutOrder, { params: { orderId }, body: { contact: { phone }, passengers } });
  assert(opened.ok, 'it opens');
  await sale.pay(opened.value);
  return opened.value;
}

describe('forgetting somebody', () => {
  it('takes names and contacts out of their bookings, leaves seats and amounts, and tells it once', async () => {
    const buyer = await sale.buyer();
    const order = await booked(buyer);
    who = { subjectIds: [buyer.subjectId], ...ofNobody };
    const erasureId = await tell(buyer.subjectId);
    await forget();
    expect(await stored(order)).toEqual({ ...gone, total: 2_000, status: 'confirmed' });
    const told = async () =>
      (await sale.newsOf('orders-erased')).filter(({ aggregateId }) => aggregateId === order.orderId);
    expect(await told()).toHaveLength(1);
    await tell(buyer.subjectId, { erasureId, version: 2 });
    await tell(buyer.subjectId, { erasureId, version: 1 });
    await forget();
    expect(await told()).toHaveLength(1);
    const reports = (await sale.newsOf('subject-forgotten')).filter(({ aggregateId }) => aggregateId === erasureId);
    expect(reports.map(({ version }) => version)).toEqual([1, 2]);
    expect(await sale.violations()).toBe(0);
  });

  it('waits for auth to say who it is, and is told by news that doors hear as well', async () => {
    const buyer = await sale.buyer();
    const order = await booked(buyer);
    await tell(buyer.subjectId);
    await forget();
    expect(await stored(order)).toMatchObject({ erased: false, claimed: ['Passenger 1', 'Passenger 2'] });
    who = { subjectIds: [buyer.subjectId], ...ofNobody };
    await forget();
    const issued = (await sale.newsOf('ticket-issued')).filter(({ aggregateId }) => aggregateId === order.orderId);
    expect(issued.at(-1)?.payload).toMatchObject({
      tickets: [{ passengerName: null, version: 2 }, { passengerName: null }],
    });
  });

  it('by a number of theirs empties what staff sold to it, and takes it out of strangers’ orders alone', async () => {
    const phone = '+250780000777';
    const mine = await sold(phone);
    const stranger = await sale.buyer();
    const other = await sale.checkOut(stranger, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    await sale.bed.admin('update ticketing.orders set contact_phone = $2 where order_id = $1', [other.orderId, phone]);
    await sale.pay(other);
    who = { subjectIds: [newId()], phones: [phone], emails: [] };
    await tell(newId());
    await forget();
    expect(await stored(mine)).toMatchObject(gone);
    expect(await stored(other)).toMatchObject({
      phone: null,
      email: sampleContact.email,
      claimed: ['Passenger 1'],
      erased: false,
    });
  });

  it('takes them out of the lines they wait in', async () => {
    const { tripId } = await fullTrip(sale);
    const buyer = await sale.buyer();
    const { entryId } = await wait(buyer, { tripId });
    who = { subjectIds: [buyer.subjectId], ...ofNobody };
    await tell(buyer.subjectId);
    await forget();
    expect(await sale.bed.admin('select from ticketing.waiting_entries where entry_id = $1', [entryId])).toEqual([]);
  });

  it('goes on where a process stopped: orders of theirs that came since are found with the next telling', async () => {
    const guest = await sale.buyer();
    const order = await booked(guest);
    const accountId = newId();
    who = { subjectIds: [accountId], ...ofNobody };
    await tell(accountId);
    await forget();
    expect(await stored(order)).toMatchObject({ erased: false });
    const account = sale.served.as(await sale.bed.tokens.customer(accountId));
    expect(await account(claimGuestOrders, { body: { guestToken: guest.token } })).toMatchObject({ ok: true });
    await forget();
    expect(await stored(order)).toMatchObject(gone);
  });
});

describe('what is in the way', () => {
  const asked = async (subjectId: string) => {
    const auth = sale.served.asPeer(await sale.bed.tokens.service('auth', 'ticketing'));
    const answer = await auth(ticketingPersonalData.listObstacles, { body: { subjectIds: [subjectId], ...ofNobody } });
    return answer.ok ? answer.value.obstacles.map(({ kind }) => kind) : answer.code;
  };

  it('is a trip that is not over, seats that are held, money that is owed, and a voucher', async () => {
    const [rider, holder, creditor, owner] = [
      await sale.buyer(),
      await sale.buyer(),
      await sale.buyer(),
      await sale.buyer(),
    ];
    await booked(rider);
    await sale.hold(holder, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    const tripId = await sale.addTrip();
    await sale.book(creditor, [{ tripId, from: 0, to: 1, seats: [1] }]);
    await sale.cancelTrip(tripId);
    await sale.bed.admin(
      `insert into ticketing.vouchers (voucher_id, issuer_id, owner_id, cause, currency, amount_minor, remaining_minor, expires_at, issued_by, idempotency_key, fingerprint)
       values (gen_random_uuid(), $1, $2, 'gift', 'RWF', 5, 5, now() + interval '1 day', gen_random_uuid(), 'k', 'f')`,
      [companyId, owner.subjectId],
    );
    expect(await asked(rider.subjectId)).toEqual(['trip-ahead']);
    expect(await asked(holder.subjectId)).toEqual(['order-open']);
    expect(await asked(creditor.subjectId)).toEqual(['refund-owed']);
    expect(await asked(owner.subjectId)).toEqual(['voucher-left']);
    expect(await asked(newId())).toEqual([]);
  });
});

it('orders lose their names some time after their last trip, and not before', async () => {
  const order = await booked(await sale.buyer());
  const job = forgetNames({ ...sale.bed.deps, config: { passengerNameDays: 30 } } as never);
  const { clock } = sale.bed.deps;
  clock.advanceSeconds(31 * 86_400);
  while (await job.run());
  expect(await stored(order)).toMatchObject({ erased: false });
  clock.advanceSeconds(2 * 86_400);
  await Promise.all([job.run(), job.run()]);
  while (await job.run());
  expect(await stored(order)).toMatchObject({ ...gone, total: 2_000 });
  expect((await sale.newsOf(ordersErased.type)).flatMap(({ payload }) => JSON.stringify(payload)).join()).toContain(
    order.orderId,
  );
});
