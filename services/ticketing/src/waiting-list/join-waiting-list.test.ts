import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimGuestOrders, getWaitingEntry, leaveWaitingList } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction, type DatabaseActor } from '@safiri/runtime';
import { openSale, type Sale } from '../../tests/open-sale.ts';
import { askToWait, entryOf, fullTrip, wait, waitingContact } from '../../tests/waiting.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

describe('joining', () => {
  it('a full trip is waited for: the place in line is told, and moves up when somebody leaves', async () => {
    const { tripId } = await fullTrip(sale);
    const [first, second] = [await sale.buyer(), await sale.buyer()];
    const ahead = await wait(first, { tripId, contact: { phone: '+250780000003' } });
    expect(ahead).toMatchObject({
      tripId,
      seats: 1,
      status: 'waiting',
      place: 1,
      offer: null,
      contact: { phone: '+250780000003', email: null },
      companyName: sampleCompany.name,
      from: { name: 'Nairobi' },
      to: { name: 'Kigali' },
    });
    const behind = await wait(second, { tripId });
    expect(behind.place).toBe(2);
    for (let time = 0; time < 2; time += 1) {
      const left = await first.call(leaveWaitingList, { params: { entryId: ahead.entryId } });
      expect(left.ok).toBe(true);
    }
    expect(await entryOf(first, ahead)).toMatchObject({ status: 'withdrawn', place: null });
    expect((await entryOf(second, behind)).place).toBe(1);
  });

  it('the same key makes one entry; with another wish it is refused', async () => {
    const { tripId } = await fullTrip(sale);
    const [buyer, key] = [await sale.buyer(), newId()];
    const answers = await Promise.all([1, 2, 3].map(async () => await askToWait(buyer, { tripId }, key)));
    expect(new Set(answers.map((answer) => answer.ok && answer.value.entryId)).size).toBe(1);
    expect(await askToWait(buyer, { tripId, seats: 2 }, key)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('places in line are given in order, however many join at once', async () => {
    const { tripId } = await fullTrip(sale);
    const buyers = await Promise.all(Array.from({ length: 20 }, async () => await sale.buyer()));
    const entries = await Promise.all(buyers.map(async (buyer) => await wait(buyer, { tripId })));
    expect(entries.map((entry) => entry.place).toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_entry, index) => index + 1),
    );
  });

  it('per leg: a stretch with seats is not waited for although the trip is full elsewhere', async () => {
    const [tripId, holder, buyer] = [await sale.addTrip(), await sale.buyer(), await sale.buyer()];
    await sale.hold(holder, [{ tripId, from: 0, to: 2, seats: [1, 2, 3] }]);
    expect(await askToWait(buyer, { tripId, from: 2, to: 4 })).toMatchObject({ code: 'SEATS_AVAILABLE' });
    expect(await askToWait(buyer, { tripId, from: 0, to: 4 })).toMatchObject({ code: 'SEATS_AVAILABLE' });
    expect(await wait(buyer, { tripId, from: 0, to: 4, seats: 2 })).toMatchObject({ place: 1 });
  });
});

describe('refusals', () => {
  it('one line a stretch, five a person, by owner and by phone; a hundred a trip', async () => {
    const { tripId } = await fullTrip(sale);
    const [buyer, friend] = [await sale.buyer(), await sale.buyer()];
    await wait(buyer, { tripId, contact: waitingContact });
    expect(await askToWait(buyer, { tripId })).toMatchObject({ code: 'ALREADY_WAITING' });
    for (const to of [1, 2, 3]) await wait(buyer, { tripId, to, contact: waitingContact });
    await wait(buyer, { tripId, from: 1, contact: waitingContact });
    expect(await askToWait(buyer, { tripId, from: 2 })).toMatchObject({ code: 'WAITING_IN_MANY_LINES' });
    expect(await askToWait(friend, { tripId, contact: waitingContact })).toMatchObject({
      code: 'WAITING_IN_MANY_LINES',
    });
    await sale.bed.admin(
      `insert into ticketing.waiting_entries (entry_id, trip_id, company_id, owner_id, idempotency_key, fingerprint, from_stop, to_stop, seats, contact_phone, locale, reduced_mobility, women_only)
       select gen_random_uuid(), $1, $2, gen_random_uuid(), 'k', 'f', 0, 4, 1, '+1', 'en', false, false from generate_series(1, 95)`,
      [tripId, sampleCompany.companyId],
    );
    expect(await askToWait(friend, { tripId })).toMatchObject({ code: 'WAITING_LIST_FULL' });
  });

  it('what could not be held could not be waited for', async () => {
    const { tripId } = await fullTrip(sale);
    const buyer = await sale.buyer();
    expect(await askToWait(buyer, { tripId, contact: {} })).toMatchObject({ code: 'CONTACT_MISSING' });
    expect(await askToWait(buyer, { tripId, from: 3, to: 2 })).toMatchObject({ code: 'STRETCH_INVALID' });
    expect(await askToWait(buyer, { tripId: 999_999 })).toMatchObject({ code: 'TRIP_NOT_ON_SALE' });
    const departsAt = new Date(sale.bed.deps.clock.now().getTime() - 1000).toISOString();
    const departed = await sale.addTrip({ departsAt });
    expect(await askToWait(buyer, { tripId: departed })).toMatchObject({ code: 'TRIP_DEPARTED' });
    await sale.cancelTrip(tripId);
    expect(await askToWait(buyer, { tripId })).toMatchObject({ code: 'TRIP_NOT_ON_SALE' });
  });

  it("another's entry is not there", async () => {
    const { tripId } = await fullTrip(sale);
    const [owner, stranger] = [await sale.buyer(), await sale.buyer()];
    const entry = await wait(owner, { tripId });
    const { entryId } = entry;
    for (const operation of [getWaitingEntry, leaveWaitingList])
      expect(await stranger.call(operation, { params: { entryId } })).toMatchObject({ code: 'NOT_FOUND' });
    expect((await entryOf(owner, entry)).status).toBe('waiting');
  });
});

it('who signs in takes their places in line along', async () => {
  const { tripId } = await fullTrip(sale);
  const [guest, accountId] = [await sale.buyer(), newId()];
  const entry = await wait(guest, { tripId });
  const account = sale.served.as(await sale.bed.tokens.customer(accountId));
  expect((await account(claimGuestOrders, { body: { guestToken: guest.token } })).ok).toBe(true);
  expect(await account(getWaitingEntry, { params: entry })).toMatchObject({ ok: true, value: { place: 1 } });
  expect(await guest.call(getWaitingEntry, { params: entry })).toMatchObject({ code: 'NOT_FOUND' });
});

async function rowsAs(actor: DatabaseActor): Promise<number> {
  return await transaction(
    sale.bed.deps.db,
    actor,
    async (tx) => (await sql`select from waiting_entries`.execute(tx)).rows.length,
  );
}

it('row-level security: owners see theirs, companies those of their trips, nobody acting none', async () => {
  const { tripId } = await fullTrip(sale);
  const buyer = await sale.buyer();
  await wait(buyer, { tripId });
  expect(await rowsAs({ kind: 'passenger', id: buyer.subjectId })).toBe(1);
  expect(await rowsAs({ kind: 'passenger', id: newId() })).toBe(0);
  expect(await rowsAs({ kind: 'company', id: newId() })).toBe(0);
  expect(await rowsAs({ kind: 'company', id: sampleCompany.companyId })).toBe(await rowsAs(asService));
  expect((await sql`select from waiting_entries`.execute(sale.bed.deps.db.kysely)).rows).toEqual([]);
});
