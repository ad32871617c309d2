import type { Client } from '@safiri/client';
import { checkOutOrder, holdSeats, type Order, type TripOffer } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { clientOf, must, newGuest, newGuestToken, offersBetween, pay, untilSettled } from './buyer.ts';
import { tomorrow } from './days.ts';
import { approvesAtOnce } from './purchases.ts';

/** The way from the first page to a ticket, by address. */
export type ShownPages = {
  readonly home: string;
  readonly results: string;
  readonly seats: string;
  readonly checkout: string;
  readonly ticket: string;
  /** The session of whoever is at the checkout. */
  readonly token: string;
};

/** Buys a ticket on tomorrow's emptiest bus from Kigali to Huye, and checks two seats out for somebody else. */
export async function pagesForShow(address: string): Promise<ShownPages> {
  const token = await newGuestToken(address);
  const guest = clientOf(address, token);
  const offers = await offersBetween(guest, { from: 'Kigali', to: 'Huye', date: tomorrow });
  const offer = offers.toSorted((one, other) => other.seatsFree - one.seatsFree)[0];
  assert(offer !== undefined, `no bus goes from Kigali to Huye on ${tomorrow}`);
  const checkedOut = await checkOut(guest, offer, ['Aline Uwase', 'Eric Mugisha']);
  const buyer = await newGuest(address);
  const { orderId } = await checkOut(buyer, offer, ['Grace Ingabire']);
  await pay(buyer, orderId, approvesAtOnce);
  const { order } = await untilSettled(buyer, orderId);
  assert(order.link !== null, `order ${orderId} is ${order.status} and has no ticket`);
  return {
    home: '/',
    results: `/search?from=Kigali&to=Huye&date=${tomorrow}`,
    seats: `/trips/${offer.tripId}?from=${offer.from.index}&to=${offer.to.index}`,
    checkout: `/orders/${checkedOut.orderId}`,
    ticket: `/t/${order.link}`,
    token,
  };
}

/** Any seats, so that it can be done again on the same bus. */
async function checkOut(client: Client, offer: TripOffer, names: readonly string[]): Promise<Order> {
  const { tripId, from, to } = offer;
  const trips = [{ tripId, from: from.index, to: to.index, any: { count: names.length } }];
  const { orderId, claims } = await must(() => client(holdSeats, { idempotencyKey: newId(), body: { trips } }));
  const passengers = claims.map(({ claimId }, index) => ({ claimId, name: names[index] ?? '' }));
  // One number may order only so many seats of a trip, and the product may be shown often.
  const phone = `+25078${1_000_000 + Math.floor(Math.random() * 9_000_000)}`;
  const body = { contact: { phone }, passengers };
  return await must(() => client(checkOutOrder, { params: { orderId }, body }));
}
