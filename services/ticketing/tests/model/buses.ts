import { drawnLayout } from '../../src/holds/drawn-layout.ts';
import type { LayoutName } from './operations.ts';

const drawings: Readonly<Record<LayoutName, readonly string[]>> = { eight: ['ss.ss', 'ss.ss'], six: ['ss.s', 'sss'] };

export const layouts = { eight: drawnLayout(drawings.eight), six: drawnLayout(drawings.six) };

/** The last stop; legs are counted from 0 to one less. */
export const lastStop = 4;

type Place = { readonly row: number; readonly column: number };

const places: Readonly<Record<LayoutName, ReadonlyMap<number, Place>>> = {
  eight: placesOf(drawings.eight),
  six: placesOf(drawings.six),
};

function placesOf(rows: readonly string[]): ReadonlyMap<number, Place> {
  const seats = rows.flatMap((drawn, row) =>
    [...drawn].flatMap((cell, column): Place[] => (cell === 's' ? [{ row, column }] : [])),
  );
  return new Map(seats.map((place, index) => [index + 1, place]));
}

export function seatsOf(layout: LayoutName): readonly number[] {
  return [...places[layout].keys()];
}

type Wanted = { readonly free: readonly number[]; readonly count: number };

/** What is given to who wants any: these very seats, or others as good; undefined when too few are free. */
export function bestSeats(layout: LayoutName, wanted: Wanted, given: readonly number[]): readonly number[] | undefined {
  const choices = subsets(wanted.free, wanted.count).map((seats) => ({
    seats,
    badness: badnessOf(layout, wanted, seats),
  }));
  const [best] = choices.toSorted((a, b) => compare(a.badness, b.badness));
  const same = choices.find(({ seats }) => String(seats) === String(given));
  return same !== undefined && best !== undefined && compare(same.badness, best.badness) === 0 ? given : best?.seats;
}

/**
 * Less is better, the first difference decides: rows that they lie across, one too many if they are not side by side;
 * seats left alone; and of those side by side, how far back.
 */
function badnessOf(layout: LayoutName, { free }: Wanted, seats: readonly number[]): readonly number[] {
  const rows = seats.map((seat) => placeOf(layout, seat).row);
  const together = seats.every((seat, index) => index === 0 || isBeside(layout, seats[index - 1] ?? 0, seat));
  const left = free.filter((seat) => !seats.includes(seat));
  const lonely = left.filter((seat) => isLonely(layout, seat, left)).length;
  return together ? [0, lonely, seats[0] ?? 0] : [1 + Math.max(...rows) - Math.min(...rows), lonely, 0];
}

function isLonely(layout: LayoutName, seat: number, free: readonly number[]): boolean {
  const beside = seatsOf(layout).filter((other) => isBeside(layout, seat, other) || isBeside(layout, other, seat));
  return beside.length > 0 && !beside.some((other) => free.includes(other));
}

function isBeside(layout: LayoutName, left: number, right: number): boolean {
  const [a, b] = [placeOf(layout, left), placeOf(layout, right)];
  return a.row === b.row && a.column + 1 === b.column;
}

function placeOf(layout: LayoutName, seat: number): Place {
  return places[layout].get(seat) ?? { row: -9, column: -9 };
}

export function subsets<Each>(of: readonly Each[], count: number): Each[][] {
  if (count === 0) return [[]];
  return of.flatMap((first, index) => subsets(of.slice(index + 1), count - 1).map((rest) => [first, ...rest]));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
