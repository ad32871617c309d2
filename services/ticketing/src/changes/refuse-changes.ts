import { DomainError } from '@safiri/kernel';
import type { TripsById } from '../bookings/trips-of-orders.ts';
import type { RefusedChange } from '../holds/claim-queries.ts';
import { refuseLost } from '../holds/hold-refusals.ts';
import type { LostSeat } from '../holds/hold-queries.ts';
import type { SeatOccupancy } from '../holds/seat-occupancy.ts';
import type { SeatChange } from './change-seats.ts';

export type LostChange = {
  readonly refused: readonly RefusedChange[];
  readonly changes: readonly SeatChange[];
  readonly trips: TripsById;
};

/** What is said to who cannot have other seats: they are not as good, or somebody else has or is due them, and which are near. */
export async function refuseChanges(
  occupancy: SeatOccupancy,
  { refused, changes, trips }: LostChange,
): Promise<DomainError> {
  if (refused.some(({ why }) => why === 'plainer'))
    return new DomainError('CLASS_PLAINER', 'One of these seats is not as good as the one that was paid.');
  if (refused.some(({ why }) => why === 'gone'))
    return new DomainError('ALREADY_CANCELLED', 'One of these tickets is cancelled already.');
  const byTrip = [...Map.groupBy(changes, ({ claim }) => claim.tripId)];
  return await refuseLost(occupancy, {
    seats: refused.map(lostSeat),
    wanted: byTrip.flatMap(([tripId, [first, ...others]]) =>
      first === undefined
        ? []
        : [{ tripId, from: first.claim.from, to: first.claim.to, seats: [first, ...others].map(({ seat }) => seat) }],
    ),
    plan: { claims: [...trips.values()].map((trip) => ({ trip })) },
    // A hint: what only few may have, as passengers with a kept seat, is not named in it.
    item: { may: [], womenOnly: false },
  });
}

function lostSeat({ tripId, seat, why }: RefusedChange): LostSeat {
  return why === 'women-only' || why === 'waiting-list' ? { tripId, seat, reason: why } : { tripId, seat };
}
