import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyChanged, getSaleRules, getSeatMap, holdSeats, layoutChanged, setSaleRules } from '@safiri/contracts';
import { addDays, localDate, newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { drawnLayout } from '../holds/drawn-layout.ts';
import { countLegs } from '../leg-counts/count-legs.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { atOnce } from '../search/at-once.ts';
import { createTripSearch } from '../search/search-trips.ts';

let sale: Sale;
let admin: Buyer['call'];
const { companyId } = sampleCompany;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };
const layout = drawnLayout(['ss.ss', 'ss.ss', 'ss.ss']);

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, rival);
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout });
  admin = await staff('company-admin');
});
afterAll(async () => await sale.bed.close());

async function staff(role: 'supervisor' | 'company-admin', of = companyId): Promise<Buyer['call']> {
  return sale.served.as(await sale.bed.tokens.staff(role, of));
}

const read = async (by = admin, of = companyId) => await by(getSaleRules, { params: { companyId: of } });
const set = async (womenBesideWomen: boolean, by = admin, of = companyId) =>
  await by(setSaleRules, { params: { companyId: of }, body: { womenBesideWomen } });

it('a company has no rule until its admin sets one, which may be said twice, and is its own alone', async () => {
  expect(await read()).toMatchObject({ ok: true, value: { womenBesideWomen: false } });
  for (const womenBesideWomen of [true, true, false, false]) {
    expect(await set(womenBesideWomen)).toMatchObject({ ok: true, value: { womenBesideWomen } });
    expect(await read()).toMatchObject({ ok: true, value: { womenBesideWomen } });
    expect(await read(await staff('company-admin', rival.companyId), rival.companyId)).toMatchObject({
      value: { womenBesideWomen: false },
    });
  }
});

it('FORBIDDEN to supervisors and other companies, NOT_FOUND for a company that is none', async () => {
  for (const by of [await staff('supervisor'), await staff('company-admin', rival.companyId)]) {
    expect(await read(by)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await set(true, by)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  }
  expect(await set(true, (await sale.buyer()).call)).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
  const platform = sale.served.as(await sale.bed.tokens.staff('super-admin', null));
  expect(await set(true, platform, newId())).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  expect(await read()).toMatchObject({ value: { womenBesideWomen: false } });
});

type Shown = { readonly taken: readonly number[]; readonly womenOnly: readonly number[] | null };

async function shown(tripId: number, from: number, to: number): Promise<Shown> {
  const answer = await sale.served.as()(getSeatMap, { params: { tripId }, query: { from, to } });
  return answer.ok ? { taken: answer.value.taken, womenOnly: answer.value.womenOnly } : expect.fail(answer.code);
}

it('the seat map tells which seats women alone can have, per leg, while the company has the rule', async () => {
  const tripId = await sale.addTrip({ layoutId: layout.layoutId });
  const [woman, man] = [await sale.buyer(), await sale.buyer()];
  const ask = async (by: Buyer, seats: number[], womenOnly: boolean) =>
    await by.call(holdSeats, {
      body: { trips: [{ tripId, from: 1, to: 3, seats }], womenOnly },
      idempotencyKey: newId(),
    });
  expect(await shown(tripId, 0, 4)).toEqual({ taken: [], womenOnly: null });
  await set(true);
  expect((await ask(woman, [1], true)).ok).toBe(true);
  expect(await shown(tripId, 0, 4)).toEqual({ taken: [1, 2], womenOnly: [2] });
  expect(await shown(tripId, 3, 4)).toEqual({ taken: [], womenOnly: [] });
  expect(await ask(man, [2], false)).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
  const beside = await ask(await sale.buyer(), [2], true);
  expect(await shown(tripId, 0, 4)).toEqual({ taken: [1, 2], womenOnly: [] });
  await sale.age(beside.ok ? beside.value.orderId : expect.fail());
  expect(await shown(tripId, 0, 4)).toEqual({ taken: [1, 2], womenOnly: [2] });
  await set(false);
  expect(await shown(tripId, 0, 4)).toEqual({ taken: [1], womenOnly: null });
  expect((await ask(man, [2], false)).ok).toBe(true);
  expect(await sale.violations()).toBe(0);
});

it('lists count a seat beside a woman who travels alone as taken, as long as the rule holds and she sits there', async () => {
  const tripId = await sale.addTrip({ layoutId: layout.layoutId });
  const search = createTripSearch(sale.bed.deps.db, atOnce);
  const [from, to] = [sale.pattern.stops[0], sale.pattern.stops[4]];
  const date = addDays(localDate(sale.bed.deps.clock.now(), 'Africa/Kigali'), 2);
  const listed = async (): Promise<number | undefined> => {
    while (await countLegs(sale.bed.deps).run());
    const { offers } = await search({ from: from?.stopId ?? '', to: to?.stopId ?? '', date });
    return offers.find((offer) => offer.tripId === tripId)?.seatsFree;
  };
  expect(await listed()).toBe(12);
  await set(true);
  const woman = await sale.buyer();
  const body = { trips: [{ tripId, from: 2, to: 3, seats: [6] }], womenOnly: true };
  const answer = await woman.call(holdSeats, { body, idempotencyKey: newId() });
  expect(await listed()).toBe(10);
  await set(false);
  expect(await listed()).toBe(11);
  await set(true);
  expect(await listed()).toBe(10);
  await sale.age(answer.ok ? answer.value.orderId : expect.fail());
  // Rows that were made older are told to nobody.
  await set(false);
  await set(true);
  expect(await listed()).toBe(12);
  await set(false);
});
