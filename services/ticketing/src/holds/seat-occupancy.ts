import { LRUCache } from 'lru-cache';
import { sql } from 'kysely';
import type { Database } from '@safiri/runtime';
import type { HoldItem } from './hold-queries.ts';
import type { Stretch } from './stretch.ts';

/** What keeps somebody from a seat; `legs` are 0 and 1 from the first leg on, null: all of them. */
type Obstacle = { readonly why: string; readonly legs: string | null };
/** Seats that not everybody can have on every stretch. */
export type OccupiedSeats = ReadonlyMap<number, readonly Obstacle[]>;

/** Which seats of a trip are free, for who has just lost one: thousands a second may ask about the same trip, which is read once at a time. */
export type SeatOccupancy = {
  /** As it was a moment ago. */
  recent(tripId: number): Promise<OccupiedSeats>;
  /** As it is: read after it was asked for. */
  fresh(tripId: number): Promise<OccupiedSeats>;
};

/** Alternatives are a hint, and seats that went meanwhile are refused like any other. */
const ttl = 250;
/** Some 10 kB each where a bus is full: 5 MB. */
const mostTrips = 500;

export function createSeatOccupancy(readOccupied: (tripId: number) => Promise<OccupiedSeats>): SeatOccupancy {
  const known = new LRUCache<number, OccupiedSeats>({ max: mostTrips, ttl });
  const running = new Map<number, Promise<OccupiedSeats>>();
  /** Reads that begin when the running one ends, for who asked after that had begun. */
  const following = new Map<number, Promise<OccupiedSeats>>();

  const read = async (tripId: number): Promise<OccupiedSeats> => {
    const reading = readOccupied(tripId);
    running.set(tripId, reading);
    try {
      const occupied = await reading;
      known.set(tripId, occupied);
      return occupied;
    } finally {
      running.delete(tripId);
    }
  };

  const follow = async (tripId: number, before: Promise<OccupiedSeats>): Promise<OccupiedSeats> => {
    await before.catch(() => undefined);
    following.delete(tripId);
    return await read(tripId);
  };

  return {
    recent: async (tripId) => known.get(tripId) ?? (await (running.get(tripId) ?? read(tripId))),
    fresh: async (tripId) => {
      const before = running.get(tripId);
      if (before === undefined) return await read(tripId);
      const next = following.get(tripId) ?? follow(tripId, before);
      following.set(tripId, next);
      return await next;
    },
  };
}

export async function readOccupied(db: Database, tripId: number): Promise<OccupiedSeats> {
  const [occupied] = await listOccupied(db, [tripId]);
  return occupied ?? new Map();
}

/** Of each trip in the order asked for, ascending by seat. */
export async function listOccupied(db: Database, tripIds: readonly number[]): Promise<OccupiedSeats[]> {
  const { rows } = await sql<{ tripId: number; seat: number } & Obstacle>`
    select trip_id as "tripId", seat, why, legs from seats_not_free(${tripIds}::bigint[]) order by seat`.execute(
    db.kysely,
  );
  const ofTrip = new Map(tripIds.map((tripId) => [tripId, new Map<number, Obstacle[]>()]));
  for (const { tripId, seat, why, legs } of rows) {
    const occupied = ofTrip.get(tripId);
    occupied?.set(seat, [...(occupied.get(seat) ?? []), { why, legs }]);
  }
  return tripIds.map((tripId) => ofTrip.get(tripId) ?? new Map());
}

/** Whether whoever asks this way can have the seat on the stretch. */
export function isFree(
  obstacles: readonly Obstacle[] | undefined,
  stretch: Stretch,
  asker: Pick<HoldItem, 'may' | 'womenOnly'>,
): boolean {
  const minded = (why: string): boolean =>
    why === 'women-only' ? !asker.womenOnly : !asker.may.some((kept) => kept === why);
  return (obstacles ?? []).every(
    ({ why, legs }) => !minded(why) || (legs !== null && !legs.slice(stretch.from, stretch.to).includes('1')),
  );
}
