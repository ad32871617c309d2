import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyChanged, findCompanyBooking, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
let buyer: Buyer;
const { companyId } = sampleCompany;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, rival);
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

const find = async (token: string, reference: string, of = companyId) =>
  await sale.served.as(token)(findCompanyBooking, { params: { companyId: of, reference } });
const staff = async (of: string | null = companyId): Promise<string> =>
  await sale.bed.tokens.staff(of === null ? 'super-admin' : 'agent', of);

/** One order with a seat on a trip of each of two companies. */
async function bookBoth(): Promise<Order> {
  const trips = [await sale.addTrip(), await sale.addTrip({ companyId: rival.companyId })];
  return await sale.book(
    buyer,
    trips.map((tripId) => ({ tripId, from: 0, to: 2, seats: [1] })),
  );
}

it('a company finds its own seats of a booking by its reference, however it is typed, without the codes that board', async () => {
  const { reference, orderId } = await bookBoth();
  for (const [of, name] of [
    [companyId, sampleCompany.name],
    [rival.companyId, rival.name],
  ] as const) {
    const found = await find(await staff(of), reference.toLowerCase(), of);
    expect(found).toMatchObject({ ok: true, value: { orderId, reference, status: 'confirmed' } });
    if (!found.ok) return expect.fail(name);
    expect(found.value.claims).toHaveLength(1);
    expect(found.value.claims[0]).toMatchObject({ passengerName: expect.any(String), ticket: { status: 'issued' } });
    expect(JSON.stringify(found.value)).not.toMatch(/token|link|phone/);
  }
});

it('NOT_FOUND for what is not there or has no seat of the company, FORBIDDEN elsewhere', async () => {
  const { reference } = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 2, seats: [1] }]);
  expect(await find(await staff(rival.companyId), reference, rival.companyId)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await find(await staff(), 'CDFGHJKM')).toMatchObject({ code: 'NOT_FOUND' });
  expect(await find(await staff(rival.companyId), reference)).toMatchObject({ code: 'FORBIDDEN' });
  const held = [{ permission: 'manifest:read', everywhere: false, places: [newId()] }];
  const elsewhere = await sale.bed.tokens.staffHolding({ held, companyId });
  expect(await find(elsewhere, reference)).toMatchObject({ code: 'FORBIDDEN' });
});

it('the platform’s staff find it by the company’s consent alone, and each look stands in its log', async () => {
  const { reference } = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 2, seats: [1] }]);
  expect(await find(await staff(null), reference)).toMatchObject({ code: 'FORBIDDEN' });
  const held = [{ permission: 'manifest:read', everywhere: true, places: [] }];
  const support = newId();
  const looking = await sale.bed.tokens.staffHolding({ held, companyId, claims: { support } });
  expect(await find(looking, reference)).toMatchObject({ ok: true, value: { reference } });
  const entries = await sale.bed.admin(
    'select operation from ticketing.audit_entries where company_id = $1 and support_id = $2',
    [companyId, support],
  );
  expect(entries).toMatchObject([{ operation: 'findCompanyBooking' }]);
});
