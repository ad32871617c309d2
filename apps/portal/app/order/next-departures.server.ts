import { holdSeats, listNextDepartures, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { viewOffer, type OfferView } from '../search/view-offer.server.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import type { OrderOutcome } from './order-actions.server.ts';

/** What may be had instead of a ride, and what the press that takes it sends. */
export type NextDeparture = OfferView & {
  readonly day: string;
  readonly take: { readonly tripId: number; readonly from: number; readonly to: number; readonly count: number };
};

/** What leaves after the rides of an order that has no seats. Where nobody says, nothing is offered; the search is still there. */
export async function loadNextDepartures(visit: Visit, { orderId }: Order): Promise<readonly NextDeparture[]> {
  const answer = await visit.api(listNextDepartures, { params: { orderId } });
  if (!answer.ok) return [];
  return answer.value.journeys.flatMap(({ seats, offers }) =>
    offers.map((offer) => ({
      ...viewOffer(offer, visit),
      day: visit.writing.day(offer.from.departsAt, offer.from.timeZone),
      take: { tripId: offer.tripId, from: offer.from.index, to: offer.to.index, count: seats },
    })),
  );
}

/** One press: as many seats of another departure are held, side by side where that can be, as a new order. */
export async function takeDeparture(visit: Visit, form: FormData): Promise<OrderOutcome> {
  const number = (name: string): number => Number(textIn(form, name));
  const tripId = number('tripId');
  const trips = [{ tripId, from: number('from'), to: number('to'), any: { count: number('count') } }];
  const answer = await visit.api(holdSeats, {
    body: { trips, locale: visit.locale },
    idempotencyKey: `${keyIn(form, 'payKey') ?? newId()}.${tripId}`,
  });
  if (answer.ok) return { kind: 'done', to: `/orders/${answer.value.orderId}` };
  return {
    kind: 'refused',
    errors: {},
    values: {},
    problem: answer.code === 'TRIP_FULL' ? 'next-departures.full' : messageOfRefusal(answer.code),
  };
}
