import type { Database } from '@safiri/runtime';
import { isFree, listOccupied } from '../holds/seat-occupancy.ts';
import type { Stretch } from '../holds/stretch.ts';

export type TripStretch = Stretch & { readonly tripId: number };

/** Ascending. */
export type TakenSeats = {
  /** Seats that cannot be had by whoever says nothing of themselves. */
  readonly taken: readonly number[];
  /** Those of them that a woman who travels alone can have. */
  readonly womenOnly: readonly number[];
};

/** For each stretch the seats that cannot be had on it now. A hold that is over by the database's clock takes nothing. */
export async function listTakenSeats(db: Database, stretches: readonly TripStretch[]): Promise<TakenSeats[]> {
  const tripIds = [...new Set(stretches.map((each) => each.tripId))];
  const occupied = await listOccupied(db, tripIds);
  return stretches.map((stretch) => {
    const seats = [...(occupied[tripIds.indexOf(stretch.tripId)] ?? [])];
    const notFor = (womenOnly: boolean): number[] =>
      seats.filter(([, obstacles]) => !isFree(obstacles, stretch, { may: [], womenOnly })).map(([seat]) => seat);
    const [taken, takenFromWomen] = [notFor(false), new Set(notFor(true))];
    return { taken, womenOnly: taken.filter((seat) => !takenFromWomen.has(seat)) };
  });
}
