import type { Amenity, StopTime, TripBus, TripOffer } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import type { Writing } from '../messages/writing.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import { viewStretch, type StretchView } from '../ui/view-stretch.server.ts';
import { timeOfDay, type OfferFacts } from './offer-choice.ts';

export type StopOnTheWay = { readonly name: string; readonly at: string; readonly time: string };

export type OfferView = {
  readonly key: string;
  readonly href: string;
  /** Where one waits for seats. */
  readonly waitingListHref: string;
  readonly companyName: string;
  readonly routeName: string;
  readonly stretch: StretchView;
  readonly stopsBetween: number;
  /** The first of them, where somebody asked. */
  readonly stops: readonly StopOnTheWay[];
  readonly classes: readonly string[];
  readonly amenities: readonly Amenity[];
  readonly fare: string;
  readonly seatsFree: number;
  readonly state: 'open' | 'full' | 'left';
};

/** What an offer does not say of itself. */
export type AboutOffer = { readonly bus?: TripBus | undefined; readonly stops?: readonly StopTime[] | undefined };

/** A page lists many trips, and a city line has a hundred stops. */
const stopsListed = 40;

export function viewOffer(
  offer: TripOffer,
  { writing, outbound = '' }: { readonly writing: Writing; readonly outbound?: string },
  about: AboutOffer = {},
): OfferView {
  const query = new URLSearchParams({
    from: String(offer.from.index),
    to: String(offer.to.index),
    ...(outbound === '' ? {} : { outbound }),
  });
  const hasLeft = millisecondsOf(offer.from.departsAt) <= systemClock.now().getTime();
  return {
    key: `${offer.tripId}-${offer.from.index}-${offer.to.index}`,
    href: `/trips/${offer.tripId}?${query.toString()}`,
    waitingListHref: `/trips/${offer.tripId}/waiting-list?from=${offer.from.index}&to=${offer.to.index}`,
    companyName: offer.companyName,
    routeName: offer.routeName,
    stretch: viewStretch(offer, writing),
    stopsBetween: offer.stopsBetween,
    stops: (about.stops ?? [])
      .filter(({ index }) => index > offer.from.index && index < offer.to.index)
      .slice(0, stopsListed)
      .map(({ name, arrivesAt, timeZone }) => ({ name, at: arrivesAt, time: writing.time(arrivesAt, timeZone) })),
    classes: about.bus?.classes ?? [],
    amenities: about.bus?.amenities ?? [],
    fare: writing.money(offer.fare),
    seatsFree: offer.seatsFree,
    state: hasLeft ? 'left' : offer.seatsFree === 0 ? 'full' : 'open',
  };
}

/** By what offers are chosen and sorted. */
export function factsOf(offer: TripOffer, bus: TripBus | undefined, writing: Writing): OfferFacts {
  const { companyId, fare, from, to } = offer;
  const departsAt = millisecondsOf(from.departsAt);
  return {
    companyId,
    time: timeOfDay(Number(writing.time(from.departsAt, from.timeZone).slice(0, 2))),
    classes: bus?.classes ?? [],
    amenities: bus?.amenities ?? [],
    currency: fare.currency,
    fareMinor: fare.amountMinor,
    departsAt,
    minutes: (millisecondsOf(to.arrivesAt) - departsAt) / 60_000,
  };
}
