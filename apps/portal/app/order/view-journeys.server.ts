import type { Order } from '@safiri/contracts';
import { addMoney } from '@safiri/kernel';
import type { Writing } from '../messages/writing.server.ts';
import { viewStretch, type StretchView } from '../ui/view-stretch.server.ts';

export type JourneyView = {
  readonly key: string;
  readonly companyName: string;
  readonly stretch: StretchView;
  readonly seatLabels: readonly string[];
  readonly fare: string;
  readonly isCancelled: boolean;
};

/** An order trip by trip, earliest first. */
export function viewJourneys(order: Pick<Order, 'claims'>, writing: Writing): JourneyView[] {
  return [...Map.groupBy(order.claims, (claim) => claim.tripId).values()]
    .flatMap((claims) => {
      const [first, ...others] = claims;
      if (first === undefined) return [];
      return [
        {
          key: `${first.tripId}-${first.from.index}`,
          companyName: first.companyName,
          stretch: viewStretch(first, writing),
          seatLabels: claims.map((claim) => claim.seatLabel),
          fare: writing.money(others.reduce((sum, claim) => addMoney(sum, claim.fare), first.fare)),
          isCancelled: first.tripStatus === 'cancelled',
        },
      ];
    })
    .toSorted((one, other) => (one.stretch.from.at < other.stretch.from.at ? -1 : 1));
}
