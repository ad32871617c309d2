import { getItineraryByLink, type ItineraryJourney, type Order, type RefundTier } from '@safiri/contracts';
import type { Writing } from '../messages/writing.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';

/** A stop of a journey as pages and papers show it, with where it is. */
export type StopOnWay = {
  readonly key: string;
  readonly name: string;
  readonly at: string;
  readonly time: string;
  readonly day: string;
  /** A page of OpenStreetMap, which learns nothing of the ticket; and what the phone's own map opens. */
  readonly map: string;
  readonly geo: string;
};

/** Until when how much is given back of a seat, as clocks show it where the journey begins. */
export type CancelStep = {
  readonly key: string;
  readonly day: string;
  readonly time: string;
  readonly percent: number;
  readonly fee: string | undefined;
  readonly creditPercent: number | undefined;
};

export type JourneyOnTicket = {
  readonly tripId: number;
  readonly stops: readonly StopOnWay[];
  readonly cancelSteps: readonly CancelStep[];
};

/** Where journeys lead and what may be had back of them. A ticket is shown without them too: one boards with its code. */
export async function loadItinerary(visit: Visit, link: string): Promise<readonly ItineraryJourney[]> {
  const answer = await visit.api(getItineraryByLink, { params: { link } });
  return answer.ok ? answer.value.journeys : [];
}

export function viewJourney(journey: ItineraryJourney, writing: Writing): JourneyOnTicket {
  return {
    tripId: journey.tripId,
    stops: journey.stops.map((stop, index) => viewStop(stop, index, writing)),
    cancelSteps: viewCancelSteps(journey, writing),
  };
}

/** Steps that are over are left out; an order of one journey and one of two say the same. */
export function stepsAhead(steps: readonly CancelStep[], order: Order): readonly CancelStep[] {
  return steps.filter(({ key }) => millisecondsOf(key) > millisecondsOf(order.serverTime));
}

function viewStop(stop: ItineraryJourney['stops'][number], index: number, writing: Writing): StopOnWay {
  const at = index === 0 ? stop.departsAt : stop.arrivesAt;
  const place = `${stop.latitude},${stop.longitude}`;
  return {
    key: `${stop.index}`,
    name: stop.name,
    at,
    time: writing.time(at, stop.timeZone),
    day: writing.day(at, stop.timeZone),
    map: `https://www.openstreetmap.org/?mlat=${stop.latitude}&mlon=${stop.longitude}#map=17/${stop.latitude}/${stop.longitude}`,
    geo: `geo:${place}?q=${place}(${encodeURIComponent(stop.name)})`,
  };
}

function viewCancelSteps({ refundTiers, stops }: ItineraryJourney, writing: Writing): CancelStep[] {
  const [first] = stops;
  if (first === undefined) return [];
  return refundTiers.filter(givesAnything).map((tier) => {
    const until = new Date(millisecondsOf(first.departsAt) - tier.hoursBefore * 3_600_000).toISOString();
    return {
      key: until,
      day: writing.day(until, first.timeZone),
      time: writing.time(until, first.timeZone),
      percent: tier.refundedPercent,
      fee: tier.feePerSeat === null ? undefined : writing.money(tier.feePerSeat),
      creditPercent: tier.creditPercent,
    };
  });
}

function givesAnything({ refundedPercent, creditPercent }: RefundTier): boolean {
  return refundedPercent > 0 || creditPercent !== undefined;
}
