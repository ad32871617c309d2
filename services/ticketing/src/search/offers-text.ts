import type { Ride } from './find-rides.ts';
import { instantText } from './instant-text.ts';
import type { Call } from './place-queries.ts';
import type { FoundOffer } from './view-offer.ts';

/** What the offers of a ride have in common, as JSON. */
type RideText = {
  readonly sold: string;
  readonly from: string;
  readonly to: string;
};

/** Kept for as long as the ride is remembered. */
const rideTexts = new WeakMap<Ride, RideText>();

/** The answer of a search as JSON: what `viewOffer` makes of each offer, written. */
export function offersText(offers: readonly FoundOffer[]): string {
  let text = '{"offers":[';
  let separator = '';
  for (const offer of offers) {
    text += separator + offerText(offer);
    separator = ',';
  }
  return `${text}]}`;
}

function offerText({ ride, departure, seatsFree }: FoundOffer): string {
  const { tripId, departsAt, approximate, capacity } = departure;
  const { sold, from, to } = textOf(ride);
  const board = timesText(ride.from, departsAt);
  const alight = timesText(ride.to, departsAt);
  return `{"tripId":${tripId},${sold},"from":${from},${board}},"to":${to},${alight}},"approximate":${approximate},"seatsFree":${seatsFree},"capacity":${capacity}}`;
}

function textOf(ride: Ride): RideText {
  const known = rideTexts.get(ride);
  if (known !== undefined) return known;
  const { from, to, facts, fare } = ride;
  const { companyId, companyName, routeName } = facts;
  const stopsBetween = to.index - from.index - 1;
  const written = {
    sold: openText({ companyId, companyName, routeName, stopsBetween, fare }).slice(1),
    from: openText(stopOf(from)),
    to: openText(stopOf(to)),
  };
  rideTexts.set(ride, written);
  return written;
}

function stopOf({ stopId, index, name, timeZone }: Call): object {
  return { stopId, index, name, timeZone };
}

/** An object that more is written into. */
function openText(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}

function timesText({ arriveSeconds, departSeconds }: Call, tripDepartsAt: number): string {
  const arrivesAt = instantText(tripDepartsAt + arriveSeconds * 1000);
  const departsAt = arriveSeconds === departSeconds ? arrivesAt : instantText(tripDepartsAt + departSeconds * 1000);
  return `"arrivesAt":"${arrivesAt}","departsAt":"${departsAt}"`;
}
