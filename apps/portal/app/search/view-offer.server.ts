import type { TripOffer } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import type { Writing } from '../messages/writing.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import { viewStretch, type StretchView } from '../ui/view-stretch.server.ts';

export type OfferView = {
  readonly key: string;
  readonly href: string;
  /** Where one waits for seats. */
  readonly waitingListHref: string;
  readonly companyName: string;
  readonly routeName: string;
  readonly stretch: StretchView;
  readonly stopsBetween: number;
  readonly fare: string;
  readonly seatsFree: number;
  readonly state: 'open' | 'full' | 'left';
};

export function viewOffer(offer: TripOffer, writing: Writing, outbound: string): OfferView {
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
    fare: writing.money(offer.fare),
    seatsFree: offer.seatsFree,
    state: hasLeft ? 'left' : offer.seatsFree === 0 ? 'full' : 'open',
  };
}
