import { afterAll, beforeAll, expect, it } from 'vitest';
import { companyChanged, leaveWaitingList, listWaitingEntries } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { entryOf, fullTrip, offerAll, release, wait } from '../../tests/waiting.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
let agent: Buyer['call'];
const { companyId } = sampleCompany;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, rival);
  agent = await staff('agent');
});
afterAll(async () => await sale.bed.close());

async function staff(role: 'driver' | 'agent', of = companyId): Promise<Buyer['call']> {
  return sale.served.as(await sale.bed.tokens.staff(role, of));
}

const line = async (tripId: number, by = agent, of = companyId) =>
  await by(listWaitingEntries, { params: { companyId: of, tripId } });

it('staff see who waits in order, what is offered and until when, and not who has left', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const buyers = [await sale.buyer(), await sale.buyer(), await sale.buyer(), await sale.buyer()] as const;
  const [first, second, third, fourth] = buyers;
  const offered = await wait(first, { tripId });
  const left = await wait(second, { tripId, from: 1 });
  await wait(third, { tripId, to: 3, seats: 2, contact: { phone: '+250780000004' } });
  await wait(fourth, { tripId });
  expect((await second.call(leaveWaitingList, { params: { entryId: left.entryId } })).ok).toBe(true);
  const [seat] = orders;
  await release(holder, seat ?? expect.fail());
  await offerAll(sale.service);
  // As their passengers see them.
  const { offer } = await entryOf(first, offered);
  expect(await line(tripId)).toMatchObject({
    ok: true,
    value: {
      entries: [
        { entryId: offered.entryId, status: 'offered', place: null, offer },
        { status: 'waiting', place: 1, seats: 2, contact: { phone: '+250780000004' }, to: { name: 'Mbarara' } },
        { status: 'waiting', place: 2, offer: null },
      ],
    },
  });
  expect(offer?.until).toEqual(expect.any(String));
  await sale.age(offer?.orderId ?? '');
  expect(await line(tripId)).toMatchObject({ value: { entries: [{ place: 1 }, { place: 2 }] } });
});

it('NOT_FOUND for trips of others, FORBIDDEN to other companies, drivers and passengers', async () => {
  const { tripId } = await fullTrip(sale);
  const theirs = await sale.addTrip({ companyId: rival.companyId });
  expect(await line(tripId)).toMatchObject({ ok: true, value: { entries: [] } });
  for (const other of [theirs, tripId + 1_000_000])
    expect(await line(other)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  const stranger = await staff('agent', rival.companyId);
  expect(await line(tripId, stranger)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  expect(await line(tripId, stranger, rival.companyId)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  expect(await line(tripId, await staff('driver'))).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  expect(await line(tripId, (await sale.buyer()).call)).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
});
