import { listTripBuses, listTripStops, type StopTime, type TripBus, type TripOffer } from '@safiri/contracts';
import type { Visit } from '../visit/visit.server.ts';
import { chooseOffers, type OfferChoice, type TimeOfDay, timesOfDay } from './offer-choice.ts';
import { factsOf, viewOffer, type OfferView } from './view-offer.server.ts';

/** What one can choose by; only what divides the trips that were found. */
export type OfferFilters = {
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly times: readonly TimeOfDay[];
  readonly classes: readonly string[];
  readonly amenities: readonly TripBus['amenities'][number][];
};

export type OfferList = {
  readonly offers: readonly OfferView[];
  readonly filters: OfferFilters;
  readonly found: number;
  readonly fitting: number;
};

export type AskedOffers = {
  readonly offers: readonly TripOffer[];
  readonly choice: OfferChoice;
  readonly outbound: string;
};

/** The trips that are shown, with what their buses have and where they stop. Where that cannot be had they are shown without. */
export async function loadOffers(visit: Visit, { offers, choice, outbound }: AskedOffers): Promise<OfferList> {
  const busOf = await loadBuses(visit, offers);
  const judged = offers.map((offer) => ({ offer, facts: factsOf(offer, busOf.get(offer.tripId), visit.writing) }));
  const fitting = chooseOffers(judged, choice);
  const shown = fitting.slice(0, choice.show).map(({ offer }) => offer);
  const stopsOf = await loadStops(visit, shown);
  const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
  return {
    offers: shown.map((offer) =>
      viewOffer(
        offer,
        { writing: visit.writing, outbound },
        { bus: busOf.get(offer.tripId), stops: stopsOf.get(offer.tripId) },
      ),
    ),
    filters: {
      companies: [...new Map(offers.map(({ companyId, companyName }) => [companyId, companyName]))]
        .map(([id, name]) => ({ id, name }))
        .toSorted((one, other) => one.name.localeCompare(other.name)),
      times: timesOfDay.filter((time) => judged.some(({ facts }) => facts.time === time)),
      classes: unique(judged.flatMap(({ facts }) => facts.classes)),
      amenities: unique([...busOf.values()].flatMap((bus) => bus.amenities)),
    },
    found: offers.length,
    fitting: fitting.length,
  };
}

async function loadBuses(visit: Visit, offers: readonly TripOffer[]): Promise<ReadonlyMap<number, TripBus>> {
  if (offers.length === 0) return new Map();
  const trips = offers.map(({ tripId }) => tripId).join(',');
  const answer = await visit.api(listTripBuses, { query: { trips } });
  const buses = answer.ok ? answer.value.buses : [];
  return new Map(buses.flatMap((bus) => bus.tripIds.map((tripId): [number, TripBus] => [tripId, bus])));
}

/** As many as are asked for at once. */
const tripsAsked = 20;

async function loadStops(
  visit: Visit,
  offers: readonly TripOffer[],
): Promise<ReadonlyMap<number, readonly StopTime[]>> {
  const ids = offers.filter(({ stopsBetween }) => stopsBetween > 0).map(({ tripId }) => tripId);
  const parts = Array.from({ length: Math.ceil(ids.length / tripsAsked) }, (_part, index) =>
    ids.slice(index * tripsAsked, (index + 1) * tripsAsked),
  );
  const answers = await Promise.all(
    parts.map(async (part) => await visit.api(listTripStops, { query: { trips: part.join(',') } })),
  );
  return new Map(
    answers.flatMap((answer) =>
      answer.ok ? answer.value.trips.map((trip) => [trip.tripId, trip.stops] as const) : [],
    ),
  );
}
