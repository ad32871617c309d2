import type { StopTime, TripOffer } from '@safiri/contracts';
import type { Offer } from './choose-offers.ts';
import { instantText } from './instant-text.ts';
import type { Call } from './place-queries.ts';

/** An offer, and how many seats are free on it from where one boards to where one alights. */
export type FoundOffer = Pick<Offer, 'ride' | 'departure'> & { readonly seatsFree: number };

/** As the contract has it; `offers-text.ts` writes the same. */
export function viewOffer({ ride, departure, seatsFree }: FoundOffer): TripOffer {
  const { from, to, facts, fare } = ride;
  return {
    tripId: departure.tripId,
    companyId: facts.companyId,
    companyName: facts.companyName,
    routeName: facts.routeName,
    approximate: departure.approximate,
    from: viewCall(from, departure.departsAt),
    to: viewCall(to, departure.departsAt),
    stopsBetween: to.index - from.index - 1,
    fare,
    seatsFree,
    capacity: departure.capacity,
  };
}

function viewCall(call: Call, tripDepartsAt: number): StopTime {
  const { stopId, index, name, timeZone, arriveSeconds, departSeconds } = call;
  const arrivesAt = instantText(tripDepartsAt + arriveSeconds * 1000);
  const departsAt = arriveSeconds === departSeconds ? arrivesAt : instantText(tripDepartsAt + departSeconds * 1000);
  return { stopId, index, name, timeZone, arrivesAt, departsAt };
}
