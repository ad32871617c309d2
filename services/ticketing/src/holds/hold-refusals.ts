import type { LostSeats, LostTrip, SeatLayout } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { HoldItem, LostSeat } from './hold-queries.ts';
import { layoutSeats } from './layout-seats.ts';
import { nearestSeats } from './nearest-seats.ts';
import type { PlannedClaim, WantedTrip } from './plan-hold.ts';
import { isFree, type OccupiedSeats, type SeatOccupancy } from './seat-occupancy.ts';

/** Seats that somebody wanted and did not get, as far as it matters for what to say. */
export type Loss = {
  readonly seats: readonly LostSeat[];
  /** What was taken on their trips when they were lost, where that is known. */
  readonly occupied?: ReadonlyMap<number, OccupiedSeats>;
  readonly wanted: readonly WantedTrip[];
  readonly plan: { readonly claims: readonly Pick<PlannedClaim, 'trip'>[] };
  readonly item: Pick<HoldItem, 'may' | 'womenOnly'>;
};

/** What is said to who wanted seats that somebody else has: which ones, and others nearby; or that the trip is full. */
export async function refuseLost(occupancy: SeatOccupancy, loss: Loss): Promise<DomainError> {
  const alternatives: LostSeats['alternatives'] = [];
  for (const wish of loss.wanted) {
    const lost = loss.seats.filter(({ tripId }) => tripId === wish.tripId).map(({ seat }) => seat);
    const trip = loss.plan.claims.find((claim) => claim.trip.tripId === wish.tripId)?.trip;
    if (lost.length === 0 || trip === undefined) continue;
    const free = (occupied: OccupiedSeats): FreeSeats => freeSeats(trip.layout, occupied, { wish, item: loss.item });
    const told = loss.occupied?.get(wish.tripId);
    let left = free(told ?? (await occupancy.recent(wish.tripId)));
    // What was remembered a moment ago may still show as free what was lost since.
    if (lost.some((seat) => left.has(seat))) left = new Set([...left].filter((seat) => !lost.includes(seat)));
    if (left.size === 0 && told === undefined) left = free(await occupancy.fresh(wish.tripId));
    if (left.size === 0) return tripFull(wish.tripId);
    const seats = nearestSeats({ layout: trip.layout, free: left, wanted: wish.seats ?? [] });
    if (seats !== undefined) alternatives.push({ tripId: wish.tripId, seats });
  }
  return seatsTaken({ seats: [...loss.seats], alternatives });
}

/** What is said to who named seats that go to those who wait: which ones, as it is now. Meanwhile they may be offered, or free. */
export async function refuseWaitedFor(occupancy: SeatOccupancy, loss: Omit<Loss, 'seats'>): Promise<DomainError> {
  const named: LostSeat[] = [];
  const lost: LostSeat[] = [];
  for (const wish of loss.wanted) {
    const occupied = await occupancy.fresh(wish.tripId);
    for (const seat of wish.seats ?? []) {
      const obstacles = occupied.get(seat);
      const reason = obstacles?.every(({ why }) => why === 'waiting-list') === true ? 'waiting-list' : undefined;
      named.push({ tripId: wish.tripId, seat, reason: 'waiting-list' });
      if (isFree(obstacles, wish, loss.item)) continue;
      lost.push({ tripId: wish.tripId, seat, ...(reason === undefined ? {} : { reason }) });
    }
  }
  return await refuseLost(occupancy, { ...loss, seats: lost.length > 0 ? lost : named });
}

type FreeSeats = ReadonlySet<number>;

/** By what was read of a trip, and by who asks for which stretch: many lose a seat while one reading is remembered. */
const found = new WeakMap<OccupiedSeats, Map<string, FreeSeats>>();

function freeSeats(
  layout: SeatLayout,
  occupied: OccupiedSeats,
  { wish, item }: { readonly wish: WantedTrip; readonly item: Loss['item'] },
): FreeSeats {
  const known = found.get(occupied) ?? new Map<string, FreeSeats>();
  found.set(occupied, known);
  const asked = `${wish.from} ${wish.to} ${item.womenOnly} ${item.may.join()}`;
  const free =
    known.get(asked) ??
    new Set([...layoutSeats(layout).keys()].filter((seat) => isFree(occupied.get(seat), wish, item)));
  known.set(asked, free);
  return free;
}

function seatsTaken(lost: LostSeats): DomainError {
  return new DomainError(
    'SEATS_TAKEN',
    'Somebody else has one of these seats on a part of the way. Nothing was held.',
    lost,
  );
}

export function tripFull(tripId: number): DomainError {
  const lost: LostTrip = { tripId };
  return new DomainError('TRIP_FULL', 'Too few seats are left on this trip for that part of the way.', lost);
}

export function tooManyHeld(most: number | null): DomainError {
  return new DomainError(
    'TOO_MANY_SEATS_HELD',
    'You hold many seats that are not paid for: pay for some or give them back, then choose more.',
    { most },
  );
}

export function keyReused(): DomainError {
  return new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent with another request before.', {
    field: '/headers/idempotency-key',
  });
}
