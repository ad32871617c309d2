/** What is remembered of a trip's seats. Replaced as a whole when it changes. */
export type KnownSeats = {
  /** Seats taken on each leg, and those of them whose claim begins there; a leg beyond the end has none. */
  readonly taken: readonly number[];
  readonly begun: readonly number[];
  /** From this instant on the counts may be wrong: a hold is over that still has its bits, or seats are kept for somebody. */
  readonly countsUntil: number;
  readonly bits?: SeatBits;
};

/** The seats themselves: each has the same count of numbers, of 32 legs each, the first leg being the highest bit. */
export type SeatBits = { readonly words: number; readonly numbers: readonly number[]; readonly until: number };

type Bus = { readonly capacity: number; readonly seats: KnownSeats };
type Stretch = { readonly from: number; readonly to: number };

/** Fewer than these are shown as they are; from here on it is enough to be sure that there are as many. */
const fewSeats = 10;
const legsPerNumber = 32;

/**
 * How many seats are free on a stretch; undefined when only the seats themselves can tell. Fewer than ten is exact. Ten and
 * more means that there are ten at least, and no more than that.
 */
export function freeSeats({ capacity, seats }: Bus, stretch: Stretch, now: number): number | undefined {
  const { bits } = seats;
  if (bits !== undefined && now < bits.until) return exactlyFree(capacity, bits, stretch);
  if (now >= seats.countsUntil) return undefined;
  const most = capacity - fewestTaken(seats, stretch);
  const least = capacity - mostTaken(seats, stretch);
  return least === most || least >= fewSeats ? bounded(most, capacity) : undefined;
}

/** How many seats have no taken leg on the stretch. */
export function exactlyFree(capacity: number, { words, numbers }: SeatBits, stretch: Stretch): number {
  const masks = Array.from({ length: words }, (_word, word) => maskOf(stretch, word * legsPerNumber));
  let taken = 0;
  for (let seat = 0; seat < numbers.length; seat += words) {
    if (masks.some((mask, word) => ((numbers[seat + word] ?? 0) & mask) !== 0)) taken += 1;
  }
  return bounded(capacity - taken, capacity);
}

/** As many as on the leg where most are: they may all be the same seats. */
function fewestTaken({ taken }: KnownSeats, { from, to }: Stretch): number {
  let fewest = 0;
  for (let leg = from; leg < to; leg += 1) fewest = Math.max(fewest, taken[leg] ?? 0);
  return fewest;
}

/** As many as there are claims on the stretch: they may all be different seats. */
function mostTaken({ taken, begun }: KnownSeats, { from, to }: Stretch): number {
  let most = taken[from] ?? 0;
  for (let leg = from + 1; leg < to; leg += 1) most += begun[leg] ?? 0;
  return most;
}

/** The legs of a stretch among those of a number. */
function maskOf({ from, to }: Stretch, firstLeg: number): number {
  const [begin, end] = [Math.max(from - firstLeg, 0), Math.min(to - firstLeg, legsPerNumber)];
  return begin >= end ? 0 : (-1 >>> begin) & (-1 << (legsPerNumber - end));
}

/** Changes are counted in any order, so that for a moment more may have been given back than were taken. */
function bounded(free: number, capacity: number): number {
  return Math.max(0, Math.min(free, capacity));
}
