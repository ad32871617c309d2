import type { Database } from '@safiri/runtime';
import type { KnownSeats, SeatBits } from './known-seats.ts';

/** The trips of a pattern that leave their first stop on one day of UTC, counted from 1970. */
export type PatternDay = { readonly patternId: string; readonly day: number };

export type Departure = {
  readonly tripId: number;
  /** At the first stop, in milliseconds since 1970. */
  readonly departsAt: number;
  /** It departs about then. */
  readonly approximate: boolean;
  readonly capacity: number;
  /** Put anew when they change. */
  seats: KnownSeats;
};

type SeatsRow = {
  readonly trip_id: number;
  readonly taken: readonly number[] | null;
  readonly begun: readonly number[] | null;
  readonly counts_until: number | null;
};
type DepartureRow = SeatsRow &
  PatternDay & { readonly departs_at: number; readonly approximate: boolean; readonly capacity: number };

const departuresText = `
with found as materialized (
  select a.pattern_id, a.day, t.trip_id, t.departs_at, t.approximate, l.capacity
    from unnest($1::uuid[], $2::integer[]) as a (pattern_id, day)
    join trips t on t.pattern_id = a.pattern_id
     and t.departs_at >= to_timestamp(a.day * 86400::bigint) and t.departs_at < to_timestamp((a.day + 1) * 86400::bigint)
    join layouts l on l.layout_id = t.layout_id
   where t.status = 'scheduled'
)
select f.pattern_id as "patternId", f.day, f.trip_id, (extract(epoch from f.departs_at) * 1000)::float8 as departs_at, f.approximate, f.capacity,
       s.taken, s.begun, s.counts_until
  from found f
  join seat_counts(array(select trip_id from found)) s using (trip_id)
 order by f.departs_at, f.trip_id`;

/** What is on sale of these patterns on these days; each in the order asked for. */
export async function listDepartures(db: Database, asked: readonly PatternDay[]): Promise<Departure[][]> {
  const { rows } = await db.pool.query<DepartureRow>({
    name: 'list-departures',
    text: departuresText,
    values: [asked.map((each) => each.patternId), asked.map((each) => each.day)],
  });
  const found = new Map<string, Departure[]>(asked.map((each) => [keyOf(each), []]));
  for (const row of rows) {
    const { trip_id: tripId, departs_at: departsAt, approximate, capacity } = row;
    found.get(keyOf(row))?.push({ tripId, departsAt, approximate, capacity, seats: seatsOf(row) });
  }
  return asked.map((each) => found.get(keyOf(each)) ?? []);
}

export function keyOf({ patternId, day }: PatternDay): string {
  return `${patternId} ${day}`;
}

/** How many seats of these trips are taken, leg by leg. */
export async function listKnownSeats(
  db: Database,
  tripIds: readonly number[],
): Promise<ReadonlyMap<number, KnownSeats>> {
  const { rows } = await db.pool.query<SeatsRow>({
    name: 'list-known-seats',
    text: 'select trip_id, taken, begun, counts_until from seat_counts($1::bigint[])',
    values: [tripIds],
  });
  return new Map(rows.map((row) => [row.trip_id, seatsOf(row)]));
}

/** Most trips have sold nothing yet; they share one. */
const untouched: KnownSeats = { taken: [], begun: [], countsUntil: Number.POSITIVE_INFINITY };

function seatsOf({ taken, begun, counts_until: until }: SeatsRow): KnownSeats {
  if (taken === null && until === null) return untouched;
  return { taken: taken ?? [], begun: begun ?? [], countsUntil: until ?? Number.POSITIVE_INFINITY };
}

type BitsRow = {
  readonly trip_id: number;
  readonly words: number;
  readonly bits: readonly number[];
  readonly bits_until: number | null;
};

/** The seats of these trips that cannot be had now, judged by the database's clock. */
export async function listSeatBits(db: Database, tripIds: readonly number[]): Promise<ReadonlyMap<number, SeatBits>> {
  const { rows } = await db.pool.query<BitsRow>({
    name: 'list-seat-bits',
    text: 'select trip_id, words, bits, bits_until from seat_bits($1::bigint[])',
    values: [tripIds],
  });
  return new Map(
    rows.map((row) => [
      row.trip_id,
      { words: row.words, numbers: row.bits, until: row.bits_until ?? Number.POSITIVE_INFINITY },
    ]),
  );
}
