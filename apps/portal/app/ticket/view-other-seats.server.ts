import type { Order } from '@safiri/contracts';
import type { Writing } from '../messages/writing.server.ts';

export type OtherSeats = {
  readonly journeys: readonly {
    readonly key: string;
    readonly count: number;
    readonly seats: string;
    readonly ordered: string;
  }[];
  /** Until when all of it may be given back, as clocks show it where the first journey begins; undefined when it may not. */
  readonly freeUntil: { readonly time: string; readonly day: string } | undefined;
  readonly isGivenBack: boolean;
};

/** What a page says of a booking that has other seats than were ordered; undefined where it has not. */
export function viewOtherSeats(order: Order, writing: Writing): OtherSeats | undefined {
  const changed = order.claims.filter((claim) => claim.orderedSeatLabel !== null);
  const [first] = order.claims;
  if (first === undefined || changed.length === 0) return undefined;
  const journeys = [...Map.groupBy(changed, (claim) => claim.tripId)].map(([tripId, claims]) => ({
    key: String(tripId),
    count: claims.length,
    seats: claims.map((claim) => claim.seatLabel).join(', '),
    ordered: claims.map((claim) => claim.orderedSeatLabel).join(', '),
  }));
  const until = order.freeCancellationUntil;
  const { timeZone } = first.from;
  return {
    journeys,
    freeUntil: until === null ? undefined : { time: writing.time(until, timeZone), day: writing.day(until, timeZone) },
    isGivenBack: order.refunds.some((refund) => refund.cause === 'other-seats'),
  };
}
