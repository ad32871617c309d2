import { createClient, type Client } from '@safiri/client';
import {
  checkOutOrder,
  createAttempt,
  createGuest,
  findPlaces,
  getOrder,
  holdSeats,
  listAttempts,
  searchTrips,
  type Attempt,
  type Order,
  type Place,
  type TripOffer,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { setTimeout as wait } from 'node:timers/promises';

/** A call is repeated while nothing is heard or the product is away, with the same key, as an honest client does. */
const patienceMilliseconds = 300_000;
const pauseMilliseconds = 250;

type Answered<Value> = { ok: true; value: Value } | { ok: false; code: string; detail: string };

/** Repeats a call until the product has answered it: the value, or a refusal that means something. */
export async function insist<Value>(call: () => Promise<Answered<Value>>): Promise<Answered<Value>> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const answer = await call();
    const unheard =
      !answer.ok && ['NO_ANSWER', 'UNAVAILABLE', 'OVERLOADED', 'INTERNAL', 'REQUEST_IN_FLIGHT'].includes(answer.code);
    if (!unheard || performance.now() > deadline) return answer;
    await wait(pauseMilliseconds);
  }
}

export async function must<Value>(call: () => Promise<Answered<Value>>): Promise<Value> {
  const answer = await insist(call);
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer.value;
}

/** A guest with a token. */
export async function newGuest(address: string): Promise<Client> {
  return clientOf(address, await newGuestToken(address));
}

export async function newGuestToken(address: string): Promise<string> {
  const nobody = createClient({ baseUrl: address });
  return (await must(() => nobody(createGuest, {}))).accessToken;
}

export function clientOf(address: string, accessToken: string): Client {
  return createClient({ baseUrl: address, accessToken, timeoutMilliseconds: 20_000 });
}

export async function findPlace(client: Client, text: string): Promise<Place> {
  const { places } = await must(() => client(findPlaces, { query: { text } }));
  const [first] = places;
  if (first === undefined) throw new Error(`no place is called ${text}`);
  return first;
}

/** Trips from one town to another that leave on a date. */
export async function offersBetween(
  client: Client,
  towns: { from: string; to: string; date: string },
): Promise<TripOffer[]> {
  const [from, to] = [await findPlace(client, towns.from), await findPlace(client, towns.to)];
  const found = await must(() =>
    client(searchTrips, { query: { from: from.stopId, to: to.stopId, date: towns.date } }),
  );
  return found.offers;
}

export type Wish = { readonly offer: TripOffer; readonly seats: readonly number[]; readonly phone: string };

/** Holds and checks out; undefined when the seats are taken. */
export async function holdAndCheckOut(client: Client, wish: Wish): Promise<Order | undefined> {
  const { tripId, from, to } = wish.offer;
  const idempotencyKey = newId();
  const trips = [{ tripId, from: from.index, to: to.index, seats: [...wish.seats] }];
  const held = await insist(() => client(holdSeats, { idempotencyKey, body: { trips } }));
  if (!held.ok) {
    if (held.code === 'SEATS_TAKEN' || held.code === 'TRIP_FULL') return undefined;
    throw new Error(`${held.code}: ${held.detail}`);
  }
  const { orderId, claims } = held.value;
  const passengers = claims.map((claim) => ({ claimId: claim.claimId, name: `Passenger ${claim.seatLabel}` }));
  return await must(() =>
    client(checkOutOrder, { params: { orderId }, body: { contact: { phone: wish.phone }, passengers } }),
  );
}

export async function pay(client: Client, orderId: string, payerPhone: string): Promise<Attempt> {
  const idempotencyKey = newId();
  return await must(() => client(createAttempt, { idempotencyKey, body: { orderId, method: 'mtn-momo', payerPhone } }));
}

/** Waits until the order and its payment have come to an end, and answers both. */
export async function untilSettled(
  client: Client,
  orderId: string,
): Promise<{ order: Order; attempts: readonly Attempt[] }> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const order = await must(() => client(getOrder, { params: { orderId } }));
    const { attempts } = await must(() => client(listAttempts, { params: { orderId } }));
    const paid = attempts.find((attempt) => attempt.status === 'succeeded');
    const signed =
      order.status === 'confirmed' && order.claims.every((claim) => typeof claim.ticket?.token === 'string');
    const returned = order.status === 'unallocated' && paid?.refund?.status === 'succeeded';
    const failed = attempts.length > 0 && attempts.every((attempt) => attempt.status === 'failed');
    if (signed || returned || failed) return { order, attempts };
    if (performance.now() > deadline)
      throw new Error(
        `order ${orderId} is still ${order.status}, attempts ${attempts.map((each) => each.status).join()}`,
      );
    await wait(pauseMilliseconds);
  }
}
