import {
  joinWaitingList,
  getWaitingEntry,
  releaseOrder,
  type BodyOf,
  type Order,
  type WaitingEntry,
} from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import type { Buyer, Sale } from './open-sale.ts';

type Joined = { readonly tripId: number } & Partial<BodyOf<typeof joinWaitingList>>;

export const waitingContact = { phone: '+250780000002' };

/** Asks to wait for one seat on the whole way, unless told otherwise. */
export async function askToWait(buyer: Buyer, { tripId, ...body }: Joined, key = newId()) {
  return await buyer.call(joinWaitingList, {
    params: { tripId },
    body: { from: 0, to: 4, seats: 1, contact: { email: `${buyer.subjectId}@example.org` }, ...body },
    idempotencyKey: key,
  });
}

/** Waits; a refusal fails the test. */
export async function wait(buyer: Buyer, asked: Joined): Promise<WaitingEntry> {
  const answer = await askToWait(buyer, asked);
  assert(answer.ok, `waiting was refused: ${answer.ok ? '' : `${answer.code} ${answer.detail}`}`);
  return answer.value;
}

export async function entryOf(buyer: Buyer, entry: WaitingEntry): Promise<WaitingEntry> {
  const answer = await buyer.call(getWaitingEntry, { params: { entryId: entry.entryId } });
  assert(answer.ok, "the entry is its owner's");
  return answer.value;
}

/** Runs the job until it has come round. */
export async function offerAll(service: Service): Promise<void> {
  const job = service.jobs.find(({ name }) => name === 'offer-seats');
  assert(job !== undefined, 'ticketing offers seats');
  while (await job.run());
}

export async function release(buyer: Buyer, order: Order): Promise<void> {
  const answer = await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
  assert(answer.ok, 'a held order is released');
}

/** A trip whose four seats somebody holds, in an order each. */
export async function fullTrip(sale: Sale): Promise<{ tripId: number; holder: Buyer; orders: readonly Order[] }> {
  const [tripId, holder] = [await sale.addTrip(), await sale.buyer()];
  const orders: Order[] = [];
  for (const seat of [1, 2, 3, 4]) orders.push(await sale.hold(holder, [{ tripId, from: 0, to: 4, seats: [seat] }]));
  return { tripId, holder, orders };
}
