import { createClient, type Client } from '@safiri/client';
import { getOrderByLink, holdSeats, listInbox, type InboxMessage, type Order, type TripOffer } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { holdAndCheckOut, insist, must, newGuest, offersBetween, pay, untilSettled } from './buyer.ts';
import { tomorrow } from './days.ts';

/** A passenger and a payer who make no trouble. */
const anyPhone = '+250788123456';
export const approvesAtOnce = '+250788000000';

/** Tomorrow's bus from Kigali to Huye that leaves at a time of Rwanda's clocks. */
export async function busToHuye(client: Client, departs: string): Promise<TripOffer> {
  const offers = await offersBetween(client, { from: 'Kigali', to: 'Huye', date: tomorrow });
  const found = offers.find((offer) => Date.parse(offer.from.departsAt) === Date.parse(`${tomorrow}T${departs}+02:00`));
  if (found === undefined) throw new Error(`no bus to Huye leaves at ${departs}`);
  return found;
}

/** An order that is open for payment. */
export async function checkedOut(
  client: Client,
  { departs, seats, phone = anyPhone }: { departs: string; seats: readonly number[]; phone?: string },
): Promise<Order> {
  const order = await holdAndCheckOut(client, { offer: await busToHuye(client, departs), seats, phone });
  if (order === undefined) throw new Error(`seats ${seats.join()} of the bus at ${departs} are taken`);
  return order;
}

/** Tickets, bought without a browser. */
export async function bought(client: Client, wish: Parameters<typeof checkedOut>[1]): Promise<Order> {
  const { orderId } = await checkedOut(client, wish);
  await pay(client, orderId, approvesAtOnce);
  const { order } = await untilSettled(client, orderId);
  if (order.status !== 'confirmed') throw new Error(`order ${orderId} is ${order.status}`);
  return order;
}

/** Somebody else holds every seat that is left on a bus to Huye, eight at a time. */
export async function filled(address: string, departs: string): Promise<void> {
  const { tripId, from, to } = await busToHuye(await newGuest(address), departs);
  for (let count = 8; count >= 1;) {
    const guest = await newGuest(address);
    const trips = [{ tripId, from: from.index, to: to.index, any: { count } }];
    const held = await insist(() => guest(holdSeats, { idempotencyKey: newId(), body: { trips } }));
    if (held.ok) continue;
    if (held.code !== 'TRIP_FULL') throw new Error(`${held.code}: ${held.detail}`);
    count = Math.floor(count / 2);
  }
}

export async function orderOf(address: string, link: string): Promise<Order> {
  return await must(() => createClient({ baseUrl: address })(getOrderByLink, { params: { link } }));
}

export function tokensOf(order: Order): string[] {
  return order.claims.map((claim) => claim.ticket?.token ?? 'no token');
}

/** What the development inbox caught for a phone number. */
export async function smsTo(address: string, number: string): Promise<InboxMessage[]> {
  const client = createClient({ baseUrl: address });
  const { messages } = await must(() => client(listInbox, { query: { to: number } }));
  return messages.filter((message) => message.channel === 'sms');
}
